import type { ChargeKind, PriceLine } from '@guanyi/domain/billing/price-line';
import type { Reach } from '@guanyi/domain/identity/reach';
import type { Window } from '@guanyi/domain/kernel/window';
import type { Fragment } from 'postgres';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { withinReach } from '../reach.ts';

/** A charge as commands that correct it need it. */
export interface StoredCharge {
  id: string;
  labId: string;
  version: number;
  payeeId: string;
  organisationId: string;
  instrumentId: string;
  kind: ChargeKind;
  bookingId: string | null;
  usageRecordId: string | null;
  leaseId: string | null;
  loanId: string | null;
  pricePolicyId: string | null;
  projectCode: string | null;
  lines: PriceLine[];
  subtotalFen: number;
  taxFen: number;
  adjustedFen: number;
  occurredAt: number;
}

type ChargeRow = Omit<StoredCharge, 'occurredAt'> & { occurredAt: string };

/** A charge within reach, locked, so that of two corrections the second sees what the first has left. */
export async function loadChargeForUpdate(tx: Tx, reach: Reach, chargeId: string): Promise<StoredCharge | undefined> {
  const visible = withinReach(tx, reach, { labId: 'lab_id', districtId: 'payee_id' });
  const rows = await selectForUpdate(tx, tx.sql`id = ${chargeId} AND ${visible}`);
  return rows[0];
}

/** The charge of a use, locked. */
export async function loadChargeOfUsage(
  tx: Tx,
  usage: { labId: string; id: string },
): Promise<StoredCharge | undefined> {
  const rows = await selectForUpdate(
    tx,
    tx.sql`lab_id = ${usage.labId} AND usage_record_id = ${usage.id} AND kind = 'usage'`,
  );
  return rows[0];
}

/** Whether a use is charged. */
export async function hasCharge(connection: Connection, usage: { labId: string; id: string }): Promise<boolean> {
  const rows = await connection.sql`
    SELECT 1 FROM charges WHERE lab_id = ${usage.labId} AND usage_record_id = ${usage.id} AND kind = 'usage'`;
  return rows.length > 0;
}

/** Late cancellations whose window has ended, oldest first; rows in somebody else's hands are left for the next round. */
export async function loadWaiversDue(tx: Tx, now: number, limit: number): Promise<StoredCharge[]> {
  const due = tx.sql`waiver_due_at <= ${instantToText(now)}`;
  return selectForUpdate(tx, due, tx.sql`ORDER BY waiver_due_at LIMIT ${limit}`, tx.sql`SKIP LOCKED`);
}

async function selectForUpdate(
  tx: Tx,
  condition: Fragment,
  order: Fragment = tx.sql``,
  lock: Fragment = tx.sql``,
): Promise<StoredCharge[]> {
  const rows = await tx.sql<ChargeRow[]>`
    SELECT id, lab_id AS "labId", version, payee_id AS "payeeId", organisation_id AS "organisationId", instrument_id AS "instrumentId",
      kind, booking_id AS "bookingId", usage_record_id AS "usageRecordId", lease_id AS "leaseId", loan_id AS "loanId",
      price_policy_id AS "pricePolicyId", project_code AS "projectCode", lines, subtotal_fen AS "subtotalFen", tax_fen AS "taxFen",
      adjusted_fen AS "adjustedFen", occurred_at::text AS "occurredAt"
    FROM charges WHERE ${condition} ${order} FOR UPDATE ${lock}`;
  return rows.map((row) => ({ ...row, occurredAt: instantFromText(row.occurredAt) }));
}

/** The lines of all adjustments and waivers of a charge. */
export async function listCorrectionLines(tx: Tx, charge: { labId: string; id: string }): Promise<PriceLine[]> {
  const rows = await tx.sql<{ lines: PriceLine[] }[]>`
    SELECT lines FROM charges WHERE lab_id = ${charge.labId} AND refers_to_charge_id = ${charge.id} AND kind IN ('adjustment', 'waiver')`;
  return rows.flatMap((row) => row.lines);
}

/** Notes beside a charge what was taken off or added; the database refuses to go below zero. */
export async function addToAdjusted(
  tx: Tx,
  charge: { labId: string; id: string },
  amountFen: number,
  now: number,
): Promise<void> {
  await tx.sql`
    UPDATE charges SET adjusted_fen = adjusted_fen + ${amountFen}, version = version + 1, updated_at = ${instantToText(now)}
    WHERE lab_id = ${charge.labId} AND id = ${charge.id}`;
}

/** Notes that the waiver of a late cancellation has been decided. */
export async function closeWaiver(tx: Tx, charge: { labId: string; id: string }): Promise<void> {
  await tx.sql`UPDATE charges SET waiver_due_at = NULL WHERE lab_id = ${charge.labId} AND id = ${charge.id}`;
}

/** When a cancelled booking was for, and when other organisations had booked the same instrument meanwhile and kept it. */
export async function findRebooking(
  connection: Connection,
  labId: string,
  bookingId: string,
): Promise<{ cancelled: Window; rebooked: Window[] } | undefined> {
  const [row] = await connection.sql<{ from: string; until: string; rebooked: { from: string; until: string }[] }[]>`
    SELECT b.from_at::text AS "from", b.until_at::text AS until,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('from', o.from_at, 'until', o.until_at)), '[]') FROM bookings o
        WHERE o.lab_id = b.lab_id AND o.instrument_id = b.instrument_id AND o.organisation_id <> b.organisation_id
          AND o.from_at < b.until_at AND o.until_at > b.from_at
          AND o.status IN ('confirmed', 'inUse', 'completed', 'noShow')) AS rebooked
    FROM bookings b WHERE b.lab_id = ${labId} AND b.id = ${bookingId}`;
  if (!row) return undefined;
  const window = (text: { from: string; until: string }) => ({
    from: instantFromText(text.from),
    until: instantFromText(text.until),
  });
  return { cancelled: window(row), rebooked: row.rebooked.map(window) };
}
