import type { ServiceWay } from '@guanyi/domain/billing/price-policy';
import type { Reach } from '@guanyi/domain/identity/reach';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { allOf, withinReach } from '../reach.ts';

export interface NewUsage {
  id: string;
  labId: string;
  instrumentId: string;
  districtId: string;
  organisationId: string;
  userId: string | null;
  bookingId: string | null;
  source: string;
  /** Unique per lab and source: the same use told twice counts once. */
  sourceId: string;
  from: number;
  until: number;
  idleMinutes: number;
  samples: number | null;
  serviceWay: ServiceWay;
  createdAt: number;
}

/** @returns false when the source has told of this use before. */
export async function insertUsage(tx: Tx, usage: NewUsage): Promise<boolean> {
  const result = await tx.sql`
    INSERT INTO usage_records (lab_id, id, instrument_id, district_id, organisation_id, user_id, booking_id, source, source_id,
      from_at, until_at, idle_minutes, samples, service_way, status, created_at, updated_at)
    VALUES (${usage.labId}, ${usage.id}, ${usage.instrumentId}, ${usage.districtId}, ${usage.organisationId}, ${usage.userId},
      ${usage.bookingId}, ${usage.source}, ${usage.sourceId}, ${instantToText(usage.from)}, ${instantToText(usage.until)},
      ${usage.idleMinutes}, ${usage.samples}, ${usage.serviceWay}, 'recorded', ${instantToText(usage.createdAt)}, ${instantToText(usage.createdAt)})
    ON CONFLICT (lab_id, source, source_id) DO NOTHING`;
  return result.count === 1;
}

/** A use with all that its price depends on. */
export interface UsageToRate {
  id: string;
  labId: string;
  instrumentId: string;
  districtId: string;
  organisationId: string;
  bookingId: string | null;
  status: string;
  from: number;
  until: number;
  samples: number | null;
  serviceWay: ServiceWay;
  zone: string;
  booked: { from: number; until: number; pricePolicyId: string } | null;
}

/** Locks a usage record for rating. @returns undefined when there is none. */
export async function loadUsageForUpdate(
  tx: Tx,
  labId: string,
  usageRecordId: string,
): Promise<UsageToRate | undefined> {
  const [row] = await tx.sql<
    (Omit<UsageToRate, 'from' | 'until' | 'booked'> & {
      from: string;
      until: string | null;
      bookedFrom: string | null;
      bookedUntil: string | null;
      pricePolicyId: string | null;
    })[]
  >`
    SELECT u.id, u.lab_id AS "labId", u.instrument_id AS "instrumentId", u.district_id AS "districtId", u.organisation_id AS "organisationId",
      u.booking_id AS "bookingId", u.status, u.from_at::text AS "from", u.until_at::text AS until, u.samples, u.service_way AS "serviceWay",
      coalesce(i.zone, l.zone) AS zone, b.from_at::text AS "bookedFrom", b.until_at::text AS "bookedUntil", b.price_policy_id AS "pricePolicyId"
    FROM usage_records u
    JOIN instruments i ON i.lab_id = u.lab_id AND i.id = u.instrument_id
    JOIN labs l ON l.id = u.lab_id
    LEFT JOIN bookings b ON b.lab_id = u.lab_id AND b.id = u.booking_id
    WHERE u.lab_id = ${labId} AND u.id = ${usageRecordId} FOR UPDATE OF u`;
  if (!row || row.until === null) return undefined;
  const { bookedFrom, bookedUntil, pricePolicyId, ...usage } = row;
  const booked =
    bookedFrom !== null && bookedUntil !== null && pricePolicyId !== null
      ? { from: instantFromText(bookedFrom), until: instantFromText(bookedUntil), pricePolicyId }
      : null;
  return { ...usage, from: instantFromText(row.from), until: instantFromText(row.until), booked };
}

