import type { Period } from '@guanyi/domain/ledger/period';
import type { TransferKind, TransferState } from '@guanyi/domain/ledger/transfer';
import type { Tx } from '../client.ts';
import { instantToText } from '../columns.ts';

export interface NewTransfer {
  id: string;
  unit: string;
  debitAccountId: string;
  creditAccountId: string;
  amount: number;
  kind: TransferKind;
  reference: string;
  day: string;
  period: Period;
  state: TransferState;
  /** The reservation that this row resolves, and how much that one holds. */
  resolvesId: string | null;
  resolvedAmount: number;
  reversesId: string | null;
}

export interface StoredTransfer extends Omit<NewTransfer, 'resolvedAmount'> {
  districtId: string;
}

const columns = (tx: Tx) => tx.sql`t.district_id AS "districtId", t.id, t.unit, t.debit_account_id AS "debitAccountId",
  t.credit_account_id AS "creditAccountId", t.amount, t.kind, t.reference, t.day::text AS day, t.period, t.state,
  t.resolves_id AS "resolvesId", t.reverses_id AS "reversesId"`;

/** Those of the given facts that are on record already. */
export async function findTransfers(
  tx: Tx,
  districtId: string,
  facts: readonly { kind: TransferKind; reference: string; state: TransferState }[],
): Promise<StoredTransfer[]> {
  return tx.sql<StoredTransfer[]>`
    SELECT ${columns(tx)} FROM transfers t
    JOIN jsonb_to_recordset(${tx.sql.json(facts as never)}::jsonb) AS g(kind text, reference text, state text)
      ON t.kind = g.kind AND t.reference = g.reference AND t.state = g.state
    WHERE t.district_id = ${districtId}`;
}

/** One transfer, and the row that resolves it, if there is one. Rows never change, so no lock is needed. */
export async function findTransfer(
  tx: Tx,
  districtId: string,
  transferId: string,
): Promise<{ transfer: StoredTransfer; resolution: StoredTransfer | undefined } | undefined> {
  const rows = await tx.sql<StoredTransfer[]>`
    SELECT ${columns(tx)} FROM transfers t
    WHERE t.district_id = ${districtId} AND (t.id = ${transferId} OR t.resolves_id = ${transferId})`;
  const transfer = rows.find((row) => row.id === transferId);
  return transfer && { transfer, resolution: rows.find((row) => row.resolvesId === transferId) };
}

/** Writes transfers and moves the sums of their accounts, in one statement. The accounts have to be locked. */
export async function insertTransfers(
  tx: Tx,
  districtId: string,
  rows: readonly NewTransfer[],
  by: { userId: string | null; now: number },
): Promise<void> {
  await tx.sql`
    WITH given AS (
      SELECT * FROM jsonb_to_recordset(${tx.sql.json(rows as never)}::jsonb) AS g(id uuid, unit text, "debitAccountId" uuid,
        "creditAccountId" uuid, amount bigint, kind text, reference text, day date, period text, state text, "resolvesId" uuid,
        "resolvedAmount" bigint, "reversesId" uuid)
    ), written AS (
      INSERT INTO transfers (district_id, id, unit, debit_account_id, credit_account_id, amount, kind, reference, day, period, state,
        resolves_id, reverses_id, created_by, created_at)
      SELECT ${districtId}, id, unit, "debitAccountId", "creditAccountId", amount, kind, reference, day, period, state, "resolvesId",
        "reversesId", ${by.userId}::uuid, ${instantToText(by.now)} FROM given
    ), effects AS (
      SELECT *, CASE state WHEN 'posted' THEN amount ELSE 0 END AS posted,
        CASE state WHEN 'pending' THEN amount ELSE 0 END - "resolvedAmount" AS pending FROM given
    ), sides AS (
      SELECT "debitAccountId" AS id, posted AS debit, 0 AS credit, pending AS debit_pending, 0 AS credit_pending FROM effects
      UNION ALL SELECT "creditAccountId", 0, posted, 0, pending FROM effects
    ), moves AS (
      SELECT id, sum(debit)::bigint AS debit, sum(credit)::bigint AS credit, sum(debit_pending)::bigint AS debit_pending,
        sum(credit_pending)::bigint AS credit_pending FROM sides GROUP BY id
    )
    UPDATE ledger_accounts a SET debit_sum = a.debit_sum + m.debit, credit_sum = a.credit_sum + m.credit,
      debit_pending = a.debit_pending + m.debit_pending, credit_pending = a.credit_pending + m.credit_pending
    FROM moves m WHERE a.district_id = ${districtId} AND a.id = m.id`;
}
