import { m } from '@guanyi/messages';
import { localText, monthName } from '../../ui/format.ts';
import { Money } from '../../ui/money.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { type Statement, statusOf } from './statement-words.ts';

interface StatementTableProps {
  rows: Statement[];
  chosen: string | undefined;
  onOpen: (statementId: string) => void;
}

/** One row a statement: number and month, between whom, state, amounts. */
export function StatementTable({ rows, chosen, onOpen }: StatementTableProps) {
  return (
    <div className="fin-scroll fin-statements">
      <Table
        caption={m.statement_desk_title()}
        look="fin"
        columns={columnsOf(onOpen)}
        rows={rows}
        rowKey={({ id }) => id}
        selectedKey={chosen}
      />
    </div>
  );
}

export function StatusTag({ status }: { status: Statement['status'] }) {
  const { name, tone, icon } = statusOf(status);
  return (
    <Tag tone={tone} {...(icon && { icon })}>
      {name()}
    </Tag>
  );
}

function columnsOf(onOpen: (statementId: string) => void): Column<Statement>[] {
  return [
    {
      key: 'number',
      title: m.statement_number(),
      cell: (row) => (
        <>
          <button type="button" className="row-open code" data-statement={row.id} onClick={() => onOpen(row.id)}>
            {row.number}
          </button>
          <br />
          <span className="m xs">{monthName(`${row.period}-01`)}</span>
        </>
      ),
    },
    {
      key: 'parties',
      title: m.statement_parties(),
      cell: (row) => (
        <>
          <b>{localText(row.organisation.name)}</b>
          <br />
          <span className="m xs">{localText(row.payee.name)}</span>
        </>
      ),
    },
    { key: 'count', title: m.statement_count(), right: true, cell: (row) => row.chargeCount },
    { key: 'status', title: m.desk_status(), cell: (row) => <StatusTag status={row.status} /> },
    {
      key: 'amount',
      title: m.statement_total_short(),
      right: true,
      cell: (row) => (
        <>
          <b>
            <Money fen={row.totalFen} />
          </b>
          <br />
          <span className="m xs nw">{dueText(row)}</span>
        </>
      ),
    },
  ];
}

function dueText({ status, outstandingFen, dueOn }: Statement) {
  if (status === 'draft' || status === 'void') return '—';
  if (outstandingFen <= 0) return m.statement_settled();
  return (
    <>
      {m.statement_outstanding()} <Money fen={outstandingFen} /> {dueOn && `· ${dueOn}`}
    </>
  );
}