/** Marks a use as charged, or as a problem for a person. */
export async function setUsageStatus(
  tx: Tx,
  usage: { labId: string; id: string },
  status: 'charged' | 'problem',
  problem: 'price-missing' | null,
  now: number,
): Promise<void> {
  await tx.sql`
    UPDATE usage_records SET status = ${status}, problem = ${problem}, version = version + 1, updated_at = ${instantToText(now)}
    WHERE lab_id = ${usage.labId} AND id = ${usage.id}`;
}

/** A usage record beside its booking and its charge. */
export interface UsageView {
  id: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  status: 'problem' | 'recorded' | 'confirmed' | 'disputed' | 'charged';
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
  chargeId: string | null;
  instrument: { nameZh: string; nameEn: string | null; model: string };
  organisation: { nameZh: string; nameEn: string | null };
}

export interface UsageFilter {
  bookingId?: string | undefined;
  instrumentId?: string | undefined;
  labId?: string | undefined;
  organisationId?: string | undefined;
  status?: string | undefined;
  from?: number | undefined;
  until?: number | undefined;
  limit: number;
  after?: readonly [number, string] | undefined;
}

const instants = ['createdAt', 'updatedAt', 'from', 'until', 'bookedFrom', 'bookedUntil'] as const;

/** Usage within reach, latest use first, one more than the limit when there is a next page. The cursor is (from, id). */
export async function listUsage(connection: Connection, reach: Reach, filter: UsageFilter): Promise<UsageView[]> {
  const { sql } = connection;
  const conditions = [
    withinReach(connection, reach, {
      organisationId: 'u.organisation_id',
      labId: 'u.lab_id',
      districtId: 'u.district_id',
    }),
    filter.bookingId ? sql`u.booking_id = ${filter.bookingId}` : undefined,
    filter.instrumentId ? sql`u.instrument_id = ${filter.instrumentId}` : undefined,
    filter.labId ? sql`u.lab_id = ${filter.labId}` : undefined,
    filter.organisationId ? sql`u.organisation_id = ${filter.organisationId}` : undefined,
    filter.status ? sql`u.status = ${filter.status}` : undefined,
    filter.from !== undefined ? sql`u.from_at >= ${instantToText(filter.from)}` : undefined,
    filter.until !== undefined ? sql`u.from_at < ${instantToText(filter.until)}` : undefined,
    filter.after
      ? sql`(u.from_at, u.id) < (${instantToText(filter.after[0])}::timestamptz, ${filter.after[1]}::uuid)`
      : undefined,
  ];
  const rows = await sql<(UsageView & Record<(typeof instants)[number], string | null>)[]>`
    SELECT u.id, u.version, u.created_at::text AS "createdAt", u.updated_at::text AS "updatedAt", u.status, u.problem,
      u.booking_id AS "bookingId", b.number AS "bookingNumber", u.instrument_id AS "instrumentId", u.lab_id AS "labId",
      u.organisation_id AS "organisationId", u.source, u.source_id AS "sourceId", u.from_at::text AS "from", u.until_at::text AS until,
      b.from_at::text AS "bookedFrom", b.until_at::text AS "bookedUntil", u.idle_minutes AS "idleMinutes", u.samples,
      u.service_way AS "serviceWay", c.id AS "chargeId",
      jsonb_build_object('nameZh', i.name_zh, 'nameEn', i.name_en, 'model', i.model) AS instrument,
      jsonb_build_object('nameZh', o.name_zh, 'nameEn', o.name_en) AS organisation
    FROM usage_records u
    JOIN instruments i ON i.lab_id = u.lab_id AND i.id = u.instrument_id
    JOIN organisations o ON o.id = u.organisation_id
    LEFT JOIN bookings b ON b.lab_id = u.lab_id AND b.id = u.booking_id
    LEFT JOIN charges c ON c.lab_id = u.lab_id AND c.usage_record_id = u.id AND c.kind = 'usage'
    WHERE ${allOf(connection, conditions)} ORDER BY u.from_at DESC, u.id DESC LIMIT ${filter.limit + 1}`;
  return rows.map((row) => ({
    ...row,
    ...Object.fromEntries(
      instants.map((name) => [name, row[name] === null ? null : instantFromText(row[name] as unknown as string)]),
    ),
  })) as UsageView[];
}
