import type { ChargeKind } from '@guanyi/domain/billing/price-line';
import type { BookingFacts, ChargeFacts, Name, Notice, OrganisationFacts } from '@guanyi/domain/notifications/notice';
import type { Connection } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { count } from '../literals.ts';

/** Somebody who can be told: an active person, or one who is just being invited. */
export interface Person {
  readonly userId: string;
  readonly email: string;
  readonly displayName: string;
  readonly locale: 'zh-CN' | 'en';
}

interface BookingRow {
  number: string;
  version: number;
  changedAt: string;
  location: string | null;
  person: string;
  userId: string;
  from: string;
  until: string;
  totalFen: number;
  deadline: string | null;
  feeFen: number | null;
  reason: string | null;
  instrumentZh: string;
  instrumentEn: string | null;
  labZh: string;
  labEn: string | null;
  organisationZh: string;
  organisationEn: string | null;
  zone: string;
}

/** What the texts about a booking need, and who booked. */
export async function findBookingFacts(
  { sql }: Connection,
  labId: string,
  bookingId: string,
): Promise<{ facts: BookingFacts; bookerId: string } | undefined> {
  const [row] = await sql<BookingRow[]>`
    SELECT b.number, b.version, b.updated_at::text AS "changedAt", i.location, b.user_id AS "userId", u.display_name AS person, b.from_at::text AS "from", b.until_at::text AS "until",
      b.quoted_total_fen AS "totalFen", b.approval_deadline_at::text AS deadline, b.cancellation_fee_fen AS "feeFen",
      b.decision_reason AS reason, i.name_zh AS "instrumentZh", i.name_en AS "instrumentEn",
      l.name_zh AS "labZh", l.name_en AS "labEn", o.name_zh AS "organisationZh", o.name_en AS "organisationEn",
      coalesce(i.zone, l.zone) AS zone
    FROM bookings b
    JOIN instruments i ON i.lab_id = b.lab_id AND i.id = b.instrument_id
    JOIN labs l ON l.id = b.lab_id
    JOIN organisations o ON o.id = b.organisation_id
    JOIN users u ON u.id = b.user_id
    WHERE b.lab_id = ${labId} AND b.id = ${bookingId}`;
  if (!row) return undefined;
  return {
    bookerId: row.userId,
    facts: {
      bookingId,
      number: row.number,
      instrument: nameOf(row.instrumentZh, row.instrumentEn),
      lab: nameOf(row.labZh, row.labEn),
      organisation: nameOf(row.organisationZh, row.organisationEn),
      person: row.person,
      from: instantFromText(row.from),
      until: instantFromText(row.until),
      zone: row.zone,
      totalFen: row.totalFen,
      ...(row.deadline ? { deadlineAt: instantFromText(row.deadline) } : {}),
      ...(row.feeFen === null ? {} : { feeFen: row.feeFen }),
      ...(row.reason ? { reason: row.reason } : {}),
      ...(row.location ? { location: row.location } : {}),
      version: row.version,
      changedAt: instantFromText(row.changedAt),
    },
  };
}

interface ChargeRow {
  kind: ChargeKind;
  organisationId: string;
  payeeId: string;
  bookerId: string | null;
  bookingId: string | null;
  number: string | null;
  totalFen: number;
  occurredAt: string;
  instrumentZh: string;
  instrumentEn: string | null;
  labZh: string;
  labEn: string | null;
  organisationZh: string;
  organisationEn: string | null;
  zone: string;
}

/** What the texts about a charge need, who owes it and who is owed. */
export async function findChargeFacts(
  { sql }: Connection,
  labId: string,
  chargeId: string,
): Promise<
  { facts: ChargeFacts; kind: ChargeKind; organisationId: string; payeeId: string; bookerId: string | null } | undefined
> {
  const [row] = await sql<ChargeRow[]>`
    SELECT c.kind, c.organisation_id AS "organisationId", c.payee_id AS "payeeId", b.user_id AS "bookerId",
      c.booking_id AS "bookingId", b.number, c.total_fen AS "totalFen", c.occurred_at::text AS "occurredAt",
      i.name_zh AS "instrumentZh", i.name_en AS "instrumentEn", l.name_zh AS "labZh", l.name_en AS "labEn",
      o.name_zh AS "organisationZh", o.name_en AS "organisationEn", coalesce(i.zone, l.zone) AS zone
    FROM charges c
    JOIN instruments i ON i.lab_id = c.lab_id AND i.id = c.instrument_id
    JOIN labs l ON l.id = c.lab_id
    JOIN organisations o ON o.id = c.organisation_id
    LEFT JOIN bookings b ON b.lab_id = c.lab_id AND b.id = c.booking_id
    WHERE c.lab_id = ${labId} AND c.id = ${chargeId}`;
  if (!row) return undefined;
  return {
    kind: row.kind,
    organisationId: row.organisationId,
    payeeId: row.payeeId,
    bookerId: row.bookerId,
    facts: {
      chargeId,
      ...(row.bookingId ? { bookingId: row.bookingId } : {}),
      ...(row.number ? { number: row.number } : {}),
      instrument: nameOf(row.instrumentZh, row.instrumentEn),
      lab: nameOf(row.labZh, row.labEn),
      organisation: nameOf(row.organisationZh, row.organisationEn),
      occurredAt: instantFromText(row.occurredAt),
      zone: row.zone,
      totalFen: row.totalFen,
    },
  };
}

