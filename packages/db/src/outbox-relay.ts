import type { EventName, Events } from '@guanyi/events/events';
import type { Connection, Tx } from './client.ts';
import { instantFromText, instantToText } from './columns.ts';

/** A row of the outbox as its handlers see it. */
export type StoredEvent<N extends EventName = EventName> = {
  [K in N]: {
    readonly id: string;
    readonly name: K;
    readonly version: number;
    readonly labId: string | null;
    readonly payload: Events[K];
    readonly occurredAt: number;
  };
}[N];

/** What the relay needs to put a row on its queues. */
export interface ClaimedEvent {
  readonly id: string;
  readonly name: string;
  /** How often it has been claimed, this time included. */
  readonly attempts: number;
}

/**
 * After so many claims an event no longer holds up later ones of its aggregate, and is tried only every ten minutes:
 * one poisoned row must not stop a booking for ever.
 */
const patience = 20;

/** Labs that have something unhandled, `null` for what belongs to no lab. Hops over the index of open rows: one look-up a lab. */
export async function listLabsWithOpenEvents({ sql }: Connection): Promise<(string | null)[]> {
  const rows = await sql<{ labId: string | null }[]>`
    WITH RECURSIVE lab (id) AS (
      (SELECT lab_id FROM outbox WHERE processed_at IS NULL AND lab_id IS NOT NULL ORDER BY lab_id LIMIT 1)
      UNION ALL
      SELECT (SELECT o.lab_id FROM outbox o WHERE o.processed_at IS NULL AND o.lab_id > lab.id ORDER BY o.lab_id LIMIT 1)
      FROM lab WHERE lab.id IS NOT NULL
    )
    SELECT id AS "labId" FROM lab WHERE id IS NOT NULL
    UNION ALL
    SELECT NULL WHERE EXISTS (SELECT 1 FROM outbox WHERE processed_at IS NULL AND lab_id IS NULL)`;
  return rows.map((row) => row.labId);
}

/**
 * Takes unhandled events of one lab in hand, oldest first and only the first open one of each aggregate.
 * Claims by what is unprocessed, never by what follows the last id seen: a transaction that commits late has an early id.
 * The lease follows the database's own clock, which all machines share and which never stands still.
 */
export async function claimOpenEvents(
  { sql }: Connection,
  labId: string | null,
  options: { limit: number; leaseMs: number },
): Promise<ClaimedEvent[]> {
  return sql<ClaimedEvent[]>`
    WITH picked AS MATERIALIZED (
      SELECT o.id FROM outbox o
      WHERE o.processed_at IS NULL AND ${labId === null ? sql`o.lab_id IS NULL` : sql`o.lab_id = ${labId}`}
        AND (o.claimed_until_at IS NULL OR o.claimed_until_at <= clock_timestamp())
        AND NOT EXISTS (
          SELECT 1 FROM outbox earlier
          WHERE earlier.aggregate_id = o.aggregate_id AND earlier.processed_at IS NULL AND earlier.attempts < ${patience}
            AND (earlier.occurred_at, earlier.id) < (o.occurred_at, o.id))
      ORDER BY o.occurred_at, o.id LIMIT ${options.limit}
      FOR UPDATE SKIP LOCKED
    )
    UPDATE outbox o SET attempts = attempts + 1,
      claimed_until_at = clock_timestamp()
        + CASE WHEN o.attempts < ${patience} THEN ${options.leaseMs} * interval '1 millisecond' ELSE interval '10 minutes' END
    FROM picked WHERE o.id = picked.id
    RETURNING o.id, o.name, o.attempts`;
}

/** Gives claimed events back, because the queue did not take them. */
export async function releaseEvents({ sql }: Connection, ids: readonly string[]): Promise<void> {
  await sql`
    UPDATE outbox SET claimed_until_at = NULL, attempts = greatest(attempts - 1, 0)
    WHERE id = ANY(${ids as string[]}) AND processed_at IS NULL`;
}

interface EventRow {
  id: string;
  name: EventName;
  version: number;
  labId: string | null;
  payload: never;
  occurredAt: string;
}

/** Locks those events that are not handled yet, in the order of their ids, so that the handlers of each run one after another. */
export async function lockOpenEvents(tx: Tx, ids: readonly string[]): Promise<StoredEvent[]> {
  const rows = await tx.sql<EventRow[]>`
    SELECT id, name, version, lab_id AS "labId", payload, occurred_at::text AS "occurredAt" FROM outbox
    WHERE id = ANY(${ids as string[]}::uuid[]) AND processed_at IS NULL ORDER BY id FOR UPDATE`;
  return rows.map(eventOf);
}

/** The same without a lock, for work that is longer than a transaction should be. */
export async function findOpenEvent({ sql }: Connection, id: string): Promise<StoredEvent | undefined> {
  const [row] = await sql<EventRow[]>`
    SELECT id, name, version, lab_id AS "labId", payload, occurred_at::text AS "occurredAt" FROM outbox
    WHERE id = ${id} AND processed_at IS NULL`;
  return row && eventOf(row);
}

/** Name and payload belong together as they were written; the compiler gives up to compare so many kinds. */
function eventOf(row: EventRow): StoredEvent {
  return { ...row, occurredAt: instantFromText(row.occurredAt) } as StoredEvent;
}

/** @returns false when the handler had finished with the event before. */
export async function recordHandled(tx: Tx, id: string, handler: string, now: number): Promise<boolean> {
  const result = await tx.sql`
    INSERT INTO outbox_handled (outbox_id, handler, handled_at) VALUES (${id}, ${handler}, ${instantToText(now)})
    ON CONFLICT DO NOTHING`;
  return result.count === 1;
}

/** Closes the event once all of its handlers are done; a one-time token in it has served its purpose and goes. */
export async function closeEvent(
  { sql }: Connection,
  id: string,
  handlers: readonly string[],
  now: number,
): Promise<void> {
  await sql`
    UPDATE outbox SET processed_at = ${instantToText(now)}, claimed_until_at = NULL, payload = payload - 'token'
    WHERE id = ${id} AND processed_at IS NULL
      AND (SELECT count(*) FROM outbox_handled WHERE outbox_id = ${id} AND handler = ANY(${handlers as string[]}))
        >= ${handlers.length}`;
}

/** Forgets closed events that are older. @returns how many. */
export async function deleteEventsBefore(tx: Tx, before: number, limit: number): Promise<number> {
  const result = await tx.sql`
    WITH gone AS (
      DELETE FROM outbox WHERE id IN (
        SELECT id FROM outbox WHERE processed_at < ${instantToText(before)} LIMIT ${limit})
      RETURNING id)
    DELETE FROM outbox_handled WHERE outbox_id IN (SELECT id FROM gone)`;
  return result.count;
}
