import type { Window } from '@guanyi/domain/kernel/window';
import type { BookingRules } from '@guanyi/domain/scheduling/booking-rules';
import type { Claim, ClaimKind } from '@guanyi/domain/scheduling/claim';
import type { Fragment } from 'postgres';
import type { Connection } from '../client.ts';
import { instantFromText, instantToText, windowFromText } from '../columns.ts';
import { count } from '../literals.ts';
import { countFromCube } from '../projection/counted.ts';
import { withBlocked } from '../projection/free.ts';
import { type SearchFilter, whereOf } from './search-filter.ts';

/** The order of results. Each ends with the id, so that pages never skip or repeat a row. */
export type SearchOrder =
  | { by: 'relevance'; ranking: string }
  | { by: 'price' }
  | { by: 'newest' }
  | { by: 'distance'; latitude: number; longitude: number };

export interface SearchHit {
  id: string;
  labId: string;
  /** The value that the row was ordered by: points, fen, epoch milliseconds or metres. */
  sortValue: number | null;
}

interface Page {
  limit: number;
  after?: { value: number | null; id: string } | undefined;
}

/** Beyond any distance on earth, for labs whose place nobody has entered. */
const unknownDistanceMetres = 100_000_000;
const metresPerDegree = 111_195;

/** One page of ids, one more than the limit when another follows. */
export async function findHits(
  connection: Connection,
  filter: SearchFilter,
  order: SearchOrder,
  page: Page,
): Promise<SearchHit[]> {
  const { sql } = connection;
  const { from, value, keyset, orderBy } = sorted(connection, order, page);
  const condition = whereOf(
    connection,
    filter.free ? { ...filter, free: { ...filter.free, isForPage: true } } : filter,
  );
  const rows = await sql<{ id: string; labId: string; sortValue: string | null }[]>`
    ${withBlocked(connection, filter.free)}
    SELECT id, lab_id AS "labId", value::text AS "sortValue"
    FROM (SELECT i.id, i.lab_id, ${value} AS value FROM ${from} WHERE ${condition}) found
    WHERE ${keyset} ORDER BY ${orderBy} LIMIT ${count(sql, page.limit + 1)}`;
  const numberOf = (text: string) => (order.by === 'newest' ? instantFromText(text) : Number(text));
  return rows.map((row) => ({ ...row, sortValue: row.sortValue === null ? null : numberOf(row.sortValue) }));
}

interface Sorted {
  from: Fragment;
  value: Fragment;
  keyset: Fragment;
  orderBy: Fragment;
}

function sorted(connection: Connection, order: SearchOrder, { after }: Page): Sorted {
  const { sql } = connection;
  const plain = sql`instruments i`;
  const all = sql`true`;
  switch (order.by) {
    case 'relevance': {
      const value = sql`round(ts_rank(i.search_tokens, ${order.ranking}::tsquery) * 1000000)::int`;
      const keyset = after ? sql`(value, id) < (${after.value}::int, ${after.id}::uuid)` : all;
      return { from: plain, value, keyset, orderBy: sql`value DESC, id DESC` };
    }
    case 'newest': {
      const keyset = after
        ? sql`(value, id) < (${instantToText(after.value ?? 0)}::timestamptz, ${after.id}::uuid)`
        : all;
      return { from: plain, value: sql`i.created_at`, keyset, orderBy: sql`value DESC, id DESC` };
    }
    case 'price': {
      const keyset = after ? afterPrice(connection, after) : all;
      return { from: plain, value: sql`i.price_from_fen`, keyset, orderBy: sql`value, id` };
    }
    case 'distance': {
      const value = sql`coalesce(round(${metresPerDegree} * sqrt(power(l.latitude - ${order.latitude}, 2)
        + power((l.longitude - ${order.longitude}) * cos(radians(${order.latitude})), 2)))::int, ${unknownDistanceMetres})`;
      const keyset = after ? sql`(value, id) > (${after.value}::int, ${after.id}::uuid)` : all;
      return { from: sql`instruments i JOIN labs l ON l.id = i.lab_id`, value, keyset, orderBy: sql`value, id` };
    }
  }
}

/** Instruments without a price come last. */
function afterPrice({ sql }: Connection, after: { value: number | null; id: string }): Fragment {
  return after.value === null
    ? sql`value IS NULL AND id > ${after.id}::uuid`
    : sql`(value IS NULL OR (value, id) > (${after.value}::bigint, ${after.id}::uuid))`;
}

export async function countHits(connection: Connection, filter: SearchFilter): Promise<number> {
  const counted = await countFromCube(connection, filter);
  if (counted) return counted.total;
  const [row] = await connection.sql<{ count: number }[]>`
    ${withBlocked(connection, filter.free)}
    SELECT count(*)::int AS count FROM instruments i WHERE ${whereOf(connection, filter)}`;
  return row?.count ?? 0;
}

