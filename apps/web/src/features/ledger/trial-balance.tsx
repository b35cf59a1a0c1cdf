import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Reply } from '../../app/client.ts';
import { ListState } from '../../app/list-state.tsx';
import { read } from '../../app/query.ts';
import { yuanText } from '../../ui/format.ts';
import { Money } from '../../ui/money.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Note } from '../../ui/tag.tsx';

type Account = Reply<'getTrialBalance'>['accounts'][number];

/** All accounts with their sums. That both sides are equal is said, not left to be added up. */
export function TrialBalance({ districtId, district }: { districtId: string; district: string | undefined }) {
  const query = useQuery(read('getTrialBalance', { query: { districtId } }));
  const accounts = query.data?.accounts ?? [];
  const totals = query.data?.totals;
  return (
    <>
      <ListState
        isPending={query.isPending}
        error={query.data ? null : query.error}
        onRetry={() => void query.refetch()}
        isEmpty={accounts.length === 0}
        empty={
          <EmptyState icon="yuan" title={m.ledger_empty()}>
            {m.ledger_empty_hint()}
          </EmptyState>
        }
      />
      {totals && accounts.length > 0 && (
        <>
          <div className="work-pad">
            <Note tone={totals.balanceFen === 0 ? undefined : 'bad'}>
              {totals.balanceFen === 0
                ? m.ledger_balanced({ amount: yuanText(totals.debitFen) })
                : m.ledger_unbalanced({ amount: yuanText(totals.balanceFen) })}
            </Note>
          </div>
          <div className="fin-scroll">
            <Table
              caption={m.ledger_balance()}
              look="fin"
              columns={columnsOf(district)}
              rows={accounts}
              rowKey={({ accountId }) => accountId}
            />
          </div>
        </>
      )}
    </>
  );
}

function columnsOf(district: string | undefined): Column<Account>[] {
  return [
    {
      key: 'name',
      title: m.ledger_account(),
      cell: (row) => (
        <Link
          to="/desk/ledger"
          search={{ view: 'journal', account: row.accountId, ...(district && { district }) }}
          className="row-open"
        >
          {row.name}
        </Link>
      ),
    },
    { key: 'debit', title: m.ledger_debit(), right: true, cell: (row) => <Money fen={row.debitFen} /> },
    { key: 'credit', title: m.ledger_credit(), right: true, cell: (row) => <Money fen={row.creditFen} /> },
    {
      key: 'balance',
      title: m.ledger_balance_column(),
      right: true,
      cell: (row) => (
        <b>
          <Money fen={row.balanceFen} />
        </b>
      ),
    },
  ];
}
