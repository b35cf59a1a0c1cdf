import { m } from '@guanyi/messages';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { toastFailure } from '../../app/act.ts';
import { call, type Reply } from '../../app/client.ts';
import { ListState } from '../../app/list-state.tsx';
import { keyOf, read } from '../../app/query.ts';
import { hasRole, useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { countText, monthName } from '../../ui/format.ts';
import { Money } from '../../ui/money.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Note, Tag } from '../../ui/tag.tsx';
import { showToast } from '../../ui/toast.tsx';

type Period = Reply<'listPeriods'>['items'][number];

/** The last twelve months: what each still waits for, and whether it is closed. */
export function Periods({ districtId, mayClose }: { districtId: string; mayClose: boolean }) {
  const query = useQuery(read('listPeriods', { query: { districtId } }));
  const queryClient = useQueryClient();
  const mayReopen = hasRole(useSession(), 'finance', 'hqReviewer');
  const [closing, setClosing] = useState<Period>();
  const change = useMutation({
    mutationFn: ({ period, operation }: { period: string; operation: 'closePeriod' | 'reopenPeriod' }) =>
      call(operation, { params: { period }, body: { districtId } }),
    onSuccess: (period) => {
      const words = { month: monthName(`${period.period}-01`) };
      showToast({
        tone: 'ok',
        text: period.status === 'closed' ? m.ledger_closed_done(words) : m.ledger_reopened_done(words),
      });
      setClosing(undefined);
    },
    onError: toastFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf('listPeriods') }),
  });
  const rows = query.data?.items ?? [];
  const reopen = (period: string) => change.mutate({ period, operation: 'reopenPeriod' });
  return (
    <>
      <ListState
        isPending={query.isPending}
        error={query.data ? null : query.error}
        onRetry={() => void query.refetch()}
        isEmpty={false}
        empty={null}
      />
      {rows.length > 0 && (
        <div className="fin-scroll">
          <Table
            caption={m.ledger_periods()}
            look="fin"
            columns={columnsOf({ mayClose, mayReopen, onClose: setClosing, onReopen: reopen })}
            rows={rows}
            rowKey={({ period }) => period}
          />
        </div>
      )}
      {closing && (
        <CloseDialog
          period={closing}
          isBusy={change.isPending}
          onClose={() => setClosing(undefined)}
          onConfirm={() => change.mutate({ period: closing.period, operation: 'closePeriod' })}
        />
      )}
    </>
  );
}

interface Actions {
  mayClose: boolean;
  mayReopen: boolean;
  onClose: (period: Period) => void;
  onReopen: (period: string) => void;
}

function columnsOf({ mayClose, mayReopen, onClose, onReopen }: Actions): Column<Period>[] {
  return [
    { key: 'month', title: m.desk_month(), cell: (row) => <b className="nw">{monthName(`${row.period}-01`)}</b> },
    {
      key: 'status',
      title: m.desk_status(),
      cell: (row) =>
        row.status === 'closed' ? (
          <Tag tone="ok" icon="lock">
            {m.ledger_closed()}
          </Tag>
        ) : (
          <Tag>{m.ledger_open()}</Tag>
        ),
    },
    { key: 'unstated', title: m.ledger_unstated(), right: true, cell: (row) => countText(row.unstatedCharges) },
    {
      key: 'drafts',
      title: m.ledger_drafts(),
      right: true,
      cell: (row) =>
        row.draftStatements > 0 ? (
          <Link to="/desk/statements" search={{ month: row.period, view: 'draft' }}>
            {countText(row.draftStatements)}
          </Link>
        ) : (
          '0'
        ),
    },
    {
      key: 'outstanding',
      title: m.statement_outstanding(),
      right: true,
      cell: (row) => <Money fen={row.outstandingFen} />,
    },
    {
      key: 'act',
      title: <span className="vh">{m.ledger_actions()}</span>,
      right: true,
      cell: (row) => {
        const month = monthName(`${row.period}-01`);
        if (row.status === 'open')
          return (
            mayClose && (
              <Button
                size="small"
                icon="lock"
                aria-label={m.ledger_close_month({ month })}
                onClick={() => onClose(row)}
              >
                {m.ledger_close()}
              </Button>
            )
          );
        return (
          mayReopen && (
            <Button size="small" aria-label={m.ledger_reopen_month({ month })} onClick={() => onReopen(row.period)}>
              {m.ledger_reopen()}
            </Button>
          )
        );
      },
    },
  ];
}

interface CloseDialogProps {
  period: Period;
  isBusy: boolean;
  onClose: () => void;
  onConfirm: () => void;
}

/** Says what the month still waits for; closing it all the same is the finance officer's decision. */
function CloseDialog({ period, isBusy, onClose, onConfirm }: CloseDialogProps) {
  const month = monthName(`${period.period}-01`);
  const open = [
    period.unstatedCharges > 0 && m.ledger_waits_unstated({ count: period.unstatedCharges }),
    period.draftStatements > 0 && m.ledger_waits_drafts({ count: period.draftStatements }),
  ].filter((text) => text !== false);
  return (
    <Dialog
      title={m.ledger_close_month({ month })}
      onClose={onClose}
      actions={
        <>
          <Button look={open.length > 0 ? 'bad' : 'main'} icon="lock" busy={isBusy} onClick={onConfirm}>
            {open.length > 0 ? m.ledger_close_anyway() : m.ledger_close()}
          </Button>
          <Button onClick={onClose}>{m.desk_back()}</Button>
        </>
      }
    >
      <p>{m.ledger_close_hint()}</p>
      {open.length > 0 ? (
        <Note tone="hm">
          {open.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </Note>
      ) : (
        <Note>{m.ledger_waits_nothing()}</Note>
      )}
    </Dialog>
  );
}
