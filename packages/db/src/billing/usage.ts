import type { ServiceWay } from '@guanyi/domain/billing/price-policy';
import type { UsageStatus } from '@guanyi/domain/billing/usage';
import type { Reach } from '@guanyi/domain/identity/reach';
import type { Connection } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { count } from '../literals.ts';
import { allOf, withinReach } from '../reach.ts';

/** A usage record beside its booking, its charge, its dispute and what other sources saw. */
export interface UsageView {
  id: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  status: UsageStatus;
  problem: string | null;
  bookingId: string | null;
  bookingNumber: string | null;
  instrumentId: string;
  labId: string;
  organisationId: string;
  source: string;
  sourceId: string;
  from: number;
  until: number | null;
  bookedFrom: number | null;
  bookedUntil: number | null;
  idleMinutes: number;
  samples: number | null;
  serviceWay: ServiceWay;
  besideId: string | null;
  labConfirmedAt: number | null;
  customerConfirmedAt: number | null;
  reviewEndsAt: number | null;
  chargeId: string | null;
  instrument: { nameZh: string; nameEn: string | null; model: string };
  organisation: { nameZh: string; nameEn: string | null };
  /** The latest dispute about it. */
  dispute: DisputeView | null;
  /** The same use as other sources saw it, earliest first. */
  beside: { id: string; source: string; from: number; until: number | null }[];
}

export interface DisputeView {
  id: string;
  reason: string;
  from: number;
  until: number;
  status: 'open' | 'accepted' | 'rejected';
  comment: string | null;
  raisedAt: number;
  resolvedAt: number | null;
  adjustmentChargeId: string | null;
}

export interface UsageFilter {
  bookingId?: string | undefined;
  instrumentId?: string | undefined;
  labId?: string | undefined;
  organisationId?: string | undefined;
  status?: UsageStatus | undefined;
  /** False leaves out the records that only stand beside a use. */
  beside?: boolean | undefined;
  from?: number | undefined;
  until?: number | undefined;
  limit: number;
  after?: readonly [number, string] | undefined;
}

type Row = { [K in keyof UsageView]: UsageView[K] } & Record<(typeof instants)[number], string | null> & {
    dispute: { [K in keyof DisputeView]: DisputeView[K] | string } | null;
    beside: { id: string; source: string; from: string; until: string | null }[];
  };
const instants = [
  'createdAt',
  'updatedAt',
  'from',
  'until',
  'bookedFrom',
  'bookedUntil',
  'labConfirmedAt',
  'customerConfirmedAt',
  'reviewEndsAt',
] as const;
const owners = { organisationId: 'u.organisation_id', labId: 'u.lab_id', districtId: 'u.district_id' };

function select(connection: Connection) {
  return connection.sql`
    SELECT u.id, u.version, u.created_at::text AS "createdAt", u.updated_at::text AS "updatedAt", u.status, u.problem,
      u.booking_id AS "bookingId", b.number AS "bookingNumber", u.instrument_id AS "instrumentId", u.lab_id AS "labId",
      u.organisation_id AS "organisationId", u.source, u.source_id AS "sourceId", u.from_at::text AS "from", u.until_at::text AS until,
      b.from_at::text AS "bookedFrom", b.until_at::text AS "bookedUntil", u.idle_minutes AS "idleMinutes", u.samples,
      u.service_way AS "serviceWay", u.beside_id AS "besideId", u.lab_confirmed_at::text AS "labConfirmedAt",
      u.customer_confirmed_at::text AS "customerConfirmedAt", u.review_ends_at::text AS "reviewEndsAt", c.id AS "chargeId",
      jsonb_build_object('nameZh', i.name_zh, 'nameEn', i.name_en, 'model', i.model) AS instrument,
      jsonb_build_object('nameZh', o.name_zh, 'nameEn', o.name_en) AS organisation,
      (SELECT jsonb_build_object('id', d.id, 'reason', d.reason, 'from', d.from_at, 'until', d.until_at, 'status', d.status,
          'comment', d.comment, 'raisedAt', d.created_at, 'resolvedAt', d.resolved_at, 'adjustmentChargeId', d.adjustment_charge_id)
        FROM usage_disputes d WHERE d.lab_id = u.lab_id AND d.usage_record_id = u.id
        ORDER BY d.created_at DESC, d.id DESC LIMIT 1) AS dispute,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'source', s.source, 'from', s.from_at, 'until', s.until_at)
          ORDER BY s.from_at, s.id), '[]')
        FROM usage_records s WHERE s.lab_id = u.lab_id AND s.beside_id = u.id) AS beside
    FROM usage_records u
    JOIN instruments i ON i.lab_id = u.lab_id AND i.id = u.instrument_id
    JOIN organisations o ON o.id = u.organisation_id
    LEFT JOIN bookings b ON b.lab_id = u.lab_id AND b.id = u.booking_id
    LEFT JOIN charges c ON c.lab_id = u.lab_id AND c.usage_record_id = u.id AND c.kind = 'usage'`;
}

/** One record, or undefined when it does not exist or lies out of reach. */
export async function findUsage(connection: Connection, reach: Reach, id: string): Promise<UsageView | undefined> {
  const rows = await connection.sql<Row[]>`
    ${select(connection)} WHERE u.id = ${id} AND ${withinReach(connection, reach, owners)}`;
  return rows.map(view)[0];
}

/** Usage within reach, latest use first, one more than the limit when there is a next page. The cursor is (from, id). */
export async function listUsage(connection: Connection, reach: Reach, filter: UsageFilter): Promise<UsageView[]> {
  const { sql } = connection;
  const conditions = [
    withinReach(connection, reach, owners),
    filter.bookingId ? sql`u.booking_id = ${filter.bookingId}` : undefined,
    filter.instrumentId ? sql`u.instrument_id = ${filter.instrumentId}` : undefined,
    filter.labId ? sql`u.lab_id = ${filter.labId}` : undefined,
    filter.organisationId ? sql`u.organisation_id = ${filter.organisationId}` : undefined,
    filter.status ? sql`u.status = ${filter.status}` : undefined,
    filter.beside === undefined ? undefined : sql`(u.beside_id IS NOT NULL) = ${filter.beside}`,
    filter.from !== undefined ? sql`u.from_at >= ${instantToText(filter.from)}` : undefined,
    filter.until !== undefined ? sql`u.from_at < ${instantToText(filter.until)}` : undefined,
    filter.after
      ? sql`(u.from_at, u.id) < (${instantToText(filter.after[0])}::timestamptz, ${filter.after[1]}::uuid)`
      : undefined,
  ];
  const rows = await sql<Row[]>`
    ${select(connection)} WHERE ${allOf(connection, conditions)} ORDER BY u.from_at DESC, u.id DESC LIMIT ${count(sql, filter.limit + 1)}`;
  return rows.map(view);
}

function view(row: Row): UsageView {
  const at = (text: unknown) => (typeof text === 'string' ? instantFromText(text) : null);
  const read = Object.fromEntries(instants.map((name) => [name, at(row[name])]));
  const { dispute } = row;
  return {
    ...row,
    ...read,
    dispute: dispute && {
      ...dispute,
      from: at(dispute.from),
      until: at(dispute.until),
      raisedAt: at(dispute.raisedAt),
      resolvedAt: at(dispute.resolvedAt),
    },
    beside: row.beside.map((one) => ({ ...one, from: at(one.from), until: at(one.until) })),
  } as UsageView;
}
