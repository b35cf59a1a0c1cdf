import type { Fragment } from 'postgres';
import type { Connection } from '../client.ts';

/** Labs of which at least so many uses wait to be rated. Only open events are looked at, so history never costs. */
export async function findLabsBehind(connection: Connection, atLeast: number): Promise<string[]> {
  const rows = await connection.sql<{ labId: string }[]>`
    SELECT lab_id AS "labId" FROM outbox WHERE processed_at IS NULL AND name = 'usage.recorded'
    GROUP BY lab_id HAVING count(*) >= ${atLeast} ORDER BY lab_id`;
  return rows.map(({ labId }) => labId);
}

/** The uses of a lab whose events wait, oldest first, as a condition on `usage_records u`. */
export function waitingUses(connection: Connection, labId: string, limit: number): Fragment {
  return connection.sql`u.id IN (
    SELECT (payload->>'usageRecordId')::uuid FROM outbox
    WHERE lab_id = ${labId} AND processed_at IS NULL AND name = 'usage.recorded' ORDER BY occurred_at LIMIT ${limit})`;
}
