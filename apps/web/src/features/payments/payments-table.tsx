import { m } from '@guanyi/messages';
import { longDay } from '../../ui/format.ts';
import { Money } from '../../ui/money.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { type Payment, payerText, paymentStatusName, paymentTones } from './payment-words.ts';

interface PaymentsTableProps {
  rows: Payment[];
  chosenId: string | undefined;
  onOpen: (paymentId: string) => void;
}

/** One row a receipt: who and when, what the payer wrote, how much is still free. */
export function PaymentsTable({ rows, chosenId, onOpen }: PaymentsTableProps) {
  return (
    <div className="fin-scroll fin-payments">
      <Table
        caption={m.payments_title()}
        look="fin"
        columns={columnsOf(onOpen)}
        rows={rows}
        rowKey={({ id }) => id}
        selectedKey={chosenId}
      />
    </div>
  );
}

function columnsOf(onOpen: (paymentId: string) => void): Column<Payment>[] {
  return [
    {
      key: 'payer',
      title: m.payments_payer(),
      cell: (row) => (
        <>
          <button type="button" className="row-open plain" data-payment-row={row.id} onClick={() => onOpen(row.id)}>
            <b>{payerText(row)}</b>
          </button>
          <br />
          <span className="m xs">{longDay(row.receivedOn)}</span>
        </>
      ),
    },
    {
      key: 'reference',
      title: m.payments_remark(),
      cell: (row) => (
        <>
          <span className="what s">{row.remark || m.payments_no_remark()}</span>
          <span className="m xs code">{row.reference}</span>
        </>
      ),
    },
    {
      key: 'status',
      title: m.desk_status(),
      cell: (row) => (
        <Tag tone={paymentTones[row.status]} icon={paymentTones[row.status] === 'ok' ? 'check' : 'warn'}>
          {paymentStatusName(row.status)}
        </Tag>
      ),
    },
    { key: 'amount', title: m.payments_amount(), right: true, cell: (row) => <Money fen={row.amountFen} /> },
    {
      key: 'free',
      title: m.payments_free(),
      right: true,
      cell: (row) => <b>{row.unallocatedFen > 0 ? <Money fen={row.unallocatedFen} /> : '—'}</b>,
    },
  ];
}
