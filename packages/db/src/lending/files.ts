import type { Reach } from '@guanyi/domain/identity/reach';
import type { Connection } from '../client.ts';
import { findFile, type StoredFile } from '../files.ts';
import { withinReach } from '../reach.ts';

/** A picture that one party has sent and that stands in a report, a visit or a claim of a loan or lease that the reader sees too. */
export async function findFileOfLending(
  connection: Connection,
  reach: Reach,
  fileId: string,
): Promise<StoredFile | undefined> {
  const owners = { organisationId: 'b.organisation_id', labId: 'b.lab_id', districtId: 'b.district_id' };
  const [row] = await connection.sql<{ lendingId: string }[]>`
    SELECT p.lending_id AS "lendingId" FROM (
      SELECT lab_id, lending_id FROM condition_reports WHERE photo_ids @> ARRAY[${fileId}]::uuid[]
      UNION ALL SELECT lab_id, lending_id FROM lending_inspections WHERE photo_ids @> ARRAY[${fileId}]::uuid[]
      UNION ALL SELECT lab_id, lending_id FROM damage_claims WHERE photo_ids @> ARRAY[${fileId}]::uuid[]
    ) p JOIN lendings b ON b.lab_id = p.lab_id AND b.id = p.lending_id
    WHERE ${withinReach(connection, reach, owners)} LIMIT 1`;
  return row && findFile(connection, fileId);
}
