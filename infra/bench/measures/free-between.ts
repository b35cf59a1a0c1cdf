import { findFreeTime } from '@guanyi/api/routes/catalogue/find-free';
import { countFacets } from '@guanyi/db/catalogue/facets';
import { connect, type Database } from '@guanyi/db/client';
import { loadWorkCalendar } from '@guanyi/db/scheduling/facts';
import { addDays, dayOfWeek, localDay, wallTime } from '@guanyi/domain/kernel/local-time';
import { DAY_MS, type Window } from '@guanyi/domain/kernel/window';
import { systemClock } from '@guanyi/platform/clock';
import { takeInNotes } from '../harness/notes.ts';
import { compare } from '../harness/pairs.ts';
import { zone } from '../national/days.ts';
import type { Measure } from './measure.ts';

const rounds = 5;

/** Facets over what is free in two hours of a weekday, nationwide: from the projection, and from calendar and instruments. */
export const freeBetween: Measure = {
  name: 'freeBetween',
  async run(stand) {
    const database = connect(stand.databaseUrl, { max: 1, applicationName: 'guanyi-bench', role: 'none' });
    try {
      await takeInNotes(database);
      const window = weekdayMorning();
      const now = systemClock.now();
      const calendar = await loadWorkCalendar(database, { from: now - DAY_MS, until: now + 60 * DAY_MS });
      const projected = async () => {
        const free = await findFreeTime(database, { ...window, minMinutes: undefined }, calendar, now);
        return (await countFacets(database, { status: 'active', form: ['machineTime'], free })).total;
      };
      const totals = { projected: await projected(), plain: await plainFacets(database, window) };
      const compared = await compare(
        stand.size.pairs,
        () => milliseconds(rounds, projected),
        () => milliseconds(1, () => plainFacets(database, window)),
      );
      return [
        {
          name: 'free between, with facets',
          what: 'milliseconds of all statements with the projection',
          against: 'one plain SQL statement over calendar and instruments',
          gate: { atMost: 1 / 5 },
          aim: '≤ 0.067',
          compared,
          details: totals,
          faults: totals.projected === totals.plain ? [] : [`${totals.projected} free, by plain SQL ${totals.plain}`],
        },
      ];
    } finally {
      await database.close();
    }
  },
};

/** Ten to twelve on the next Thursday but one, when every set of rules is open and bookable. */
function weekdayMorning(): Window {
  let day = addDays(localDay(zone, systemClock.now()), 7);
  while (dayOfWeek(day) !== 4) day = addDays(day, 1);
  return { from: wallTime(zone, day, 600), until: wallTime(zone, day, 720) };
}

/** The same facets without anything made ahead. Opening hours are left out, in favour of the plain statement. */
async function plainFacets({ sql }: Database, window: Window): Promise<number> {
  const [from, until] = [new Date(window.from).toISOString(), new Date(window.until).toISOString()];
  const rows = await sql<{ facet: string; count: number }[]>`
    WITH base AS MATERIALIZED (
      SELECT i.modes, i.disciplines, i.class_code, i.region, i.lab_level
      FROM instruments i JOIN booking_rules r ON r.lab_id = i.lab_id AND r.instrument_id = i.id
      WHERE i.status = 'active' AND 'machineTime' = ANY(i.forms) AND r.max_minutes >= 120 AND NOT EXISTS (
        SELECT FROM occupancy o WHERE o.active AND o.lab_id = i.lab_id AND o.instrument_id = i.id
          AND o.during && tstzrange(${from}::timestamptz - r.setup_minutes * interval '1 minute',
            ${until}::timestamptz + r.teardown_minutes * interval '1 minute')
          AND (o.expires_at IS NULL OR o.expires_at > now())))
    SELECT 'total' AS facet, '' AS value, count(*)::int AS count FROM base
    UNION ALL SELECT 'mode', v, count(*)::int FROM base, unnest(modes) v GROUP BY v
    UNION ALL SELECT 'discipline', v, count(*)::int FROM base, unnest(disciplines) v GROUP BY v
    UNION ALL SELECT 'labLevel', lab_level, count(*)::int FROM base GROUP BY lab_level
    UNION ALL SELECT 'classCode', left(class_code, 2), count(*)::int FROM base GROUP BY 2
    UNION ALL SELECT 'region', left(region, 2), count(*)::int FROM base GROUP BY 2
    UNION ALL (SELECT 'region', left(region, 4), count(*)::int AS count FROM base GROUP BY 2 ORDER BY count DESC LIMIT 20)`;
  return rows.find((row) => row.facet === 'total')?.count ?? 0;
}

async function milliseconds(times: number, work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  for (let i = 0; i < times; i += 1) await work();
  return (performance.now() - startedAt) / times;
}
