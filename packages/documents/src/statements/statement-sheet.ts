import { localDay } from '@guanyi/domain/kernel/local-time';
import type { PrintedStatement } from '@guanyi/domain/statements/statement';
import { m } from '@guanyi/messages';
import { instantIn, type Locale, nameIn } from '@guanyi/messages/notification-text';
import writeExcelFile from 'write-excel-file/node';
import { chargeKindIn } from './words.ts';

type Cell = {
  value: string | number;
  type: StringConstructor | NumberConstructor;
  format?: string;
  fontWeight?: 'bold';
} | null;

const text = (value: string, isBold = false): Cell => ({
  value,
  type: String,
  ...(isBold ? { fontWeight: 'bold' } : {}),
});
/** Yuan as a number, so that a spreadsheet can go on computing; cells with a format stay exact to the fen. */
const yuan = (fen: number): Cell => ({ value: fen / 100, type: Number, format: '#,##0.00' });

/** A statement as a worksheet: its facts, one row a charge, and the totals. */
export async function renderStatementSheet(statement: PrintedStatement, locale: Locale): Promise<Buffer> {
  const t = { locale };
  const heads = [
    m.statement_column_day({}, t),
    m.statement_column_item({}, t),
    m.statement_column_instrument({}, t),
    m.statement_column_reference({}, t),
    m.statement_column_subtotal({}, t),
    m.statement_column_tax({}, t),
    m.statement_column_total({}, t),
  ];
  const facts: [string, string][] = [
    [m.statement_number({}, t), statement.number],
    [m.statement_period({}, t), statement.period],
    [m.statement_payee({}, t), nameIn(statement.payee.name, locale)],
    [m.statement_customer({}, t), nameIn(statement.customer.name, locale)],
    [m.statement_day({}, t), localDay(statement.zone, statement.at)],
  ];
  const rows: Cell[][] = [
    ...facts.map(([label, value]) => [text(label, true), text(value)]),
    [],
    heads.map((head) => text(head, true)),
    ...statement.charges.map((charge) => [
      text(instantIn(charge.occurredAt, statement.zone).slice(0, 10)),
      text(chargeKindIn(charge.kind, locale)),
      text(nameIn(charge.instrument, locale)),
      text(charge.bookingNumber ?? charge.chargeId),
      yuan(charge.subtotalFen),
      yuan(charge.taxFen),
      yuan(charge.totalFen),
    ]),
    [
      text(m.statement_total({}, t), true),
      ...[null, null, null],
      yuan(statement.subtotalFen),
      yuan(statement.taxFen),
      yuan(statement.totalFen),
    ],
  ];
  return writeExcelFile(rows as never).toBuffer();
}
