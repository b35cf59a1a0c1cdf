import type { PriceGroup, ServiceWay } from '@guanyi/domain/billing/price-policy';
import type { UsageState } from '@guanyi/domain/billing/usage';
import type { Reach } from '@guanyi/domain/identity/reach';
import type { BookingStatus } from '@guanyi/domain/scheduling/booking';
import type { Fragment } from 'postgres';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { withinReach } from '../reach.ts';

export type UsageProblem = 'missing-end' | 'price-missing';

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
  until: number | null;
  idleMinutes: number;
  samples: number | null;
  serviceWay: ServiceWay;
  problem: UsageProblem | null;
  besideId: string | null;
  pricePolicyId: string | null;
  recordedBy: string | null;
  reviewEndsAt: number | null;
  createdAt: number;
}

/** @returns false when the source has told of this use before, or when the booking has its use and `besideId` is null. */
export async function insertUsage(tx: Tx, usage: NewUsage): Promise<boolean> {
  const at = instantToText(usage.createdAt);
  const result = await tx.sql`
    INSERT INTO usage_records (lab_id, id, instrument_id, district_id, organisation_id, user_id, booking_id, source, source_id,
      from_at, until_at, idle_minutes, samples, service_way, status, problem, beside_id, price_policy_id, recorded_by,
      review_ends_at, created_at, updated_at)
    VALUES (${usage.labId}, ${usage.id}, ${usage.instrumentId}, ${usage.districtId}, ${usage.organisationId}, ${usage.userId},
      ${usage.bookingId}, ${usage.source}, ${usage.sourceId}, ${instantToText(usage.from)}, ${optional(usage.until)},
      ${usage.idleMinutes}, ${usage.samples}, ${usage.serviceWay}, ${usage.problem ? 'problem' : 'recorded'}, ${usage.problem},
      ${usage.besideId}, ${usage.pricePolicyId}, ${usage.recordedBy}, ${optional(usage.reviewEndsAt)}, ${at}, ${at})
    ON CONFLICT DO NOTHING`;
  return result.count === 1;
}

/** The record that a source has told of before. */
export async function findUsageOfSource(
  connection: Connection,
  told: { labId: string; source: string; sourceId: string },
): Promise<string | undefined> {
  const [row] = await connection.sql<{ id: string }[]>`
    SELECT id FROM usage_records
    WHERE lab_id = ${told.labId} AND source = ${told.source} AND source_id = ${told.sourceId}`;
  return row?.id;
}

/** The record that is the use of a booking, not one that stands beside it. */
export async function findUseOfBooking(
  connection: Connection,
  labId: string,
  bookingId: string,
): Promise<string | undefined> {
  const [row] = await connection.sql<{ id: string }[]>`
    SELECT id FROM usage_records WHERE lab_id = ${labId} AND booking_id = ${bookingId} AND beside_id IS NULL`;
  return row?.id;
}

/** What a use is recorded for. */
export interface UsageSubject {
  labId: string;
  instrumentId: string;
  districtId: string;
  organisationId: string;
  userId: string | null;
  /** Null for a walk-up use. */
  booking: {
    id: string;
    status: BookingStatus;
    from: number;
    until: number;
    approvalDeadline: number | null;
    pricePolicyId: string;
    serviceWay: ServiceWay;
  } | null;
}

/** The booking, within reach, under which an instrument was used. */
export async function findBookedSubject(tx: Tx, reach: Reach, bookingId: string): Promise<UsageSubject | undefined> {
  const [row] = await tx.sql<
    (Omit<UsageSubject, 'booking'> & {
      status: BookingStatus;
      from: string;
      until: string;
      deadline: string | null;
      pricePolicyId: string;
      serviceWay: ServiceWay;
    })[]
  >`
    SELECT lab_id AS "labId", instrument_id AS "instrumentId", district_id AS "districtId", organisation_id AS "organisationId",
      user_id AS "userId", status, from_at::text AS "from", until_at::text AS until, approval_deadline_at::text AS deadline,
      price_policy_id AS "pricePolicyId", service_way AS "serviceWay"
    FROM bookings WHERE id = ${bookingId} AND ${withinReach(tx, reach, { labId: 'lab_id', districtId: 'district_id' })}
    FOR SHARE`;
  if (!row) return undefined;
  const { status, from, until, deadline, pricePolicyId, serviceWay, ...subject } = row;
  return {
    ...subject,
    booking: {
      id: bookingId,
      status,
      from: instantFromText(from),
      until: instantFromText(until),
      approvalDeadline: deadline === null ? null : instantFromText(deadline),
      pricePolicyId,
      serviceWay,
    },
  };
}

