import { m } from '@guanyi/messages';
import { useState } from 'react';
import type { Reply } from '../../app/client.ts';
import { ListState } from '../../app/list-state.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { usePages } from '../../app/pages.ts';
import { hasRole, useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import { localText } from '../../ui/format.ts';
import { Money } from '../../ui/money.tsx';
import { EmptyState, LoadMore } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { CreditDialog } from './credit-dialog.tsx';
import { saveCreditLimits } from './limits-csv.ts';
import { UseBar } from './use-bar.tsx';
import '../../ui/finance.css';
import '../billing/desk-billing.css';
import './limits.css';

type Credit = Reply<'listCreditLimits'>['items'][number];

/** How much customers may owe, and what stands against it. Districts set limits; customers see their own. */
export function CreditPage() {
  usePageTitle(m.limits_credit());
  const isFinance = hasRole(useSession(), 'finance');
  const [edited, setEdited] = useState<Credit | 'new'>();
  const pages = usePages('listCreditLimits', { query: { limit: 100 } });
  const add = isFinance && (
    <Button size="small" look="main" onClick={() => setEdited('new')}>
      {m.limits_credit_add()}
    </Button>
  );
  return (
    <DeskColumns>
      <Work
        title={m.limits_credit()}
        actions={
          pages.items.length > 0 && (
            <>
              <Button size="small" icon="download" onClick={() => saveCreditLimits(pages.items)}>
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
            <EmptyState icon="yuan" title={m.limits_credit_none()} action={add}>
              {m.limits_credit_none_hint()}
            </EmptyState>
          }
        />
        {pages.items.length > 0 && (
          <div className="fin-scroll fin-limits">
            <Table
              caption={m.limits_credit()}
              look="fin"
              columns={columnsOf(isFinance ? setEdited : undefined)}
              rows={pages.items}
              rowKey={({ id }) => id}
            />
          </div>
        )}
        <LoadMore more={pages.hasNextPage} busy={pages.isFetchingNextPage} onLoad={() => pages.fetchNextPage()} />
      </Work>
      {edited && <CreditDialog credit={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />}
    </DeskColumns>
  );
}

function columnsOf(onEdit: ((credit: Credit) => void) | undefined): Column<Credit>[] {
  return [
    {
      key: 'organisation',
      title: m.limits_customer(),
      cell: (row) => (
        <>
          {onEdit ? (
            <button type="button" className="row-open plain" onClick={() => onEdit(row)}>
              <b>{localText(row.organisation.name)}</b>
            </button>
          ) : (
            <b>{localText(row.organisation.name)}</b>
          )}
          <br />
          <span className="m xs">{localText(row.payee.name)}</span>
        </>
      ),
    },
    {
      key: 'state',
      title: m.desk_status(),
      cell: (row) => <CreditState credit={row} />,
    },
    {
      key: 'use',
      title: m.limits_use(),
      cell: (row) => <UseBar limitFen={row.limitFen} parts={[row.unbilledFen + row.outstandingFen, row.reservedFen]} />,
    },
    { key: 'limit', title: m.limits_limit(), right: true, cell: (row) => <Money fen={row.limitFen} /> },
    { key: 'reserved', title: m.limits_reserved(), right: true, cell: (row) => <Money fen={row.reservedFen} /> },
    { key: 'unbilled', title: m.limits_unbilled(), right: true, cell: (row) => <Money fen={row.unbilledFen} /> },
    {
      key: 'outstanding',
      title: m.limits_outstanding(),
      right: true,
      cell: (row) => <Money fen={row.outstandingFen} />,
    },
  ];
}

/** Whether new bookings are taken, and if not, why. */
function CreditState({ credit }: { credit: Credit }) {
  if (credit.overdueFen > 0) {
    return (
      <Tag tone="bad" icon="warn">
        {m.limits_stopped_overdue()}
      </Tag>
    );
  }
  if (credit.exposureFen >= credit.limitFen) {
    return (
      <Tag tone="bad" icon="warn">
        {m.limits_stopped()}
      </Tag>
    );
  }
  return (
    <Tag tone="ok" icon="check">
      {m.limits_open()}
    </Tag>
  );
}
