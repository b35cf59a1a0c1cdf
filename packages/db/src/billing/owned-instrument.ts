import type { Reach } from '@guanyi/domain/identity/reach';
import type { Connection } from '../client.ts';
import { withinReach } from '../reach.ts';

/** An instrument whose prices the caller may set: of the own lab, or of the own district. */
export async function findOwnedInstrument(
  connection: Connection,
  reach: Reach,
  instrumentId: string,
): Promise<{ labId: string; districtId: string } | undefined> {
  const [row] = await connection.sql<{ labId: string; districtId: string }[]>`
    SELECT lab_id AS "labId", district_id AS "districtId" FROM instruments
    WHERE id = ${instrumentId} AND ${withinReach(connection, reach, { labId: 'lab_id', districtId: 'district_id' })}`;
  return row;
}

/** The zone whose wall clock counts for an instrument. */
export async function findZone(
  connection: Connection,
  { labId, instrumentId }: { labId: string; instrumentId: string },
): Promise<string> {
  const [row] = await connection.sql<{ zone: string }[]>`
    SELECT coalesce(i.zone, l.zone) AS zone FROM instruments i JOIN labs l ON l.id = i.lab_id
    WHERE i.lab_id = ${labId} AND i.id = ${instrumentId}`;
  if (!row) throw new Error(`Instrument ${instrumentId} is gone.`);
  return row.zone;
}
