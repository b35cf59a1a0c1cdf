import type { ChargeKind, PriceLine } from '@guanyi/domain/billing/price-line';
import type { Reach } from '@guanyi/domain/identity/reach';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { count, word } from '../literals.ts';
import { allOf, withinReach } from '../reach.ts';

export interface NewCharge {
  id: string;
  labId: string;
  /** The district that is owed. */
  payeeId: string;
  organisationId: string;
  instrumentId: string;
  kind: ChargeKind;
  bookingId: string | null;
  usageRecordId: string | null;
  leaseId?: string | null;
  loanId?: string | null;
  refersToChargeId: string | null;
  /** Null where no price list decided, as for a damage. */
  pricePolicyId: string | null;
  projectCode?: string | null;
  lines: PriceLine[];
  subtotalFen: number;
  taxFen: number;
  totalFen: number;
  /** Why, in the words of the person who made it. */
  reason?: string | null;
  createdBy?: string | null;
  /** When the waiver of a late cancellation is decided. */
  waiverDueAt?: number | null;
  occurredAt: number;
  createdAt: number;
}

/** @returns false when this use or this fee is charged already: the database allows it once. */
export async function insertCharge(tx: Tx, charge: NewCharge): Promise<boolean> {
  const result = await tx.sql`
    INSERT INTO charges (lab_id, id, payee_id, organisation_id, instrument_id, kind, booking_id, usage_record_id, lease_id, loan_id,
      refers_to_charge_id, price_policy_id, project_code, lines, subtotal_fen, tax_fen, total_fen, reason, created_by, waiver_due_at,
      occurred_at, created_at, updated_at)
    VALUES (${charge.labId}, ${charge.id}, ${charge.payeeId}, ${charge.organisationId}, ${charge.instrumentId}, ${charge.kind},
      ${charge.bookingId}, ${charge.usageRecordId}, ${charge.leaseId ?? null}, ${charge.loanId ?? null}, ${charge.refersToChargeId},
      ${charge.pricePolicyId}, ${charge.projectCode ?? null}, ${tx.sql.json(charge.lines as never)}, ${charge.subtotalFen},
      ${charge.taxFen}, ${charge.totalFen}, ${charge.reason ?? null}, ${charge.createdBy ?? null},
      ${charge.waiverDueAt == null ? null : instantToText(charge.waiverDueAt)}, ${instantToText(charge.occurredAt)},
      ${instantToText(charge.createdAt)}, ${instantToText(charge.createdAt)})
    ON CONFLICT DO NOTHING`;
  return result.count === 1;
}

export interface ChargeView extends Omit<NewCharge, 'createdAt' | 'waiverDueAt'> {
  version: number;
  /** Sum, before tax, of the charges that refer to this one. */
  adjustedFen: number;
  createdAt: number;
  updatedAt: number;
  bookingNumber: string | null;
  instrument: { nameZh: string; nameEn: string | null; model: string };
  organisation: { nameZh: string; nameEn: string | null };
}

export interface ChargeFilter {
  bookingId?: string | undefined;
  usageRecordId?: string | undefined;
  refersToChargeId?: string | undefined;
  leaseId?: string | undefined;
  loanId?: string | undefined;
  kind?: ChargeKind | undefined;
  instrumentId?: string | undefined;
  labId?: string | undefined;
  organisationId?: string | undefined;
  from?: number | undefined;
  until?: number | undefined;
  limit: number;
  after?: readonly [number, string] | undefined;
}

type ChargeRow = Omit<ChargeView, 'occurredAt' | 'createdAt' | 'updatedAt'> &
  Record<'occurredAt' | 'createdAt' | 'updatedAt', string>;

const owners = { organisationId: 'c.organisation_id', labId: 'c.lab_id', districtId: 'c.payee_id' };

function select(connection: Connection) {
  return connection.sql`
    SELECT c.id, c.lab_id AS "labId", c.version, c.payee_id AS "payeeId", c.organisation_id AS "organisationId",
      c.instrument_id AS "instrumentId", c.kind, c.booking_id AS "bookingId", b.number AS "bookingNumber",
      c.usage_record_id AS "usageRecordId", c.lease_id AS "leaseId", c.loan_id AS "loanId", c.refers_to_charge_id AS "refersToChargeId",
      c.price_policy_id AS "pricePolicyId", c.project_code AS "projectCode", c.lines, c.subtotal_fen AS "subtotalFen",
      c.tax_fen AS "taxFen", c.total_fen AS "totalFen", c.adjusted_fen AS "adjustedFen", c.reason, c.occurred_at::text AS "occurredAt",
      c.created_at::text AS "createdAt", c.updated_at::text AS "updatedAt",
      jsonb_build_object('nameZh', i.name_zh, 'nameEn', i.name_en, 'model', i.model) AS instrument,
      jsonb_build_object('nameZh', o.name_zh, 'nameEn', o.name_en) AS organisation
    FROM charges c
    JOIN instruments i ON i.lab_id = c.lab_id AND i.id = c.instrument_id
    JOIN organisations o ON o.id = c.organisation_id
    LEFT JOIN bookings b ON b.lab_id = c.lab_id AND b.id = c.booking_id`;
}

function view(row: ChargeRow): ChargeView {
  return {
    ...row,
    occurredAt: instantFromText(row.occurredAt),
    createdAt: instantFromText(row.createdAt),
    updatedAt: instantFromText(row.updatedAt),
  };
}

/** One charge, or undefined when it does not exist or lies out of reach. */
export async function findCharge(connection: Connection, reach: Reach, id: string): Promise<ChargeView | undefined> {
  const rows = await connection.sql<ChargeRow[]>`
    ${select(connection)} WHERE c.id = ${id} AND ${withinReach(connection, reach, owners)}`;
  return rows.map(view)[0];
}

/** Charges within reach, newest first, one more than the limit when there is a next page. The cursor is (createdAt, id). */
export async function listCharges(connection: Connection, reach: Reach, filter: ChargeFilter): Promise<ChargeView[]> {
  const { sql } = connection;
  const conditions = [
    withinReach(connection, reach, owners),
    filter.bookingId ? sql`c.booking_id = ${filter.bookingId}` : undefined,
    filter.usageRecordId ? sql`c.usage_record_id = ${filter.usageRecordId}` : undefined,
    filter.refersToChargeId ? sql`c.refers_to_charge_id = ${filter.refersToChargeId}` : undefined,
    filter.leaseId ? sql`c.lease_id = ${filter.leaseId}` : undefined,
    filter.loanId ? sql`c.loan_id = ${filter.loanId}` : undefined,
    filter.kind ? sql`c.kind = ${word(sql, filter.kind)}` : undefined,
    filter.instrumentId ? sql`c.instrument_id = ${filter.instrumentId}` : undefined,
    filter.labId ? sql`c.lab_id = ${filter.labId}` : undefined,
    filter.organisationId ? sql`c.organisation_id = ${filter.organisationId}` : undefined,
    filter.from !== undefined ? sql`c.occurred_at >= ${instantToText(filter.from)}` : undefined,
    filter.until !== undefined ? sql`c.occurred_at < ${instantToText(filter.until)}` : undefined,
    filter.after
      ? sql`(c.created_at, c.id) < (${instantToText(filter.after[0])}::timestamptz, ${filter.after[1]}::uuid)`
      : undefined,
  ];
  const rows = await sql<ChargeRow[]>`
    ${select(connection)} WHERE ${allOf(connection, conditions)} ORDER BY c.created_at DESC, c.id DESC LIMIT ${count(sql, filter.limit + 1)}`;
  return rows.map(view);
}