export async function findOrganisationFacts(
  { sql }: Connection,
  organisationId: string,
): Promise<OrganisationFacts | undefined> {
  const [row] = await sql<{ zh: string; en: string | null; uscc: string }[]>`
    SELECT name_zh AS zh, name_en AS en, uscc FROM organisations WHERE id = ${organisationId}`;
  return row && { organisationId, organisation: nameOf(row.zh, row.en), uscc: row.uscc };
}

export async function findPerson({ sql }: Connection, userId: string): Promise<Person | undefined> {
  const [row] = await sql<Person[]>`
    SELECT id AS "userId", email, display_name AS "displayName", locale FROM users
    WHERE id = ${userId} AND status <> 'disabled'`;
  return row;
}

/** Everybody active who holds one of the roles in the lab. */
export async function listPeopleOfLab({ sql }: Connection, labId: string, roles: readonly string[]): Promise<Person[]> {
  return sql<Person[]>`
    SELECT DISTINCT u.id AS "userId", u.email, u.display_name AS "displayName", u.locale
    FROM memberships s JOIN users u ON u.id = s.user_id
    WHERE s.lab_id = ${labId} AND s.role = ANY(${roles as string[]}) AND s.status = 'active' AND u.status = 'active'`;
}

/** Everybody active who holds one of the roles in the organisation. */
export async function listPeopleOfOrganisation(
  { sql }: Connection,
  organisationId: string,
  roles: readonly string[],
): Promise<Person[]> {
  return sql<Person[]>`
    SELECT DISTINCT u.id AS "userId", u.email, u.display_name AS "displayName", u.locale
    FROM memberships s JOIN users u ON u.id = s.user_id
    WHERE s.organisation_id = ${organisationId} AND s.role = ANY(${roles as string[]})
      AND s.status = 'active' AND u.status = 'active'`;
}

export async function listPlatformAdmins({ sql }: Connection): Promise<Person[]> {
  return sql<Person[]>`
    SELECT DISTINCT u.id AS "userId", u.email, u.display_name AS "displayName", u.locale
    FROM memberships s JOIN users u ON u.id = s.user_id
    WHERE s.role = 'platformAdmin' AND s.status = 'active' AND u.status = 'active'`;
}

/** A notification as its owner sees it. */
export interface StoredNotification {
  readonly id: string;
  readonly version: number;
  readonly userId: string;
  readonly notice: Notice;
  readonly readAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

interface NotificationRow {
  id: string;
  version: number;
  userId: string;
  kind: string;
  facts: unknown;
  readAt: string | null;
  createdAt: string;
  updatedAt: string;
}

const notificationColumns = (sql: Connection['sql']) => sql`
  id, version, user_id AS "userId", kind, payload AS facts, read_at::text AS "readAt", created_at::text AS "createdAt",
  updated_at::text AS "updatedAt"`;

/** Own notifications, newest first; `before` is the last row of the page before. */
export async function listNotifications(
  { sql }: Connection,
  wanted: { userId: string; unread?: boolean; limit: number; before?: { createdAt: number; id: string } },
): Promise<StoredNotification[]> {
  const { before } = wanted;
  const rows = await sql<NotificationRow[]>`
    SELECT ${notificationColumns(sql)} FROM notifications
    WHERE user_id = ${wanted.userId}
      ${wanted.unread === undefined ? sql`` : wanted.unread ? sql`AND read_at IS NULL` : sql`AND read_at IS NOT NULL`}
      ${before ? sql`AND (created_at, id) < (${instantToText(before.createdAt)}, ${before.id})` : sql``}
    ORDER BY created_at DESC, id DESC LIMIT ${count(sql, wanted.limit)}`;
  return rows.map(notificationOf);
}

/** Undefined when it is missing or somebody else's. */
export async function findNotification(
  { sql }: Connection,
  userId: string,
  id: string,
): Promise<StoredNotification | undefined> {
  const [row] = await sql<NotificationRow[]>`
    SELECT ${notificationColumns(sql)} FROM notifications WHERE id = ${id} AND user_id = ${userId}`;
  return row && notificationOf(row);
}

export async function countUnread({ sql }: Connection, userId: string): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    SELECT count(*)::int AS n FROM notifications WHERE user_id = ${userId} AND read_at IS NULL`;
  return row?.n ?? 0;
}

function notificationOf(row: NotificationRow): StoredNotification {
  return {
    id: row.id,
    version: row.version,
    userId: row.userId,
    notice: { kind: row.kind, facts: row.facts } as Notice,
    readAt: row.readAt ? instantFromText(row.readAt) : null,
    createdAt: instantFromText(row.createdAt),
    updatedAt: instantFromText(row.updatedAt),
  };
}

function nameOf(zh: string, en: string | null): Name {
  return en ? { zh, en } : { zh };
}
