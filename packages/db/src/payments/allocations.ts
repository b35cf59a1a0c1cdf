import type { Tx } from '../client.ts';
import { instantToText } from '../columns.ts';

export interface NewAllocation {
  id: string;
  paymentId: string;
  statementId: string;
  amountFen: number;
}

/** Writes parts that go to statements and counts them in their payments; a payment learns its customer by the first. */
export async function insertAllocations(
  tx: Tx,
  payeeId: string,
  rows: readonly NewAllocation[],
  by: { userId: string | null; now: number; organisationIds: ReadonlyMap<string, string> },
): Promise<void> {
  const at = instantToText(by.now);
  const given = rows.map((row) => ({ ...row, organisationId: by.organisationIds.get(row.paymentId) }));
  await tx.sql`
    WITH given AS (
      SELECT * FROM jsonb_to_recordset(${tx.sql.json(given as never)}::jsonb)
        AS g(id uuid, "paymentId" uuid, "statementId" uuid, "amountFen" bigint, "organisationId" uuid)
    ), written AS (
      INSERT INTO payment_allocations (payee_id, id, payment_id, statement_id, amount_fen, created_by, created_at)
      SELECT ${payeeId}, id, "paymentId", "statementId", "amountFen", ${by.userId}::uuid, ${at} FROM given
    ), sums AS (
      SELECT "paymentId" AS id, min("organisationId"::text)::uuid AS organisation_id, sum("amountFen")::bigint AS amount
      FROM given GROUP BY 1
    )
    UPDATE payments p SET allocated_fen = p.allocated_fen + s.amount, organisation_id = coalesce(p.organisation_id, s.organisation_id),
      version = p.version + 1, updated_at = ${at}
    FROM sums s WHERE p.payee_id = ${payeeId} AND p.id = s.id`;
}
