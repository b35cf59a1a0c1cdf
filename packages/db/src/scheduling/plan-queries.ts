import type { Connection } from '../client.ts';

/** How far ahead an instrument can be booked, in days; undefined when it has no rules. */
export async function findRulesHorizon(
  { sql }: Connection,
  place: { labId: string; id: string },
): Promise<number | undefined> {
  const [row] = await sql<{ horizonDays: number }[]>`
    SELECT horizon_days AS "horizonDays" FROM booking_rules WHERE lab_id = ${place.labId} AND instrument_id = ${place.id}`;
  return row?.horizonDays;
}