/** What decides whether an instrument is free at a time. */
export interface Candidate {
  id: string;
  zone: string;
  rules: BookingRules | null;
  /** The same for instruments of equal rules and zone: without claims they are free at the same times. */
  pattern: string;
  offersMachineTime: boolean;
  claims: Claim[];
}

interface CandidateRow extends Pick<Candidate, 'id' | 'zone' | 'offersMachineTime'> {
  pattern: string | null;
  claims: { during: string; kind: ClaimKind; expiresAt: string | null }[] | null;
}

/**
 * Every instrument that meets the other conditions, with the claims that can matter in the window. Thousands share a few
 * sets of rules, so a row carries only a digest of its rules, and each set is read once.
 */
export async function findCandidates(
  connection: Connection,
  filter: SearchFilter,
  window: Window,
): Promise<Candidate[]> {
  const { sql } = connection;
  const from = instantToText(window.from);
  const until = instantToText(window.until);
  const rows = await sql<CandidateRow[]>`
    SELECT i.id, coalesce(i.zone, l.zone) AS zone, 'machineTime' = ANY(i.forms) AS "offersMachineTime",
      CASE WHEN r.lab_id IS NOT NULL THEN md5(concat_ws(' ', r.weekly, r.slot_minutes, r.min_minutes, r.max_minutes, r.lead_minutes,
        r.horizon_days, r.setup_minutes, r.teardown_minutes, r.closed_on_holidays)) END AS pattern,
      (SELECT jsonb_agg(jsonb_build_object('during', o.during::text, 'kind', o.kind, 'expiresAt', o.expires_at::text))
        FROM occupancy o WHERE o.active AND o.lab_id = i.lab_id AND o.instrument_id = i.id AND o.during && tstzrange(
          ${from}::timestamptz - coalesce(r.min_minutes + r.setup_minutes, 0) * interval '1 minute',
          ${until}::timestamptz + coalesce(r.min_minutes + r.teardown_minutes, 0) * interval '1 minute')) AS claims
    FROM instruments i JOIN labs l ON l.id = i.lab_id
    LEFT JOIN booking_rules r ON r.lab_id = i.lab_id AND r.instrument_id = i.id
    WHERE ${whereOf(connection, filter)}`;
  const rulesOf = await readPatterns(connection, rows);
  return rows.map((row) => ({
    ...row,
    rules: row.pattern === null ? null : (rulesOf.get(row.pattern) ?? null),
    pattern: `${row.pattern} ${row.zone} ${row.offersMachineTime}`,
    claims: (row.claims ?? []).map((claim) => ({
      ...windowFromText(claim.during),
      kind: claim.kind,
      expiresAt: claim.expiresAt === null ? null : instantFromText(claim.expiresAt),
    })),
  }));
}

/** The rules behind each digest, read from one instrument that has it. */
async function readPatterns(connection: Connection, rows: readonly CandidateRow[]): Promise<Map<string, BookingRules>> {
  const examples = new Map(rows.flatMap((row) => (row.pattern === null ? [] : [[row.id, row.pattern]])));
  const ids = [...new Map([...examples].map(([id, pattern]) => [pattern, id])).values()];
  const found = await connection.sql<{ id: string; rules: BookingRules }[]>`
    SELECT r.instrument_id AS id, ${rulesObject(connection)} AS rules
    FROM instruments i JOIN booking_rules r ON r.lab_id = i.lab_id AND r.instrument_id = i.id
    WHERE i.id = ANY(${ids}::uuid[])`;
  return new Map(found.map(({ id, rules }) => [examples.get(id) ?? '', rules]));
}

/** The booking rules of alias `r` as one JSON object. */
export function rulesObject({ sql }: Connection): Fragment {
  return sql`jsonb_build_object('weekly', r.weekly, 'slotMinutes', r.slot_minutes, 'minMinutes', r.min_minutes,
    'maxMinutes', r.max_minutes, 'leadMinutes', r.lead_minutes, 'horizonDays', r.horizon_days, 'setupMinutes', r.setup_minutes,
    'teardownMinutes', r.teardown_minutes, 'closedOnHolidays', r.closed_on_holidays, 'noShowMinutes', r.no_show_minutes,
    'quotas', r.quotas, 'qualificationIds', to_jsonb(r.qualification_ids), 'projectCodeRequired', r.project_code_required)`;
}

/** The middle of the labs of a division, or of the divisions above it, to measure distances from. */
export async function findPlace(
  connection: Connection,
  region: string,
): Promise<{ latitude: number; longitude: number } | undefined> {
  for (let prefix = region; prefix.length >= 2; prefix = prefix.slice(0, -2)) {
    const [row] = await connection.sql<{ latitude: number | null; longitude: number | null }[]>`
      SELECT avg(latitude) AS latitude, avg(longitude) AS longitude FROM labs WHERE region LIKE ${`${prefix}%`}`;
    if (row?.latitude != null && row.longitude != null) return { latitude: row.latitude, longitude: row.longitude };
  }
  return undefined;
}
