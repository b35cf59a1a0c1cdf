import { m } from '@guanyi/messages';
import { csvText, saveFile } from '../../ui/csv.ts';
import { type Payment, payerText, paymentStatusName } from './payment-words.ts';

/** Exactly the rows shown, in their order; amounts as numbers in yuan. */
export function savePayments(rows: readonly Payment[]): void {
  const head = [
    m.payments_received_on(),
    m.payments_payer(),
    m.payments_reference(),
    m.payments_remark(),
    m.desk_status(),
    m.payments_amount(),
    m.payments_free(),
  ];
  const cells = rows.map((row) => [
    row.receivedOn,
    payerText(row),
    row.reference,
    row.remark,
    paymentStatusName(row.status),
    row.amountFen / 100,
    row.unallocatedFen / 100,
  ]);
  saveFile('guanyi-payments.csv', 'text/csv;charset=utf-8', csvText([head, ...cells]));
}
