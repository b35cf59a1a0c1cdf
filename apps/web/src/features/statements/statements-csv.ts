import { m } from '@guanyi/messages';
import type { Reply } from '../../app/client.ts';
import { csvText, saveFile } from '../../ui/csv.ts';
import { localText } from '../../ui/format.ts';
import { statusOf } from './statement-words.ts';

/** Exactly the rows shown, in their order; amounts as numbers in yuan. */
export function saveStatements(rows: readonly Reply<'listStatements'>['items'][number][]): void {
  const head = [
    m.statement_number(),
    m.statement_period(),
    m.statement_customer(),
    m.statement_payee(),
    m.desk_status(),
    m.statement_due(),
    m.statement_subtotal(),
    m.statement_tax(),
    m.statement_total(),
    m.statement_voucher(),
    m.statement_paid(),
    m.statement_credited(),
    m.statement_outstanding(),
  ];
  const cells = rows.map((row) => [
    row.number,
    row.period,
    localText(row.organisation.name),
    localText(row.payee.name),
    statusOf(row.status).name(),
    row.dueOn,
    ...[
      row.subtotalFen,
      row.taxFen,
      row.totalFen,
      row.voucherFen,
      row.paidFen,
      row.creditedFen,
      row.outstandingFen,
    ].map((fen) => fen / 100),
  ]);
  saveFile('guanyi-statements.csv', 'text/csv;charset=utf-8', csvText([head, ...cells]));
}
