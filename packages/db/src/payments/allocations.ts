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

/** A part of a payment, locked. */
export async function loadAllocationForUpdate(
  tx: Tx,
  payment: { payeeId: string; id: string },
  allocationId: string,
): Promise<(NewAllocation & { isReversed: boolean }) | undefined> {
  const [row] = await tx.sql<(NewAllocation & { isReversed: boolean })[]>`
    SELECT id, payment_id AS "paymentId", statement_id AS "statementId", amount_fen AS "amountFen", reversed_at IS NOT NULL AS "isReversed"
    FROM payment_allocations WHERE payee_id = ${payment.payeeId} AND payment_id = ${payment.id} AND id = ${allocationId} FOR UPDATE`;
  return row;
}

/**
 * Takes a part back and counts it in its payment. A payment that learned its customer by a part forgets it with the last one.
 */
export async function reverseAllocation(
  tx: Tx,
  payeeId: string,
  allocation: NewAllocation & { reason: string },
  by: { userId: string | null; now: number },
): Promise<void> {
  const at = instantToText(by.now);
  await tx.sql`
    UPDATE payment_allocations SET reversed_at = ${at}, reversed_by = ${by.userId}, reversal_reason = ${allocation.reason}
    WHERE payee_id = ${payeeId} AND id = ${allocation.id}`;
  await tx.sql`
    UPDATE payments SET allocated_fen = allocated_fen - ${allocation.amountFen}, version = version + 1, updated_at = ${at},
      organisation_id = CASE WHEN account_owner_id = payee_id AND allocated_fen = ${allocation.amountFen} THEN NULL ELSE organisation_id END
    WHERE payee_id = ${payeeId} AND id = ${allocation.paymentId}`;
}
