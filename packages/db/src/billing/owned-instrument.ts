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
