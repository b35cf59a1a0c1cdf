import type { StatedPart } from '@guanyi/domain/vouchers/voucher';
import type { Connection } from '../client.ts';

/**
 * The charges of a statement as a voucher asks about them, credit notes taken off. Fees for not coming, damages and deposits
 * are no service. A correction is of the kind of what it corrects, as far as its own lines tell.
 */
export async function findStatedParts(
  { sql }: Connection,
  statement: { payeeId: string; id: string },
): Promise<StatedPart[]> {
  return sql<StatedPart[]>`
    SELECT 'rent' AS mode, coalesce(source.kind, c.kind) NOT IN ('cancellation', 'noShow', 'damage', 'deposit') AS "isService",
      l.total_fen - l.credited_fen - l.credited_tax_fen AS "totalFen"
    FROM statement_lines l
    JOIN charges c ON c.lab_id = l.lab_id AND c.id = l.charge_id
    LEFT JOIN charges source ON source.lab_id = c.lab_id AND source.id = c.refers_to_charge_id
    WHERE l.payee_id = ${statement.payeeId} AND l.statement_id = ${statement.id} AND l.active`;
}
