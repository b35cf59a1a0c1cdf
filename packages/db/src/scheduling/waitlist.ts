import type { ServiceWay } from '@guanyi/domain/billing/price-policy';
import type { Reach } from '@guanyi/domain/identity/reach';
import type { WaitlistStatus } from '@guanyi/domain/scheduling/waitlist';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { count } from '../literals.ts';
import { allOf, withinReach } from '../reach.ts';

/** An entry of a waitlist as commands handle it. */
export interface StoredEntry {
  id: string;
  labId: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  instrumentId: string;
  districtId: string;
  organisationId: string;
  userId: string;
  from: number;
  until: number;
  minutes: number;
  autoAccept: boolean;
  purposeKind: string;
  purposeText: string;
  projectCode: string | null;
  serviceWay: ServiceWay;
  status: WaitlistStatus;
  rank: number;
  offerFrom: number | null;
  offerUntil: number | null;
  offerHoldUntil: number | null;
  offerHoldId: string | null;
  bookingId: string | null;
  refusal: string | null;
}

const instants = ['createdAt', 'updatedAt', 'from', 'until', 'offerFrom', 'offerUntil', 'offerHoldUntil'] as const;
type Row = Omit<StoredEntry, (typeof instants)[number]> & Record<(typeof instants)[number], string | null>;

function columns({ sql }: Connection) {
  return sql`w.id, w.lab_id AS "labId", w.version, w.created_at::text AS "createdAt", w.updated_at::text AS "updatedAt",
    w.instrument_id AS "instrumentId", w.district_id AS "districtId", w.organisation_id AS "organisationId", w.user_id AS "userId",
    w.from_at::text AS "from", w.until_at::text AS until, w.minutes, w.auto_accept AS "autoAccept", w.purpose_kind AS "purposeKind",
    w.purpose_text AS "purposeText", w.project_code AS "projectCode", w.service_way AS "serviceWay", w.status, w.rank,
    w.offer_from_at::text AS "offerFrom", w.offer_until_at::text AS "offerUntil", w.offer_hold_until_at::text AS "offerHoldUntil",
    w.offer_hold_id AS "offerHoldId", w.booking_id AS "bookingId", w.refusal`;
}

function read<T extends StoredEntry = StoredEntry>(row: Row): T {
  const parsed = Object.fromEntries(
    instants.map((name) => [name, row[name] === null ? null : instantFromText(row[name])]),
  );
  return { ...row, ...parsed } as unknown as T;
}

export type NewEntry = Omit<
  StoredEntry,
  | ('version' | 'updatedAt' | 'status' | 'offerFrom' | 'offerUntil' | 'offerHoldUntil' | 'offerHoldId')
  | ('bookingId' | 'refusal')
>;

/** @returns false when the person stands in the same line already. */
export async function insertEntry(tx: Tx, entry: NewEntry): Promise<boolean> {
  const at = instantToText(entry.createdAt);
  const result = await tx.sql`
    INSERT INTO waitlist_entries (lab_id, id, instrument_id, district_id, organisation_id, user_id, from_at, until_at, minutes, auto_accept,
      purpose_kind, purpose_text, project_code, service_way, rank, checked_at, created_at, updated_at)
    VALUES (${entry.labId}, ${entry.id}, ${entry.instrumentId}, ${entry.districtId}, ${entry.organisationId}, ${entry.userId},
      ${instantToText(entry.from)}, ${instantToText(entry.until)}, ${entry.minutes}, ${entry.autoAccept}, ${entry.purposeKind},
      ${entry.purposeText}, ${entry.projectCode}, ${entry.serviceWay}, ${entry.rank}, '-infinity', ${at}, ${at})
    ON CONFLICT DO NOTHING`;
  return result.count === 1;
}

