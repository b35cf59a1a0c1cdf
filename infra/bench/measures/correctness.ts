import type { Measure } from './measure.ts';

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
    const overlaps = calendar!.overlaps + stand.overlaps();
    const faults = [
      ...(overlaps > 0 ? [`${overlaps} overlaps`] : []),
      ...(bookings!.unclaimed > 0 ? [`${bookings!.unclaimed} bookings without a claim`] : []),
    ];
    return [
      {
        name: 'correctness after the run',
        what: 'overlaps, and bookings without a claim',
        against: '0',
        gate: undefined,
        aim: '0',
        details: { activeClaims: calendar!.active, overlaps, unclaimed: bookings!.unclaimed },
        faults,
      },
    ];
  },
};
