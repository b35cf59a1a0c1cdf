import { checkNightly } from '@guanyi/commands/catalogue/keep-projection';
import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { connect } from '@guanyi/db/client';
import { systemClock } from '@guanyi/platform/clock';
import { takeInNotes } from '../harness/notes.ts';
import type { Stand } from '../harness/stand.ts';
import type { Measure } from './measure.ts';

/** Compares the projection with the calendar, after it has taken in what was noted. */
async function compareProjection(stand: Stand): Promise<{ differing: number; miscounted: number }> {
  const database = connect(stand.databaseUrl, { max: 1, applicationName: 'guanyi-bench', role: 'none' });
  try {
    await takeInNotes(database);
    const checked = await execute(database, systemContext(systemClock.now()), checkNightly, undefined);
    if (!checked.ok || checked.value === null) throw new Error('Another process keeps the projection.');
    return checked.value;
  } finally {
    await database.close();
  }
}

/** Whatever was run before: no two active claims of one instrument overlap, and each booking that occupies has its claim. */
export const correctness: Measure = {
  name: 'correctness',
  async run(stand) {
    const { sql } = stand;
    const [calendar] = await sql<{ active: number; overlaps: number }[]>`
      SELECT count(*)::int AS active, count(*) FILTER (WHERE during && following)::int AS overlaps
      FROM (SELECT during, lead(during) OVER (PARTITION BY lab_id, instrument_id ORDER BY lower(during)) AS following
        FROM occupancy WHERE active) AS claims`;
    const [bookings] = await sql<{ unclaimed: number }[]>`
      SELECT count(*)::int AS unclaimed FROM bookings b
      WHERE b.status IN ('confirmed', 'pendingApproval', 'inUse') AND b.until_at > now()
        AND NOT EXISTS (SELECT 1 FROM occupancy o WHERE o.lab_id = b.lab_id AND o.claim_id = b.id AND o.active)`;
    const projection = await compareProjection(stand);
    const overlaps = calendar!.overlaps + stand.overlaps();
    const faults = [
      ...(overlaps > 0 ? [`${overlaps} overlaps`] : []),
      ...(projection.differing + projection.miscounted > 0
        ? [
            `${projection.differing} instruments and ${projection.miscounted} counts of the projection differ from the calendar`,
          ]
        : []),
      ...(bookings!.unclaimed > 0 ? [`${bookings!.unclaimed} bookings without a claim`] : []),
    ];
    return [
      {
        name: 'correctness after the run',
        what: 'overlaps, bookings without a claim, differences of the search projection',
        against: '0',
        gate: undefined,
        aim: '0',
        details: { activeClaims: calendar!.active, overlaps, unclaimed: bookings!.unclaimed, ...projection },
        faults,
      },
    ];
  },
};