/** What a person waits for in just this window, locked. */
export async function loadSameWish(
  tx: Tx,
  wish: Pick<NewEntry, 'labId' | 'instrumentId' | 'userId' | 'from' | 'until'>,
): Promise<StoredEntry | undefined> {
  const rows = await tx.sql<Row[]>`
    SELECT ${columns(tx)} FROM waitlist_entries w
    WHERE w.lab_id = ${wish.labId} AND w.instrument_id = ${wish.instrumentId} AND w.user_id = ${wish.userId}
      AND w.from_at = ${instantToText(wish.from)} AND w.until_at = ${instantToText(wish.until)} AND w.status IN ('waiting', 'offered')
    FOR UPDATE`;
  return rows.map((row) => read(row))[0];
}

/** An entry within reach, locked. */
export async function loadEntryForUpdate(tx: Tx, reach: Reach, entryId: string): Promise<StoredEntry | undefined> {
  const visible = withinReach(tx, reach, { organisationId: 'w.organisation_id', labId: 'w.lab_id' });
  const rows = await tx.sql<Row[]>`
    SELECT ${columns(tx)} FROM waitlist_entries w WHERE w.id = ${entryId} AND ${visible} FOR UPDATE`;
  return rows.map((row) => read(row))[0];
}

/** Lets one at a time hand out the free time of an instrument. */
export async function lockLine(tx: Tx, instrumentId: string): Promise<void> {
  await tx.sql`SELECT pg_advisory_xact_lock(hashtextextended(${instrumentId}, 6))`;
}

/** Who waits for an instrument, first in line first, locked. */
export async function loadLine(tx: Tx, instrumentId: string, now: number, limit: number): Promise<StoredEntry[]> {
  const rows = await tx.sql<Row[]>`
    SELECT ${columns(tx)} FROM waitlist_entries w
    WHERE w.instrument_id = ${instrumentId} AND w.status = 'waiting' AND w.until_at > ${instantToText(now)}
    ORDER BY w.rank, w.created_at, w.id LIMIT ${limit} FOR UPDATE`;
  return rows.map((row) => read(row));
}

/** Open offers of each organisation, for the cap. */
export async function countOffers(
  tx: Tx,
  organisationIds: readonly string[],
  now: number,
): Promise<Map<string, number>> {
  const rows = await tx.sql<{ organisationId: string; count: number }[]>`
    SELECT organisation_id AS "organisationId", count(*)::int AS count FROM waitlist_entries
    WHERE status = 'offered' AND offer_hold_until_at > ${instantToText(now)} AND organisation_id = ANY(${organisationIds as string[]}::uuid[])
    GROUP BY organisation_id`;
  return new Map(rows.map(({ organisationId, count }) => [organisationId, count]));
}

/** Writes a new state of an entry. @throws when the row has changed since it was loaded, which the lock of loading forbids. */
export async function saveEntry(tx: Tx, entry: StoredEntry, now: number): Promise<void> {
  const optional = (value: number | null) => (value === null ? null : instantToText(value));
  const result = await tx.sql`
    UPDATE waitlist_entries SET version = version + 1, updated_at = ${instantToText(now)}, status = ${entry.status},
      offer_from_at = ${optional(entry.offerFrom)}, offer_until_at = ${optional(entry.offerUntil)},
      offer_hold_until_at = ${optional(entry.offerHoldUntil)}, offer_hold_id = ${entry.offerHoldId},
      booking_id = ${entry.bookingId}, refusal = ${entry.refusal}
    WHERE lab_id = ${entry.labId} AND id = ${entry.id} AND version = ${entry.version}`;
  if (result.count !== 1) throw new Error(`Waitlist entry ${entry.id} changed while it was locked.`);
}