/** A use with all that its review and its price depend on. */
export interface StoredUsage extends UsageState {
  id: string;
  version: number;
  labId: string;
  instrumentId: string;
  districtId: string;
  organisationId: string;
  bookingId: string | null;
  problem: UsageProblem | null;
  from: number;
  until: number | null;
  idleMinutes: number;
  samples: number | null;
  serviceWay: ServiceWay;
  pricePolicyId: string | null;
  zone: string;
  booked: { from: number; until: number; priceGroup: PriceGroup } | null;
}

type UsageRow = Omit<StoredUsage, (typeof instants)[number] | 'booked'> & {
  [K in (typeof instants)[number]]: string | null;
} & { bookedFrom: string | null; bookedUntil: string | null; priceGroup: PriceGroup | null };
const instants = ['from', 'until', 'labConfirmedAt', 'customerConfirmedAt', 'reviewEndsAt'] as const;

/** Locks a usage record within reach. @returns undefined when there is none. */
export async function loadUsageForUpdate(
  tx: Tx,
  reach: Reach,
  usageRecordId: string,
): Promise<StoredUsage | undefined> {
  const visible = withinReach(tx, reach, {
    organisationId: 'u.organisation_id',
    labId: 'u.lab_id',
    districtId: 'u.district_id',
  });
  const rows = await selectForUpdate(tx, tx.sql`u.id = ${usageRecordId} AND ${visible}`, tx.sql``);
  return rows[0];
}

/** Uses whose review nobody ended in time, oldest first; rows in somebody else's hands are left for the next round. */
export async function loadUnreviewedForUpdate(tx: Tx, now: number, limit: number): Promise<StoredUsage[]> {
  const due = tx.sql`u.status = 'recorded' AND u.review_ends_at <= ${instantToText(now)}`;
  return selectForUpdate(tx, due, tx.sql`SKIP LOCKED`, limit);
}

async function selectForUpdate(tx: Tx, condition: Fragment, lock: Fragment, limit = 1): Promise<StoredUsage[]> {
  const rows = await tx.sql<UsageRow[]>`
    SELECT u.id, u.version, u.lab_id AS "labId", u.instrument_id AS "instrumentId", u.district_id AS "districtId",
      u.organisation_id AS "organisationId", u.booking_id AS "bookingId", u.status, u.problem, u.beside_id AS "besideId",
      u.from_at::text AS "from", u.until_at::text AS until, u.idle_minutes AS "idleMinutes", u.samples,
      u.service_way AS "serviceWay", u.price_policy_id AS "pricePolicyId", coalesce(i.zone, l.zone) AS zone,
      u.lab_confirmed_at::text AS "labConfirmedAt", u.customer_confirmed_at::text AS "customerConfirmedAt",
      u.review_ends_at::text AS "reviewEndsAt", b.from_at::text AS "bookedFrom", b.until_at::text AS "bookedUntil",
      b.price_group AS "priceGroup"
    FROM usage_records u
    JOIN instruments i ON i.lab_id = u.lab_id AND i.id = u.instrument_id
    JOIN labs l ON l.id = u.lab_id
    LEFT JOIN bookings b ON b.lab_id = u.lab_id AND b.id = u.booking_id
    WHERE ${condition} ORDER BY u.review_ends_at LIMIT ${limit} FOR UPDATE OF u ${lock}`;
  return rows.map(({ bookedFrom, bookedUntil, priceGroup, ...row }) => {
    const read = Object.fromEntries(
      instants.map((name) => [name, row[name] === null ? null : instantFromText(row[name])]),
    );
    const booked =
      bookedFrom !== null && bookedUntil !== null && priceGroup !== null
        ? { from: instantFromText(bookedFrom), until: instantFromText(bookedUntil), priceGroup }
        : null;
    return { ...row, ...read, booked } as unknown as StoredUsage;
  });
}

/** Writes what review or completion has changed of a use that is locked. */
export async function saveUsage(tx: Tx, usage: StoredUsage, now: number): Promise<void> {
  await tx.sql`
    UPDATE usage_records SET status = ${usage.status}, problem = ${usage.problem}, until_at = ${optional(usage.until)},
      idle_minutes = ${usage.idleMinutes}, price_policy_id = ${usage.pricePolicyId},
      lab_confirmed_at = ${optional(usage.labConfirmedAt)}, customer_confirmed_at = ${optional(usage.customerConfirmedAt)},
      review_ends_at = ${optional(usage.reviewEndsAt)}, version = version + 1, updated_at = ${instantToText(now)}
    WHERE lab_id = ${usage.labId} AND id = ${usage.id}`;
}

function optional(at: number | null): string | null {
  return at === null ? null : instantToText(at);
}
