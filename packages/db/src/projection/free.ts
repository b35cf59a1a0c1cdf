import type { Fragment } from 'postgres';
import type { Connection } from '../client.ts';
import { instantToText } from '../columns.ts';

/** What makes a local day of one set of rules too full for a wish. */
export interface WishedDay {
  patternId: number;
  day: string;
  /** A hundred quarters from the start of the day: `1` where the wish cannot lie, whatever is booked. */
  closed: string;
  /** So many free quarters in a row are enough. */
  quarters: number;
  /** First, second … of the days that can meet the wish; an instrument is taken when all of them are too full. */
  position: number;
  of: number;
  /** A full day does not prove that the instrument is taken: the calendar itself has to be asked. */
  isRough: boolean;
}

/** A wish for free time in the terms of the projection. */
export interface Wish {
  now: number;
  days: readonly WishedDay[];
  /** Patterns whose instruments meet the wish unless they are booked. */
  patternIds: readonly number[];
  /** Patterns that the projection cannot judge at all. */
  unjudgedIds: readonly number[];
}

/** A wish after the calendar was asked about everything that the projection could not judge. */
export interface FreeTime extends Wish {
  /** Instruments about which the projection is not to be asked … */
  setAside: readonly string[];
  /** … and those of them that are free. */
  freeAside: readonly string[];
  /** Rows are looked at one after the other until a page is full, instead of all at once. */
  isForPage?: boolean;
}

/** Relations for a WITH clause, of which `blocked` holds the instruments that are too full, each once, with what is counted of it. */
export function blockedRelations({ sql }: Connection, wish: Wish): Fragment {
  const { days } = wish;
  const at = instantToText(wish.now);
  return sql`
    wish AS MATERIALIZED (SELECT * FROM unnest(${days.map((d) => d.patternId)}::int[], ${days.map((d) => d.day)}::text[]::date[],
      ${days.map((d) => d.closed)}::text[]::bit(100)[], ${days.map((d) => '0'.repeat(d.quarters))}::text[]::varbit[],
      ${days.map((d) => d.position)}::int[], ${days.map((d) => d.of)}::int[], ${days.map((d) => String(d.isRough))}::text[]::bool[])
      AS w(pattern_id, day, closed, run, position, of, is_rough)),
    full_day AS MATERIALIZED (
      SELECT d.instrument_id, d.lab_id, d.pattern_id, d.facets, w.of, w.is_rough, d.lapses_at
      FROM wish w JOIN instrument_days d ON d.day = w.day AND d.pattern_id = w.pattern_id
      WHERE w.position = 1 AND position(w.run IN d.busy | w.closed) = 0),
    blocked AS ${days.some((d) => d.of > 1) ? sql`MATERIALIZED` : sql``} (
      SELECT instrument_id, pattern_id, facets, is_rough OR coalesce(lapses_at <= ${at}, false) AS is_doubtful
      FROM full_day WHERE of = 1
      ${days.some((d) => d.of > 1) ? sql`UNION ALL ${fullOnAllDays({ sql }, at)}` : sql``})`;
}

/** What is full on the first of its days is looked up on the others: there is little of it. */
function fullOnAllDays({ sql }: Pick<Connection, 'sql'>, at: string): Fragment {
  return sql`
    SELECT f.instrument_id, f.pattern_id, f.facets, f.is_rough OR coalesce(least(f.lapses_at, others.lapses_at) <= ${at}, false)
    FROM full_day f CROSS JOIN LATERAL (
      SELECT count(*) AS full_days, min(d.lapses_at) AS lapses_at
      FROM wish w JOIN instrument_days d ON d.day = w.day AND d.lab_id = f.lab_id AND d.instrument_id = f.instrument_id
      WHERE w.pattern_id = f.pattern_id AND w.position > 1 AND position(w.run IN d.busy | w.closed) = 0) others
    WHERE f.of > 1 AND others.full_days = f.of - 1`;
}

/** Instruments that the projection cannot judge: rules that it is too coarse for, claims that have lapsed, changes it has not taken in. */
export async function findUnjudged(connection: Connection, wish: Wish): Promise<string[]> {
  const { sql } = connection;
  const rows = await sql<{ id: string }[]>`
    WITH ${blockedRelations(connection, wish)}
    SELECT instrument_id AS id FROM blocked WHERE is_doubtful
    UNION SELECT instrument_id FROM calendar_notes
    UNION SELECT instrument_id FROM instrument_facets WHERE pattern_id = ANY(${[...wish.unjudgedIds]}::int[])`;
  return rows.map((row) => row.id);
}

/** That instrument `i` is free; to be used where the relations above stand in the WITH clause. */
export function isFree({ sql }: Connection, free: FreeTime): Fragment {
  const patterns = sql`${[...free.patternIds]}::int[]`;
  const hasPattern = free.isForPage
    ? sql`(SELECT f.pattern_id FROM instrument_facets f WHERE f.lab_id = i.lab_id AND f.instrument_id = i.id) = ANY(${patterns})`
    : sql`i.id IN (SELECT f.instrument_id FROM instrument_facets f WHERE f.pattern_id = ANY(${patterns}))`;
  return sql`(i.id = ANY(${[...free.freeAside]}::uuid[]) OR (
    i.id <> ALL(${[...free.setAside]}::uuid[]) AND ${hasPattern}
    AND i.id NOT IN (SELECT instrument_id FROM blocked)))`;
}

/** The WITH clause that a statement with this condition needs; nothing without one. */
export function withBlocked(connection: Connection, free: FreeTime | undefined): Fragment {
  return free ? connection.sql`WITH ${blockedRelations(connection, free)}` : connection.sql``;
}
