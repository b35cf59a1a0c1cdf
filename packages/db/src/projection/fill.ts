import type { Fragment } from 'postgres';
import type { Connection, Tx } from '../client.ts';
import { instantToText } from '../columns.ts';
import { facetsOfInstrument, leads } from './facet-codes.ts';
import { patternColumns } from './patterns.ts';

/** Claims beyond this many days ahead are taken in as time goes on: no rules reach so far. */
export const projectedDays = 750;
/** Days that are over anywhere on earth are of no use to a search. */
export const keptPastDays = 2;

/** Rows of `instrument_days` as the calendar has them, for the instruments of a relation `target (lab_id, instrument_id, first_day, last_day)`. */
export function daysOfTarget({ sql }: Connection, now: number): Fragment {
  const at = sql`${instantToText(now)}::timestamptz`;
  const rule = (name: string) => sql`coalesce((p.rules->>${name})::int, 0)`;
  // No booking can begin or end off the grid, so a started step of it is taken whole; what has no rules goes by the quarter.
  const slot = sql`coalesce((p.rules->>'slotMinutes')::int, 15)`;
  const minutes = (instant: Fragment) =>
    sql`greatest(0, extract(epoch FROM ${instant} - day_start.at) / 60)::double precision`;
  return sql`
    SELECT o.lab_id, o.instrument_id, d.day, f.pattern_id, bit_or(
      ((~0::bit(100) >> cells.first) & (~0::bit(100) << (100 - cells.last)))) AS busy, min(o.expires_at) AS lapses_at, f.facets
    FROM target t
    JOIN instrument_facets f ON f.lab_id = t.lab_id AND f.instrument_id = t.instrument_id
    JOIN booking_patterns p ON p.id = f.pattern_id
    JOIN occupancy o ON o.lab_id = t.lab_id AND o.instrument_id = t.instrument_id AND o.active
      AND o.during && tstzrange(${at} - ${keptPastDays} * interval '1 day', ${at} + ${projectedDays} * interval '1 day')
    CROSS JOIN LATERAL (SELECT
      greatest(lower(o.during) - ${rule('teardownMinutes')} * interval '1 minute', ${at} - ${keptPastDays} * interval '1 day') AS from_at,
      least(upper(o.during) + ${rule('setupMinutes')} * interval '1 minute', ${at} + ${projectedDays} * interval '1 day') AS until_at) w
    CROSS JOIN LATERAL (SELECT g::date AS day FROM generate_series((w.from_at AT TIME ZONE p.zone)::date::timestamp,
      ((w.until_at - interval '1 millisecond') AT TIME ZONE p.zone)::date::timestamp, interval '1 day') g) d
    CROSS JOIN LATERAL (SELECT d.day::timestamp AT TIME ZONE p.zone AS at, (d.day + 1)::timestamp AT TIME ZONE p.zone AS next) day_start
    CROSS JOIN LATERAL (SELECT
      least(99, floor(floor(${minutes(sql`w.from_at`)} / ${slot}) * ${slot} / 15))::int AS first,
      least(100, ceil(ceil(${minutes(sql`least(w.until_at, day_start.next)`)} / ${slot}) * ${slot} / 15))::int AS last) cells
    WHERE (t.first_day IS NULL OR d.day BETWEEN t.first_day AND t.last_day) AND cells.last > cells.first
    GROUP BY o.lab_id, o.instrument_id, d.day, f.pattern_id, f.facets`;
}

/** Active instruments with pattern and facets as their facts say, for those of `target`, or all. */
export function facetsOfTarget(connection: Connection, target: Fragment | undefined): Fragment {
  const { sql } = connection;
  return sql`
    SELECT i.lab_id, i.id AS instrument_id, ${patternColumns(connection)}, ${facetsOfInstrument(connection)} AS facets
    FROM instruments i JOIN labs l ON l.id = i.lab_id
    LEFT JOIN booking_rules r ON r.lab_id = i.lab_id AND r.instrument_id = i.id
    WHERE i.status = 'active' ${target ? sql`AND (i.lab_id, i.id) IN (${target})` : sql``}`;
}

/** Adds (or with -1 takes away) the rows of `changed (pattern_id, facets)` to the counts. */
export function countChanged(connection: Connection, sign: 1 | -1): Fragment {
  const { sql } = connection;
  return sql`
    INSERT INTO facet_counts AS c (pattern_id, a, b, count)
    SELECT pattern_id, a, b, ${sign} * count(*)::int
    FROM changed, unnest(0 || facets) a, unnest(0 || facets) b
    WHERE (a = 0 OR ${leads(connection, 'a')}) AND b NOT BETWEEN 11 AND 20
    GROUP BY 1, 2, 3 ORDER BY 2, 1, 3
    ON CONFLICT (a, pattern_id, b) DO UPDATE SET count = c.count + excluded.count`;
}

/** Only one at a time brings the projection up to date; who comes second finds nothing left to do. */
export async function lockProjection(tx: Tx): Promise<boolean> {
  const [row] = await tx.sql<{ locked: boolean }[]>`SELECT pg_try_advisory_xact_lock(7246002) AS locked`;
  return row?.locked ?? false;
}
