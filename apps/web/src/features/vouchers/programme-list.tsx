import { m } from '@guanyi/messages';
import { ListState } from '../../app/list-state.tsx';
import { usePages } from '../../app/pages.ts';
import { Money } from '../../ui/money.tsx';
import { EmptyState, LoadMore } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { UseBar } from '../limits/use-bar.tsx';
import { modesText, type Programme, settleName, shareText } from './voucher-words.ts';

interface ProgrammeListProps {
  chosenId: string | undefined;
  onOpen: (programmeId: string) => void;
}

/** The programmes that the reader runs, with what was issued and what of it was spent. */
export function ProgrammeList({ chosenId, onOpen }: ProgrammeListProps) {
  const pages = usePages('listVoucherProgrammes', { query: { limit: 100 } });
  return (
    <>
      <ListState
        isPending={pages.isPending}
        error={pages.data ? null : pages.error}
        onRetry={() => void pages.refetch()}
        isEmpty={pages.items.length === 0}
        empty={
          <EmptyState icon="yuan" title={m.vouchers_programmes_none()}>
            {m.vouchers_programmes_none_hint()}
          </EmptyState>
        }
      />
      {pages.items.length > 0 && (
        <div className="fin-scroll fin-limits">
          <Table
            caption={m.vouchers_programmes()}
            look="fin"
            columns={columnsOf(onOpen)}
            rows={pages.items}
            rowKey={({ id }) => id}
            selectedKey={chosenId}
          />
        </div>
      )}
      <LoadMore more={pages.hasNextPage} busy={pages.isFetchingNextPage} onLoad={() => pages.fetchNextPage()} />
    </>
  );
}

function columnsOf(onOpen: (id: string) => void): Column<Programme>[] {
  return [
    {
      key: 'name',
      title: m.vouchers_programme(),
      cell: (row) => (
        <>
          <button type="button" className="row-open plain" data-voucher-row={row.id} onClick={() => onOpen(row.id)}>
            <b>{row.name}</b>
          </button>
          <br />
          <span className="m xs">{m.vouchers_year_region({ year: row.year, region: row.region })}</span>
        </>
      ),
    },
    {
      key: 'terms',
      title: m.vouchers_terms(),
      cell: (row) => (
        <span className="s">
          {m.vouchers_pays({ share: shareText(row.sharePermille), modes: modesText(row.modes) })}
          <br />
          <span className="m">
            {m.vouchers_up_to()} <Money fen={row.capPerOrganisationFen} />
          </span>
        </span>
      ),
    },
    { key: 'settle', title: m.vouchers_settle(), cell: (row) => <Tag>{settleName(row.settle)}</Tag> },
    { key: 'use', title: m.limits_use(), cell: (row) => <UseBar limitFen={row.issuedFen} parts={[row.usedFen, 0]} /> },
    { key: 'issued', title: m.vouchers_issued(), right: true, cell: (row) => <Money fen={row.issuedFen} /> },
    {
      key: 'used',
      title: m.vouchers_used(),
      right: true,
      cell: (row) => (
        <b>
          <Money fen={row.usedFen} />
        </b>
      ),
    },
  ];
}
