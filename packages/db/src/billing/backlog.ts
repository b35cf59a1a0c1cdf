import type { Fragment } from 'postgres';
import type { Connection, Tx } from '../client.ts';
import { instantToText } from '../columns.ts';

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

/** Closes the oldest waiting events of a lab whose uses have their charge, for their one handler. */
export async function closeRated(
  tx: Tx,
  of: { labId: string; limit: number; handler: string; now: number },
): Promise<void> {
  const at = instantToText(of.now);
  await tx.sql`
    WITH waiting AS MATERIALIZED (
      SELECT id, (payload->>'usageRecordId')::uuid AS usage_id FROM outbox
      WHERE lab_id = ${of.labId} AND processed_at IS NULL AND name = 'usage.recorded' ORDER BY occurred_at LIMIT ${of.limit}
      FOR UPDATE SKIP LOCKED
    ), rated AS MATERIALIZED (
      SELECT id FROM waiting w WHERE EXISTS (
        SELECT FROM charges c WHERE c.lab_id = ${of.labId} AND c.usage_record_id = w.usage_id AND c.kind = 'usage' OFFSET 0)
    ), noted AS (
      INSERT INTO outbox_handled (outbox_id, handler, handled_at) SELECT id, ${of.handler}, ${at} FROM rated ON CONFLICT DO NOTHING
    )
    UPDATE outbox o SET processed_at = ${at}, claimed_until_at = NULL FROM rated WHERE o.id = rated.id`;
}
