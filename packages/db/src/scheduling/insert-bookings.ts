import type { Window } from '@guanyi/domain/kernel/window';
import { type EventName, eventVersions } from '@guanyi/events/events';
import { newId } from '@guanyi/platform/ids';
import type { Connection } from '../client.ts';
import { instantToText, windowToText } from '../columns.ts';
import { noteClaims } from '../projection/notes.ts';
import type { NewBooking } from './bookings.ts';

/** One booking to be written, with what it occupies and the key and reply of its request, if the client sent one. */
export interface BookingToInsert {
  booking: NewBooking;
  footprint: Window;
  idempotency?: StoredAnswer | undefined;
  /** What its event tells beyond the ids. */
  facts?: Readonly<Record<string, unknown>> | undefined;
}

interface StoredAnswer {
  userId: string;
  operation: string;
  key: string;
  requestHash: string;
  status: number;
  body: unknown;
  headers?: Readonly<Record<string, string>> | undefined;
}

/**
 * Takes the time and writes booking, history, event and stored reply of any number of requests in one statement, each
 * accepted or refused by itself: as interactive statements they cost several times as much. ON CONFLICT DO NOTHING makes
 * contenders wait for one another instead of deadlocking: of 10,000 for one slot exactly one wins within a second. All
 * statements insert in the same order. A request whose key is known or in somebody else's hands is passed over.
 * @returns the ids that were accepted; of the others nothing is written.
 */
export async function insertBookings(
  connection: Connection,
  wanted: readonly BookingToInsert[],
): Promise<ReadonlySet<string>> {
  const { sql } = connection;
  const rows = await sql<{ id: string }[]>`
    WITH wanted AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${sql.json(wanted.map(asRow) as never)}) AS w(
        id uuid, claim_row uuid, event_row uuid, lab_id uuid, number text, instrument_id uuid, district_id uuid, organisation_id uuid,
        user_id uuid, status text, during tstzrange, from_at timestamptz, until_at timestamptz, purpose_kind text, purpose_text text,
        project_code text, sealed boolean, service_way text, quote_id uuid, price_policy_id uuid, price_group text, subtotal bigint, tax bigint,
        total bigint, deadline timestamptz, no_show timestamptz, lapses timestamptz, series uuid, at timestamptz, event text, event_version int, facts jsonb, key_user uuid, operation text, key text,
        request_hash text, reply_status int, reply jsonb, reply_headers jsonb)
    ), candidate AS MATERIALIZED (
      SELECT w.* FROM wanted w
      WHERE w.key IS NULL OR (
        pg_try_advisory_xact_lock(hashtextextended(w.key_user::text || ':' || w.operation || ':' || w.key, 1))
        AND NOT idempotency_key_is_known(w.key_user, w.operation, w.key))
      ORDER BY w.lab_id, w.instrument_id, lower(w.during), w.id
    ), claim AS (
      INSERT INTO occupancy (lab_id, id, instrument_id, during, kind, active, claim_id, organisation_id, user_id, expires_at, created_at)
      SELECT lab_id, claim_row, instrument_id, during, 'booking', true, id, organisation_id, user_id, lapses, at FROM candidate
      ON CONFLICT DO NOTHING RETURNING claim_id
    ), accepted AS MATERIALIZED (
      SELECT c.* FROM candidate c JOIN claim ON claim.claim_id = c.id
    ), booked AS (
      INSERT INTO bookings (lab_id, id, number, instrument_id, district_id, organisation_id, user_id, form, status, from_at, until_at,
        purpose_kind, purpose_text, project_code, sealed, service_way, quote_id, price_policy_id, price_group,
        quoted_subtotal_fen, quoted_tax_fen, quoted_total_fen, approval_deadline_at, no_show_at, series_id, created_at, updated_at)
      SELECT lab_id, id, number, instrument_id, district_id, organisation_id, user_id, 'machineTime', status, from_at, until_at,
        purpose_kind, purpose_text, project_code, sealed, service_way, quote_id, price_policy_id, price_group, subtotal, tax, total, deadline, no_show, series, at, at
      FROM accepted
    ), remembered AS (
      INSERT INTO booking_history (lab_id, booking_id, position, at, action, actor_user_id, from_status, to_status, reason)
      SELECT lab_id, id, 1, at, 'request', user_id, NULL, status, NULL FROM accepted
    ), told AS (
      INSERT INTO outbox (id, lab_id, name, version, aggregate_id, payload, occurred_at)
      SELECT event_row, lab_id, event, event_version, id,
        jsonb_build_object('labId', lab_id, 'bookingId', id, 'actorUserId', user_id) || facts, at FROM accepted
    ), noted AS (
      ${noteClaims(connection, 'accepted')}
    ), kept AS (
      INSERT INTO idempotency_keys (user_id, operation, key, request_hash, status, body, headers, created_at)
      SELECT key_user, operation, key, request_hash, reply_status, reply, reply_headers, at FROM accepted WHERE key IS NOT NULL
    )
    SELECT id FROM accepted`;
  return new Set(rows.map((row) => row.id));
}

/** The booking as one element of the statement's parameter. */
function asRow({ booking, footprint, idempotency, facts }: BookingToInsert): Record<string, unknown> {
  const event: EventName = booking.status === 'confirmed' ? 'booking.confirmed' : 'booking.requested';
  const { quotedSubtotalFen: subtotal, quotedTaxFen: tax, quotedTotalFen: total } = booking;
  return {
    ...{ id: booking.id, claim_row: newId(), event_row: newId(), lab_id: booking.labId, number: booking.number },
    ...{ instrument_id: booking.instrumentId, district_id: booking.districtId, user_id: booking.userId },
    ...{ organisation_id: booking.organisationId, status: booking.status, during: windowToText(footprint) },
    ...{ from_at: instantToText(booking.from), until_at: instantToText(booking.until) },
    ...{ purpose_kind: booking.purposeKind, purpose_text: booking.purposeText, project_code: booking.projectCode },
    sealed: booking.sealed,
    ...{ service_way: booking.serviceWay, quote_id: booking.quoteId, price_policy_id: booking.pricePolicyId },
    ...{ price_group: booking.priceGroup, subtotal, tax, total },
    ...{ deadline: optional(booking.approvalDeadline), no_show: optional(booking.noShowAt), series: booking.seriesId },
    lapses: optional(lapseOf(booking)),
    ...{ at: instantToText(booking.createdAt), event, event_version: eventVersions[event], facts: facts ?? {} },
    ...(idempotency && {
      ...{ key_user: idempotency.userId, operation: idempotency.operation, key: idempotency.key },
      ...{ request_hash: idempotency.requestHash, reply_status: idempotency.status, reply: idempotency.body },
      reply_headers: idempotency.headers ?? null,
    }),
  };
}

/** When a booking stops to occupy by itself: a request that nobody decides, a confirmed one that nobody comes for. */
export function lapseOf(booking: Pick<NewBooking, 'status' | 'approvalDeadline' | 'noShowAt'>): number | null {
  return booking.status === 'pendingApproval' ? booking.approvalDeadline : booking.noShowAt;
}

function optional(at: number | null): string | null {
  return at === null ? null : instantToText(at);
}
