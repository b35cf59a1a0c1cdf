import type { PrintedCreditNote, PrintedStatement } from '@guanyi/domain/statements/statement';
import { contentHashOf } from '../pdf/proof.ts';

/** The hash of what a statement asks for. References that are noted after the issue, and whether it is still valid, are not part of it. */
export function statementHash(statement: PrintedStatement): string {
  const { number, period, payee, customer, subtotalFen, taxFen, totalFen } = statement;
  return contentHashOf([
    ...['statement', number, period, payee.uscc, customer.uscc, subtotalFen, taxFen, totalFen],
    ...statement.charges.flatMap((charge) => [charge.chargeId, charge.subtotalFen, charge.taxFen, charge.totalFen]),
  ]);
}

/** The hash of what a credit note takes back. */
export function creditNoteHash(note: PrintedCreditNote): string {
  const { number, statementNumber, payee, customer, reason, subtotalFen, taxFen, totalFen } = note;
  return contentHashOf([
    ...['creditNote', number, statementNumber, payee.uscc, customer.uscc, reason, subtotalFen, taxFen, totalFen],
    ...note.charges.flatMap((charge) => [charge.chargeId, charge.subtotalFen, charge.taxFen, charge.totalFen]),
  ]);
}
