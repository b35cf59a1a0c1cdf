import type { PriceGroup, ServiceWay } from '@guanyi/domain/billing/price-policy';
import type { Reach } from '@guanyi/domain/identity/reach';
import type { BookingStatus } from '@guanyi/domain/scheduling/booking';
import { type EventName, eventVersions } from '@guanyi/events/events';
import { newId } from '@guanyi/platform/ids';
import type { Fragment } from 'postgres';
import type { Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { withinReach } from '../reach.ts';

/** A booking as commands handle it. */
export interface StoredBooking {
  id: string;
  labId: string;
  version: number;
  instrumentId: string;
  districtId: string;
  organisationId: string;
  userId: string;
  status: BookingStatus;
  from: number;
  until: number;
  purposeKind: string;
  projectCode: string | null;
  /** A sealed report is wanted. */
  sealed: boolean;
  pricePolicyId: string;
  priceGroup: PriceGroup;
  serviceWay: ServiceWay;
  quoteId: string | null;
  quotedSubtotalFen: number;
  quotedTaxFen: number;
  quotedTotalFen: number;
  approvalDeadline: number | null;
  noShowAt: number | null;
  /** A use is on record, by whatever source, or an outage lies over it: then nobody is missed. */
  isExcused: boolean;
  checkedInAt: number | null;
  checkedOutAt: number | null;
  decisionReason: string | null;
  cancellationFeeFen: number | null;
  seriesId: string | null;
}

export interface NewBooking
  extends Omit<
    StoredBooking,
    'version' | 'isExcused' | 'checkedInAt' | 'checkedOutAt' | 'decisionReason' | 'cancellationFeeFen'
  > {
  number: string;
  purposeText: string;
  createdAt: number;
}

/** What is written beside every change of a booking. */
export interface BookingStep {
  action: string;
  at: number;
  actorUserId: string | null;
  fromStatus: BookingStatus | null;
  reason: string | null;
  event: EventName;
  /** What the event tells beyond the ids, because it cannot be read later. */
  facts?: Readonly<Record<string, unknown>>;
}

interface BookingRow
  extends Omit<StoredBooking, 'from' | 'until' | 'approvalDeadline' | 'noShowAt' | 'checkedInAt' | 'checkedOutAt'> {
  from: string;
  until: string;
  approvalDeadline: string | null;
  noShowAt: string | null;
  checkedInAt: string | null;
  checkedOutAt: string | null;
}

/** One booking within reach, locked until the transaction ends, so that of two deciders the second sees what the first did. */
export async function loadBookingForUpdate(
  tx: Tx,
  reach: Reach,
  bookingId: string,
): Promise<StoredBooking | undefined> {
  const visible = withinReach(tx, reach, {
    organisationId: 'organisation_id',
    labId: 'lab_id',
    districtId: 'district_id',
  });
  const rows = await selectForUpdate(tx, tx.sql`id = ${bookingId} AND ${visible}`, tx.sql``);
  return rows[0];
}

/** Requests that nobody decided in time, oldest deadline first; rows in somebody else's hands are left for the next round. */
export async function loadUndecidedForUpdate(tx: Tx, now: number, limit: number): Promise<StoredBooking[]> {
  const due = tx.sql`status = 'pendingApproval' AND approval_deadline_at <= ${instantToText(now)}`;
  return selectForUpdate(tx, due, tx.sql`SKIP LOCKED`, limit);
}

/** Those of the bookings that still claim time: asked for, confirmed or in use; locked. */
export async function loadLiveBookings(tx: Tx, labId: string, bookingIds: readonly string[]): Promise<StoredBooking[]> {
  const live = tx.sql`lab_id = ${labId} AND id = ANY(${bookingIds as string[]}::uuid[])
    AND status IN ('pendingApproval', 'confirmed', 'inUse')`;
  return selectForUpdate(tx, live, tx.sql``, bookingIds.length);
}

/** Bookings that nobody came for, longest missed first; rows in somebody else's hands are left for the next round. */
export async function loadMissedForUpdate(tx: Tx, now: number, limit: number): Promise<StoredBooking[]> {
  const due = tx.sql`status = 'confirmed' AND no_show_at <= ${instantToText(now)} AND NOT ${isExcused(tx)}`;
  return selectForUpdate(tx, due, tx.sql`SKIP LOCKED`, limit, tx.sql`no_show_at`);
}

/** Uses of an instrument whose booked time was over by `now`, other than the given booking: nobody has checked them out. */
export async function loadForgottenForUpdate(
  tx: Tx,
  where: { labId: string; instrumentId: string; exceptId: string; now: number },
): Promise<StoredBooking[]> {
  const forgotten = tx.sql`lab_id = ${where.labId} AND instrument_id = ${where.instrumentId} AND status = 'inUse'
    AND id <> ${where.exceptId} AND until_at <= ${instantToText(where.now)}`;
  return selectForUpdate(tx, forgotten, tx.sql``, 20, tx.sql`from_at`);
}

/** Nobody is missed of whose use somebody, a keeper or a meter, has told, or for whom the lab had no instrument. */
function isExcused(tx: Tx): Fragment {
  return tx.sql`(EXISTS (SELECT FROM usage_records u WHERE u.lab_id = bookings.lab_id AND u.booking_id = bookings.id)
    OR EXISTS (SELECT FROM occupancy c WHERE c.lab_id = bookings.lab_id AND c.claim_id = bookings.id AND c.suspended))`;
}

async function selectForUpdate(
  tx: Tx,
  condition: Fragment,
  lock: Fragment,
  limit = 1,
  order: Fragment = tx.sql`approval_deadline_at`,
): Promise<StoredBooking[]> {
  const rows = await tx.sql<BookingRow[]>`
    SELECT id, lab_id AS "labId", version, instrument_id AS "instrumentId", district_id AS "districtId",
      organisation_id AS "organisationId", user_id AS "userId", status, from_at::text AS "from", until_at::text AS until,
      purpose_kind AS "purposeKind", project_code AS "projectCode", sealed, price_policy_id AS "pricePolicyId", price_group AS "priceGroup", service_way AS "serviceWay",
      quote_id AS "quoteId", quoted_subtotal_fen AS "quotedSubtotalFen", quoted_tax_fen AS "quotedTaxFen",
      quoted_total_fen AS "quotedTotalFen", approval_deadline_at::text AS "approvalDeadline", series_id AS "seriesId",
      no_show_at::text AS "noShowAt", ${isExcused(tx)} AS "isExcused",
      checked_in_at::text AS "checkedInAt", checked_out_at::text AS "checkedOutAt", decision_reason AS "decisionReason",
      cancellation_fee_fen AS "cancellationFeeFen"
    FROM bookings WHERE ${condition} ORDER BY ${order} LIMIT ${limit} FOR UPDATE ${lock}`;
  const optional = (text: string | null) => (text === null ? null : instantFromText(text));
  return rows.map((row) => ({
    ...row,
    from: instantFromText(row.from),
    until: instantFromText(row.until),
    approvalDeadline: optional(row.approvalDeadline),
    noShowAt: optional(row.noShowAt),
    checkedInAt: optional(row.checkedInAt),
    checkedOutAt: optional(row.checkedOutAt),
  }));
}

/**
 * Writes a new state of a booking with its history and event in one statement.
 * @throws when the row has changed since it was loaded, which the lock of loading forbids.
 */
export async function saveBooking(tx: Tx, booking: StoredBooking, step: BookingStep): Promise<void> {
  const at = instantToText(step.at);
  const optional = (value: number | null) => (value === null ? null : instantToText(value));
  const payload = {
    labId: booking.labId,
    bookingId: booking.id,
    actorUserId: step.actorUserId,
    ...(step.reason ? { reason: step.reason } : {}),
    ...step.facts,
  };
  const rows = await tx.sql`
    WITH saved AS (
      UPDATE bookings SET status = ${booking.status}, version = version + 1, updated_at = ${at},
        instrument_id = ${booking.instrumentId}, from_at = ${instantToText(booking.from)}, until_at = ${instantToText(booking.until)}, user_id = ${booking.userId},
        price_policy_id = ${booking.pricePolicyId}, price_group = ${booking.priceGroup}, quote_id = ${booking.quoteId},
        quoted_subtotal_fen = ${booking.quotedSubtotalFen}, quoted_tax_fen = ${booking.quotedTaxFen},
        quoted_total_fen = ${booking.quotedTotalFen}, approval_deadline_at = ${optional(booking.approvalDeadline)},
        no_show_at = ${optional(booking.noShowAt)}, series_id = ${booking.seriesId},
        checked_in_at = ${optional(booking.checkedInAt)}, checked_out_at = ${optional(booking.checkedOutAt)},
        decision_reason = ${booking.decisionReason}, cancellation_fee_fen = ${booking.cancellationFeeFen}
      WHERE lab_id = ${booking.labId} AND id = ${booking.id} AND version = ${booking.version}
      RETURNING lab_id, version
    ), remembered AS (
      INSERT INTO booking_history (lab_id, booking_id, position, at, action, actor_user_id, from_status, to_status, reason)
      SELECT lab_id, ${booking.id}, version, ${at}, ${step.action}, ${step.actorUserId}, ${step.fromStatus}, ${booking.status}, ${step.reason}
      FROM saved
    ), told AS (
      INSERT INTO outbox (id, lab_id, name, version, aggregate_id, payload, occurred_at)
      SELECT ${newId()}, lab_id, ${step.event}, ${eventVersions[step.event]}, ${booking.id}, ${tx.sql.json(payload as never)}, ${at} FROM saved
    )
    SELECT lab_id FROM saved`;
  if (rows.length !== 1) throw new Error(`Booking ${booking.id} changed while it was locked.`);
}
