import type { Reach } from '@guanyi/domain/identity/reach';
import type { BookingStatus } from '@guanyi/domain/scheduling/booking';
import type { Connection } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { count } from '../literals.ts';
import { allOf, withinReach } from '../reach.ts';

/** A booking with the names that people read it by. */
export interface BookingView {
  id: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  number: string;
  status: BookingStatus;
  instrumentId: string;
  labId: string;
  districtId: string;
  organisationId: string;
  userId: string;
  form: string;
  from: number;
  until: number;
  purposeKind: string;
  purposeText: string;
  projectCode: string | null;
  sealed: boolean;
  serviceWay: string;
  quoteId: string | null;
  quotedSubtotalFen: number;
  quotedTaxFen: number;
  quotedTotalFen: number;
  pricePolicyId: string;
  priceGroup: string;
  approvalDeadline: number | null;
  noShowAt: number | null;
  seriesId: string | null;
  checkedInAt: number | null;
  checkedOutAt: number | null;
  decisionReason: string | null;
  cancellationFeeFen: number | null;
  instrument: {
    nameZh: string;
    nameEn: string | null;
    model: string;
    classCode: string;
    zone: string;
    location: string | null;
  };
  lab: { nameZh: string; nameEn: string | null; city: string };
  organisation: { nameZh: string; nameEn: string | null; kind: string };
  displayName: string;
  history: {
    at: string;
    action: string;
    fromStatus: BookingStatus | null;
    toStatus: BookingStatus;
    userId: string | null;
    displayName: string | null;
    reason: string | null;
  }[];
}

export interface BookingFilter {
  instrumentId?: string | undefined;
  labId?: string | undefined;
  organisationId?: string | undefined;
  seriesId?: string | undefined;
  /** As a reader sees it at `now`. */
  status?: readonly BookingStatus[] | undefined;
  now: number;
  from?: number | undefined;
  until?: number | undefined;
  mine?: boolean | undefined;
  sort: 'latest' | 'earliest' | 'waiting';
  limit: number;
  after?: readonly [number, string] | undefined;
}

type Row = { [K in keyof BookingView]: BookingView[K] } & Record<(typeof instants)[number], string | null>;
const instants = [
  'createdAt',
  'updatedAt',
  'from',
  'until',
  'approvalDeadline',
  'noShowAt',
  'checkedInAt',
  'checkedOutAt',
] as const;
const owners = {
  organisationId: 'b.organisation_id',
  labId: 'b.lab_id',
  districtId: 'b.district_id',
  region: 'l.region',
};

function select(connection: Connection) {
  return connection.sql`
    SELECT b.id, b.version, b.created_at::text AS "createdAt", b.updated_at::text AS "updatedAt", b.number, b.status,
      b.instrument_id AS "instrumentId", b.lab_id AS "labId", b.district_id AS "districtId",
      b.organisation_id AS "organisationId", b.user_id AS "userId", b.form, b.from_at::text AS "from", b.until_at::text AS until,
      b.purpose_kind AS "purposeKind", b.purpose_text AS "purposeText", b.project_code AS "projectCode", b.sealed,
      b.service_way AS "serviceWay", b.quote_id AS "quoteId", b.quoted_subtotal_fen AS "quotedSubtotalFen",
      b.quoted_tax_fen AS "quotedTaxFen", b.quoted_total_fen AS "quotedTotalFen", b.price_policy_id AS "pricePolicyId",
      b.price_group AS "priceGroup", b.series_id AS "seriesId",
      CASE WHEN b.status = 'confirmed' AND NOT ${isExcused(connection)} THEN b.no_show_at::text END AS "noShowAt", b.approval_deadline_at::text AS "approvalDeadline",
      b.checked_in_at::text AS "checkedInAt", b.checked_out_at::text AS "checkedOutAt",
      b.decision_reason AS "decisionReason", b.cancellation_fee_fen AS "cancellationFeeFen", u.display_name AS "displayName",
      jsonb_build_object('nameZh', i.name_zh, 'nameEn', i.name_en, 'model', i.model, 'classCode', i.class_code,
        'zone', coalesce(i.zone, l.zone), 'location', i.location) AS instrument,
      jsonb_build_object('nameZh', l.name_zh, 'nameEn', l.name_en, 'city', l.city) AS lab,
      jsonb_build_object('nameZh', o.name_zh, 'nameEn', o.name_en, 'kind', o.kind) AS organisation,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('at', h.at, 'action', h.action, 'fromStatus', h.from_status, 'toStatus', h.to_status,
          'userId', h.actor_user_id, 'displayName', a.display_name, 'reason', h.reason) ORDER BY h.position), '[]')
        FROM booking_history h LEFT JOIN users a ON a.id = h.actor_user_id
        WHERE h.lab_id = b.lab_id AND h.booking_id = b.id) AS history
    FROM bookings b
    JOIN instruments i ON i.lab_id = b.lab_id AND i.id = b.instrument_id
    JOIN labs l ON l.id = b.lab_id
    JOIN organisations o ON o.id = b.organisation_id
    JOIN users u ON u.id = b.user_id`;
}

