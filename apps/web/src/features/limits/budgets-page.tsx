import { m } from '@guanyi/messages';
import { useState } from 'react';
import type { Reply } from '../../app/client.ts';
import { ListState } from '../../app/list-state.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { usePages } from '../../app/pages.ts';
import { hasRole, useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import { Money } from '../../ui/money.tsx';
import { EmptyState, LoadMore } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { BudgetDialog } from './budget-dialog.tsx';
import { saveBudgets } from './limits-csv.ts';
import { UseBar } from './use-bar.tsx';
import '../../ui/finance.css';
import '../billing/desk-billing.css';
import './limits.css';

type Budget = Reply<'updateProjectBudget'>;

/** What the organisation's projects may spend, what they hold and what is left. */
export function BudgetsPage() {
  usePageTitle(m.limits_budgets());
  const isAdmin = hasRole(useSession(), 'orgAdmin');
  const [edited, setEdited] = useState<Budget | 'new'>();
  const pages = usePages('listProjectBudgets', { query: { limit: 100 } });
  const add = isAdmin && (
    <Button size="small" look="main" onClick={() => setEdited('new')}>
      {m.limits_budget_add()}
    </Button>
  );
  return (
    <DeskColumns>
      <Work
        title={m.limits_budgets()}
        actions={
          pages.items.length > 0 && (
            <>
              <Button size="small" icon="download" onClick={() => saveBudgets(pages.items)}>
                {m.desk_export_csv()}
              </Button>
              {add}
            </>
          )
        }
      >
        <ListState
          isPending={pages.isPending}
          error={pages.data ? null : pages.error}
          onRetry={() => void pages.refetch()}
          isEmpty={pages.items.length === 0}
          empty={
            <EmptyState icon="yuan" title={m.limits_budgets_none()} action={add}>
              {m.limits_budgets_none_hint()}
            </EmptyState>
          }
        />
        {pages.items.length > 0 && (
          <div className="fin-scroll fin-limits">
            <Table
              caption={m.limits_budgets()}
              look="fin"
              columns={columnsOf(isAdmin ? setEdited : undefined)}
              rows={pages.items}
              rowKey={({ id }) => id}
            />
          </div>
        )}
        <LoadMore more={pages.hasNextPage} busy={pages.isFetchingNextPage} onLoad={() => pages.fetchNextPage()} />
      </Work>
      {edited && <BudgetDialog budget={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />}
    </DeskColumns>
  );
}

function columnsOf(onEdit: ((budget: Budget) => void) | undefined): Column<Budget>[] {
  return [
    {
      key: 'project',
      title: m.limits_project(),
      cell: (row) =>
        onEdit ? (
          <button type="button" className="row-open plain" onClick={() => onEdit(row)}>
            <b>{row.projectCode}</b>
          </button>
        ) : (
          <b>{row.projectCode}</b>
        ),
    },
    {
      key: 'kind',
      title: m.limits_kind(),
      cell: (row) => <Tag>{row.kind === 'hard' ? m.limits_hard() : m.limits_soft()}</Tag>,
    },
    {
      key: 'use',
      title: m.limits_use(),
      cell: (row) => <UseBar limitFen={row.limitFen} parts={[row.spentFen, row.reservedFen]} />,
    },
    { key: 'limit', title: m.limits_limit(), right: true, cell: (row) => <Money fen={row.limitFen} /> },
    { key: 'spent', title: m.limits_spent(), right: true, cell: (row) => <Money fen={row.spentFen} /> },
    { key: 'reserved', title: m.limits_reserved(), right: true, cell: (row) => <Money fen={row.reservedFen} /> },
    {
      key: 'left',
      title: m.limits_left(),
      right: true,
      cell: (row) => (
        <b className={row.availableFen < 0 ? 'bad' : undefined}>
          <Money fen={row.availableFen} />
        </b>
      ),
    },
  ];
}
