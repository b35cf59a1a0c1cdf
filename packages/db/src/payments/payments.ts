import type { Reach } from '@guanyi/domain/identity/reach';
import type { Day } from '@guanyi/domain/kernel/local-time';
import type { Tx } from '../client.ts';
import { instantToText } from '../columns.ts';
import { withinReach } from '../reach.ts';

export interface NewPayment {
  id: string;
  payeeId: string;
  organisationId: string | null;
  payer: string;
  payerKey: string;
  payerAccount: string | null;
  reference: string;
  remark: string;
  method: 'bankTransfer' | 'other';
  receivedOn: Day;
  amountFen: number;
  importId: string | null;
  line: number | null;
}

/** Writes receipts, passing over those that are on record. @returns the ids that are new. */
export async function insertPayments(
  tx: Tx,
  rows: readonly NewPayment[],
  by: { userId: string | null; now: number },
): Promise<ReadonlySet<string>> {
  const at = instantToText(by.now);
  const written = await tx.sql<{ id: string }[]>`
    INSERT INTO payments (payee_id, id, organisation_id, account_owner_id, payer, payer_key, payer_account, reference, remark, method,
      received_on, amount_fen, import_id, line, created_by, created_at, updated_at)
    SELECT "payeeId", id, "organisationId", coalesce("organisationId", "payeeId"), payer, "payerKey", "payerAccount", reference, remark, method,
      "receivedOn", "amountFen", "importId", line, ${by.userId}::uuid, ${at}, ${at}
    FROM jsonb_to_recordset(${tx.sql.json(rows as never)}::jsonb) AS r("payeeId" uuid, id uuid, "organisationId" uuid, payer text,
      "payerKey" text, "payerAccount" text, reference text, remark text, method text, "receivedOn" date, "amountFen" bigint,
      "importId" uuid, line int)
    ORDER BY "payerKey", reference, line ON CONFLICT (payee_id, payer_key, reference) DO NOTHING RETURNING id`;
  return new Set(written.map((row) => row.id));
}

/** The payment that has the payer and the reference already. */
export async function findPaymentByReference(
  tx: Tx,
  wanted: { payeeId: string; payerKey: string; reference: string },
): Promise<string | undefined> {
  const [row] = await tx.sql<{ id: string }[]>`
    SELECT id FROM payments
    WHERE payee_id = ${wanted.payeeId} AND payer_key = ${wanted.payerKey} AND reference = ${wanted.reference}`;
  return row?.id;
}

/** A payment as commands handle it. */
export interface StoredPayment {
  id: string;
  version: number;
  payeeId: string;
  organisationId: string | null;
  accountOwnerId: string;
  payer: string;
  reference: string;
  remark: string;
  receivedOn: Day;
  amountFen: number;
  allocatedFen: number;
  refundedFen: number;
}

/** A payment of a district within reach, locked until the transaction ends. */
export async function loadPaymentForUpdate(tx: Tx, reach: Reach, id: string): Promise<StoredPayment | undefined> {
  const [row] = await tx.sql<StoredPayment[]>`
    SELECT id, version, payee_id AS "payeeId", organisation_id AS "organisationId", account_owner_id AS "accountOwnerId", payer,
      reference, remark, received_on::text AS "receivedOn", amount_fen AS "amountFen", allocated_fen AS "allocatedFen",
      refunded_fen AS "refundedFen"
    FROM payments WHERE id = ${id} AND ${withinReach(tx, reach, { districtId: 'payee_id' })} FOR UPDATE`;
  return row;
}

/** Writes a part that went back and counts it in its payment. */
export async function insertRefund(
  tx: Tx,
  refund: { id: string; payeeId: string; paymentId: string; amountFen: number; reason: string },
  by: { userId: string | null; now: number },
): Promise<void> {
  const at = instantToText(by.now);
  await tx.sql`
    WITH written AS (
      INSERT INTO payment_refunds (payee_id, id, payment_id, amount_fen, reason, created_by, created_at)
      VALUES (${refund.payeeId}, ${refund.id}, ${refund.paymentId}, ${refund.amountFen}, ${refund.reason}, ${by.userId}, ${at})
    )
    UPDATE payments SET refunded_fen = refunded_fen + ${refund.amountFen}, version = version + 1, updated_at = ${at}
    WHERE payee_id = ${refund.payeeId} AND id = ${refund.paymentId}`;
}

/** Which of the receipts are on record, as `payerKey reference`. */
export async function findKnownReceipts(
  tx: Tx,
  payeeId: string,
  receipts: readonly { payerKey: string; reference: string }[],
): Promise<ReadonlySet<string>> {
  if (receipts.length === 0) return new Set();
  const wanted = receipts.map(({ payerKey, reference }) => ({ payerKey, reference }));
  const rows = await tx.sql<{ payerKey: string; reference: string }[]>`
    SELECT p.payer_key AS "payerKey", p.reference FROM payments p
    JOIN jsonb_to_recordset(${tx.sql.json(wanted as never)}::jsonb) AS w("payerKey" text, reference text)
      ON w."payerKey" = p.payer_key AND w.reference = p.reference
    WHERE p.payee_id = ${payeeId}`;
  return new Set(rows.map((row) => `${row.payerKey} ${row.reference}`));
}