/** One booking, or undefined when it does not exist or lies out of reach. */
export async function findBooking(
  connection: Connection,
  reach: Reach,
  bookingId: string,
): Promise<BookingView | undefined> {
  const rows = await connection.sql<Row[]>`
    ${select(connection)} WHERE b.id = ${bookingId} AND ${withinReach(connection, reach, owners)}`;
  return rows.map(view)[0];
}

/** Bookings within reach, one more than the limit when there is a next page. */
export async function listBookings(
  connection: Connection,
  reach: Reach,
  filter: BookingFilter,
): Promise<BookingView[]> {
  const { sql } = connection;
  const key = filter.sort === 'waiting' ? sql`coalesce(b.approval_deadline_at, b.from_at)` : sql`b.from_at`;
  const isRising = filter.sort !== 'latest';
  const conditions = [
    withinReach(connection, reach, owners),
    filter.instrumentId ? sql`b.instrument_id = ${filter.instrumentId}` : undefined,
    filter.labId ? sql`b.lab_id = ${filter.labId}` : undefined,
    filter.organisationId ? sql`b.organisation_id = ${filter.organisationId}` : undefined,
    filter.seriesId ? sql`b.series_id = ${filter.seriesId}` : undefined,
    filter.status ? hasStatus(connection, filter.status, filter.now) : undefined,
    filter.until !== undefined ? sql`b.from_at < ${instantToText(filter.until)}` : undefined,
    filter.from !== undefined ? sql`b.until_at > ${instantToText(filter.from)}` : undefined,
    filter.mine ? sql`b.user_id = ${reach.userId ?? null}` : undefined,
    filter.after
      ? sql`(${key}, b.id) ${isRising ? sql`>` : sql`<`} (${instantToText(filter.after[0])}::timestamptz, ${filter.after[1]}::uuid)`
      : undefined,
  ];
  const direction = isRising ? sql`ASC` : sql`DESC`;
  const rows = await sql<Row[]>`
    ${select(connection)} WHERE ${allOf(connection, conditions)}
    ORDER BY ${key} ${direction}, b.id ${direction} LIMIT ${count(sql, filter.limit + 1)}`;
  return rows.map(view);
}

/** Nobody is missed of whose use somebody has told, or for whom the lab had no instrument. */
function isExcused({ sql }: Connection) {
  return sql`(EXISTS (SELECT FROM usage_records u WHERE u.lab_id = b.lab_id AND u.booking_id = b.id)
    OR EXISTS (SELECT FROM occupancy c WHERE c.lab_id = b.lab_id AND c.claim_id = b.id AND c.suspended))`;
}

/** The states that a reader sees, whether or not the sweeper has come by; the first condition lets the index help. */
function hasStatus(connection: Connection, wanted: readonly BookingStatus[], now: number) {
  const { sql } = connection;
  const at = instantToText(now);
  const stored = new Set<BookingStatus>(wanted);
  if (stored.has('expired')) stored.add('pendingApproval');
  if (stored.has('noShow')) stored.add('confirmed');
  return sql`b.status = ANY(${[...stored]}) AND CASE
    WHEN b.status = 'pendingApproval' AND least(b.from_at, b.approval_deadline_at) <= ${at} THEN 'expired'
    WHEN b.status = 'confirmed' AND b.no_show_at <= ${at} AND NOT ${isExcused(connection)} THEN 'noShow'
    ELSE b.status END = ANY(${wanted as string[]})`;
}

function view(row: Row): BookingView {
  const read = Object.fromEntries(
    instants.map((name) => [name, row[name] === null ? null : instantFromText(row[name] as unknown as string)]),
  );
  return { ...row, ...read } as BookingView;
}

/** Where a booking is, whatever its state. */
export async function findPlaceOf(
  { sql }: Connection,
  labId: string,
  bookingId: string,
): Promise<{ labId: string; instrumentId: string } | undefined> {
  const [row] = await sql<{ labId: string; instrumentId: string }[]>`
    SELECT lab_id AS "labId", instrument_id AS "instrumentId" FROM bookings WHERE lab_id = ${labId} AND id = ${bookingId}`;
  return row;
}

/** What the booker wrote about the purpose. */
export async function findPurposeText({ sql }: Connection, labId: string, bookingId: string): Promise<string> {
  const [row] = await sql<{ text: string }[]>`
    SELECT purpose_text AS text FROM bookings WHERE lab_id = ${labId} AND id = ${bookingId}`;
  return row?.text ?? '';
}