/** Offers whose time has passed, longest first, locked; rows in somebody else's hands are left for the next round. */
export async function loadLapsedOffers(tx: Tx, now: number, limit: number): Promise<StoredEntry[]> {
  const rows = await tx.sql<Row[]>`
    SELECT ${columns(tx)} FROM waitlist_entries w
    WHERE w.status = 'offered' AND w.offer_hold_until_at <= ${instantToText(now)}
    ORDER BY w.offer_hold_until_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
  return rows.map((row) => read(row));
}

/** Ends wishes whose time has passed. @returns how many. */
export async function endPastWishes(tx: Tx, now: number): Promise<number> {
  const at = instantToText(now);
  const result = await tx.sql`
    UPDATE waitlist_entries SET status = 'lapsed', version = version + 1, updated_at = ${at}
    WHERE status = 'waiting' AND until_at - minutes * interval '1 minute' < ${at}`;
  return result.count;
}

/** Instruments that somebody waits for, those looked at longest ago first; they count as looked at now. */
export async function takeInstrumentsToCheck(tx: Tx, now: number, limit: number): Promise<string[]> {
  const rows = await tx.sql<{ instrumentId: string }[]>`
    WITH oldest AS (
      SELECT instrument_id FROM waitlist_entries WHERE status = 'waiting'
      GROUP BY instrument_id ORDER BY min(checked_at) LIMIT ${limit})
    UPDATE waitlist_entries w SET checked_at = ${instantToText(now)} FROM oldest
    WHERE w.instrument_id = oldest.instrument_id AND w.status = 'waiting' RETURNING w.instrument_id AS "instrumentId"`;
  return [...new Set(rows.map((row) => row.instrumentId))];
}

/** An entry with the names that people read it by. */
export interface EntryView extends StoredEntry {
  instrument: { nameZh: string; nameEn: string | null; model: string; zone: string };
  lab: { nameZh: string; nameEn: string | null; city: string };
  organisation: { nameZh: string; nameEn: string | null };
  displayName: string;
  /** Place in line, 1 for the first; only while it waits. */
  position: number | null;
}

export interface EntryFilter {
  id?: string | undefined;
  instrumentId?: string | undefined;
  labId?: string | undefined;
  status?: readonly WaitlistStatus[] | undefined;
  mine?: boolean | undefined;
  limit: number;
  after?: readonly [number, string] | undefined;
}

/** Entries within reach, newest first, one more than the limit when there is a next page. */
export async function listEntries(connection: Connection, reach: Reach, filter: EntryFilter): Promise<EntryView[]> {
  const { sql } = connection;
  const owners = { organisationId: 'w.organisation_id', labId: 'w.lab_id', districtId: 'w.district_id' };
  const conditions = [
    withinReach(connection, reach, owners),
    filter.id ? sql`w.id = ${filter.id}` : undefined,
    filter.instrumentId ? sql`w.instrument_id = ${filter.instrumentId}` : undefined,
    filter.labId ? sql`w.lab_id = ${filter.labId}` : undefined,
    filter.status ? sql`w.status = ANY(${filter.status as string[]})` : undefined,
    filter.mine ? sql`w.user_id = ${reach.userId ?? null}` : undefined,
    filter.after
      ? sql`(w.created_at, w.id) < (${instantToText(filter.after[0])}::timestamptz, ${filter.after[1]}::uuid)`
      : undefined,
  ];
  const rows = await sql<(Row & Omit<EntryView, keyof StoredEntry>)[]>`
    SELECT ${columns(connection)}, u.display_name AS "displayName",
      jsonb_build_object('nameZh', i.name_zh, 'nameEn', i.name_en, 'model', i.model, 'zone', coalesce(i.zone, l.zone)) AS instrument,
      jsonb_build_object('nameZh', l.name_zh, 'nameEn', l.name_en, 'city', l.city) AS lab,
      jsonb_build_object('nameZh', g.name_zh, 'nameEn', g.name_en) AS organisation,
      CASE WHEN w.status = 'waiting' THEN 1 + (SELECT count(*)::int FROM waitlist_entries a
        WHERE a.instrument_id = w.instrument_id AND a.status = 'waiting'
          AND (a.rank, a.created_at, a.id) < (w.rank, w.created_at, w.id)) END AS position
    FROM waitlist_entries w
    JOIN instruments i ON i.lab_id = w.lab_id AND i.id = w.instrument_id
    JOIN labs l ON l.id = w.lab_id
    JOIN organisations g ON g.id = w.organisation_id
    JOIN users u ON u.id = w.user_id
    WHERE ${allOf(connection, conditions)} ORDER BY w.created_at DESC, w.id DESC LIMIT ${count(sql, filter.limit + 1)}`;
  return rows.map((row) => read<EntryView>(row));
}
