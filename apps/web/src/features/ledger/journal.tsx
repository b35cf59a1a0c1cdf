import { m } from '@guanyi/messages';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { toastFailure } from '../../app/act.ts';
import type { Reply } from '../../app/client.ts';
import { now } from '../../app/clock.ts';
import { download } from '../../app/download.ts';
import { ListState } from '../../app/list-state.tsx';
import { usePages } from '../../app/pages.ts';
import { Button } from '../../ui/button.tsx';
import { defaultZone, longDay, monthName } from '../../ui/format.ts';
import { Money } from '../../ui/money.tsx';
import { EmptyState, LoadMore } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { dayOf } from '../../ui/zone.ts';
import { monthsFrom } from '../statements/statement-words.ts';
import type { LedgerSearch } from './ledger-views.ts';

type Transfer = Reply<'listTransfers'>['items'][number];

interface JournalProps {
  districtId: string;
  search: LedgerSearch;
  onChange: (next: LedgerSearch) => void;
}

/** Every transfer, newest first; one account, one reference or one month at choice, and the month as CSV. */
export function Journal({ districtId, search, onChange }: JournalProps) {
  const current = dayOf(now(), defaultZone).slice(0, 7);
  const query = {
    districtId,
    limit: 50,
    ...(search.account && { accountId: search.account }),
    ...(search.reference && { reference: search.reference }),
    ...(search.month && { period: search.month }),
  };
  const pages = usePages('listTransfers', { query }, { keepPrevious: true });
  const month = search.month ?? current;
  const save = useMutation({
    mutationFn: () => download('exportJournal', { query: { districtId, period: month } }, `journal-${month}.csv`),
    onError: toastFailure,
  });
  return (
    <>
      <div className="work-tools">
        <select
          className="inp small"
          aria-label={m.desk_month()}
          value={search.month ?? ''}
          onChange={(event) => onChange({ month: event.target.value || undefined })}
        >
          <option value="">{m.statement_all_months()}</option>
          {monthsFrom(current, search.month).map((option) => (
            <option key={option} value={option}>
              {monthName(`${option}-01`)}
            </option>
          ))}
        </select>
        {(search.account || search.reference) && (
          <Button look="bare" size="small" onClick={() => onChange({ account: undefined, reference: undefined })}>
            {m.desk_clear_filters()}
          </Button>
        )}
        <Button size="small" icon="download" busy={save.isPending} onClick={() => save.mutate()}>
          {m.ledger_export({ month: monthName(`${month}-01`) })}
        </Button>
      </div>
      <ListState
        isPending={pages.isPending}
        error={pages.data ? null : pages.error}
        onRetry={() => void pages.refetch()}
        isEmpty={pages.items.length === 0}
        empty={
          <EmptyState icon="list" title={m.ledger_empty()}>
            {m.ledger_empty_hint()}
          </EmptyState>
        }
      />
      {pages.items.length > 0 && (
        <div className="fin-scroll">
          <Table
            caption={m.ledger_journal()}
            look="fin"
            columns={columns()}
            rows={pages.items}
            rowKey={({ id }) => id}
          />
        </div>
      )}
      <LoadMore more={pages.hasNextPage} busy={pages.isFetchingNextPage} onLoad={() => pages.fetchNextPage()} />
    </>
  );
}

function columns(): Column<Transfer>[] {
  return [
    {
      key: 'kind',
      title: m.ledger_column_kind(),
      cell: (row) => (
        <>
          <b>{row.title}</b>
          <br />
          <span className="m xs">{longDay(row.day)}</span>
        </>
      ),
    },
    {
      key: 'accounts',
      title: m.ledger_from_to(),
      cell: (row) => (
        <>
          {row.debitName}
          <br />
          <span className="m">→ {row.creditName}</span>
        </>
      ),
    },
    { key: 'reference', title: m.ledger_column_reference(), cell: (row) => <Source transfer={row} /> },
    {
      key: 'amount',
      title: m.ledger_column_amount(),
      right: true,
      cell: (row) => (
        <b>
          <Money fen={row.amountFen} />
        </b>
      ),
    },
  ];
}

/** What caused the transfer; a statement can be opened from here. */
function Source({ transfer }: { transfer: Transfer }) {
  const text = <span className="code">{transfer.reference.slice(-12)}</span>;
  if (!transfer.kind.startsWith('statement')) return text;
  return (
    <Link to="/desk/statements" search={{ statement: transfer.reference }}>
      {text}
    </Link>
  );
}
