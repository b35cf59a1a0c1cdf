import { systemClock } from '@guanyi/platform/clock';
import type { Connection } from './client.ts';

export type Check = 'ok' | 'failed';

/** Outbox rows older than this in real time mean that no worker relays them. */
const relayLateMs = 60_000;

/**
 * What the database tells about itself, the worker and the mail server. Ids are ordered by the real time at which they were
 * made, so lateness is seen whatever the clock of the program says.
 * @throws when the database does not answer.
 */
export async function readHealth(connection: Connection): Promise<Record<'database' | 'queue' | 'mail', Check>> {
  const [row] = await connection.sql<{ isLate: boolean; isMailFailing: boolean }[]>`
    SELECT
      EXISTS (SELECT 1 FROM outbox WHERE processed_at IS NULL AND id < ${idMadeBefore(relayLateMs)}::uuid) AS "isLate",
      EXISTS (SELECT 1 FROM deliveries WHERE status = 'pending' AND attempts > 0) AS "isMailFailing"`;
  return { database: 'ok', queue: row?.isLate ? 'failed' : 'ok', mail: row?.isMailFailing ? 'failed' : 'ok' };
}

/** The lowest UUIDv7 that could have been made that long ago: its first 48 bits are milliseconds. */
function idMadeBefore(agoMs: number): string {
  const stamp = (systemClock.now() - agoMs).toString(16).padStart(12, '0');
  return `${stamp.slice(0, 8)}-${stamp.slice(8)}-7000-8000-000000000000`;
}
