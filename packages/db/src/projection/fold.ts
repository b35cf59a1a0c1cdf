import type { Connection, Tx } from '../client.ts';
import { instantToText } from '../columns.ts';
import { countChanged, daysOfTarget, facetsOfTarget, keptPastDays, projectedDays } from './fill.ts';

interface Changed {
  labId: string;
  instrumentId: string;
  /** UTC days around what changed, with a margin for zones and buffers; null for the whole instrument. */
  firstDay: string | null;
  lastDay: string | null;
}

/**
 * Takes in the oldest notes. The rows are made anew from what the calendar says by then, so it does not matter in which order
 * changes were noted, nor how often.
 * @returns how many notes were taken.
 */
export async function foldNotes(tx: Tx, now: number, limit: number): Promise<number> {
  const notes = await tx.sql<(Changed & { notes: number })[]>`
    WITH taken AS (
      DELETE FROM calendar_notes WHERE id IN (SELECT id FROM calendar_notes ORDER BY id LIMIT ${limit}) RETURNING *)
    SELECT lab_id AS "labId", instrument_id AS "instrumentId", count(*)::int AS notes,
      CASE WHEN bool_and(from_at IS NOT NULL AND until_at IS NOT NULL) THEN (min(from_at)::date - 2)::text END AS "firstDay",
      CASE WHEN bool_and(from_at IS NOT NULL AND until_at IS NOT NULL) THEN (max(until_at)::date + 2)::text END AS "lastDay"
    FROM taken GROUP BY 1, 2`;
  const whole = notes.filter((note) => note.firstDay === null);
  if (whole.length > 0) await refreshFacets(tx, whole);
  if (notes.length > 0) await refreshDays(tx, notes, now);
  return notes.reduce((sum, note) => sum + note.notes, 0);
}

async function refreshFacets(tx: Tx, whole: readonly Changed[]): Promise<void> {
  const { sql } = tx;
  const target = sql`SELECT * FROM unnest(${whole.map((one) => one.labId)}::uuid[], ${whole.map((one) => one.instrumentId)}::uuid[])`;
  await sql`
    WITH changed AS (DELETE FROM instrument_facets WHERE (lab_id, instrument_id) IN (${target}) RETURNING pattern_id, facets)
    ${countChanged(tx, -1)}`;
  await addPatterns(tx, target);
  await sql`
    WITH fresh AS MATERIALIZED (${facetsOfTarget(tx, target)}),
    changed AS (INSERT INTO instrument_facets (lab_id, instrument_id, pattern_id, facets)
      SELECT fresh.lab_id, fresh.instrument_id, p.id, fresh.facets FROM fresh JOIN booking_patterns p USING (digest)
      RETURNING pattern_id, facets)
    ${countChanged(tx, 1)}`;
}

async function addPatterns(tx: Tx, target: Parameters<typeof facetsOfTarget>[1]): Promise<void> {
  await tx.sql`
    INSERT INTO booking_patterns (digest, zone, offers_machine_time, rules)
    SELECT DISTINCT ON (digest) digest, zone, offers_machine_time, rules FROM (${facetsOfTarget(tx, target)}) fresh
    WHERE NOT EXISTS (SELECT FROM booking_patterns p WHERE p.digest = fresh.digest)
    ON CONFLICT (digest) DO NOTHING`;
}

async function refreshDays(tx: Tx, changed: readonly Changed[], now: number): Promise<void> {
  const { sql } = tx;
  const target = sql`target AS MATERIALIZED (SELECT * FROM unnest(${changed.map((one) => one.labId)}::uuid[],
    ${changed.map((one) => one.instrumentId)}::uuid[], ${changed.map((one) => one.firstDay)}::text[]::date[],
    ${changed.map((one) => one.lastDay)}::text[]::date[]) AS t(lab_id, instrument_id, first_day, last_day))`;
  await sql`
    WITH ${target}
    DELETE FROM instrument_days d USING target t
    WHERE d.lab_id = t.lab_id AND d.instrument_id = t.instrument_id
      AND (t.first_day IS NULL OR d.day BETWEEN t.first_day AND t.last_day)`;
  await sql`
    WITH ${target}
    INSERT INTO instrument_days (lab_id, instrument_id, day, pattern_id, busy, lapses_at, facets) ${daysOfTarget(tx, now)}`;
}

/**
 * Makes all of it anew; searches go on with what was there until this commits. For a thousand labs it takes about a minute.
 * Notes that are written meanwhile stay for the next round.
 */
export async function rebuildProjection(tx: Tx, now: number): Promise<void> {
  const { sql } = tx;
  await sql`SET LOCAL statement_timeout = 0`;
  await sql`SET LOCAL work_mem = '128MB'`;
  // By the condition and not at once: a note that is in flight says something that the statements below may not see.
  await sql`DELETE FROM calendar_notes WHERE id <= (SELECT max(id) FROM calendar_notes)`;
  for (const table of ['instrument_days', 'instrument_facets', 'facet_counts', 'booking_patterns']) {
    await sql`DELETE FROM ${sql(table)}`;
  }
  await addPatterns(tx, undefined);
  await sql`
    INSERT INTO instrument_facets (lab_id, instrument_id, pattern_id, facets)
    SELECT fresh.lab_id, fresh.instrument_id, p.id, fresh.facets
    FROM (${facetsOfTarget(tx, undefined)}) fresh JOIN booking_patterns p USING (digest)`;
  await sql`WITH changed AS (SELECT pattern_id, facets FROM instrument_facets) ${countChanged(tx, 1)}`;
  await sql`
    INSERT INTO instrument_days (lab_id, instrument_id, day, pattern_id, busy, lapses_at, facets)
    ${allDays(tx, now)}`;
}

function allDays(connection: Connection, now: number) {
  return connection.sql`WITH target AS (
    SELECT lab_id, instrument_id, NULL::date AS first_day, NULL::date AS last_day FROM instrument_facets) ${daysOfTarget(connection, now)}`;
}

export interface ProjectionCheck {
  /** Instruments whose days, facets or pattern are not what the calendar and the facts say. */
  differing: number;
  /** Facets whose count is not that of the instruments. */
  miscounted: number;
}

/**
 * Compares all of it with the calendar. What has a note is not looked at: it is known to be behind. Instruments that differ are noted,
 * so that the next round mends them; the caller says so aloud, because something has changed the calendar without a note.
 */
export async function checkProjection(tx: Tx, now: number): Promise<ProjectionCheck> {
  const { sql } = tx;
  await sql`SET LOCAL statement_timeout = 0`;
  await sql`SET LOCAL work_mem = '128MB'`;
  const today = sql`(${instantToText(now)}::timestamptz)::date`;
  const differing = await sql`
    WITH target AS (SELECT lab_id, instrument_id, NULL::date AS first_day, NULL::date AS last_day FROM instrument_facets),
    expected AS MATERIALIZED (${daysOfTarget(tx, now)}),
    days AS (
      SELECT lab_id, instrument_id, e.busy IS DISTINCT FROM d.busy OR e.lapses_at IS DISTINCT FROM d.lapses_at
          OR e.facets IS DISTINCT FROM d.facets OR e.pattern_id IS DISTINCT FROM d.pattern_id AS differs
      FROM expected e FULL JOIN instrument_days d USING (lab_id, instrument_id, day)
      WHERE day BETWEEN ${today} AND ${today} + ${projectedDays - keptPastDays - 30}::int),
    facets AS (
      SELECT lab_id, instrument_id, e.facets IS DISTINCT FROM f.facets OR e.digest IS DISTINCT FROM f.digest AS differs
      FROM (${facetsOfTarget(tx, undefined)}) e FULL JOIN (
        SELECT f.*, p.digest FROM instrument_facets f JOIN booking_patterns p ON p.id = f.pattern_id) f USING (lab_id, instrument_id))
    INSERT INTO calendar_notes (lab_id, instrument_id)
    SELECT DISTINCT lab_id, instrument_id FROM (SELECT * FROM days WHERE differs UNION ALL SELECT * FROM facets WHERE differs) found
    WHERE NOT EXISTS (SELECT FROM calendar_notes n WHERE n.lab_id = found.lab_id AND n.instrument_id = found.instrument_id)`;
  const [counts] = await sql<{ miscounted: number }[]>`
    SELECT count(*)::int AS miscounted FROM (
      SELECT pattern_id, b, count(*)::int AS count FROM instrument_facets, unnest(0 || facets) b WHERE b NOT BETWEEN 11 AND 20 GROUP BY 1, 2) e
    FULL JOIN (SELECT pattern_id, b, count FROM facet_counts WHERE a = 0 AND count <> 0) c USING (pattern_id, b)
    WHERE e.count IS DISTINCT FROM c.count`;
  return { differing: differing.count, miscounted: counts?.miscounted ?? 0 };
}

/** Takes away the days that are over, and notes claims that reach beyond the days that are kept, so that they are followed. */
export async function moveProjectionOn(tx: Tx, now: number): Promise<void> {
  const at = tx.sql`${instantToText(now)}::timestamptz`;
  await tx.sql`DELETE FROM instrument_days WHERE day < (${at})::date - ${keptPastDays + 1}::int`;
  await tx.sql`
    INSERT INTO calendar_notes (lab_id, instrument_id)
    SELECT DISTINCT lab_id, instrument_id FROM occupancy
    WHERE active AND upper(during) > ${at} + ${projectedDays - 30} * interval '1 day' OR active AND upper_inf(during)`;
}
