import { type EventName, type Events, eventVersions } from '@guanyi/events/events';
import { newId } from '@guanyi/platform/ids';
import type { Tx } from './client.ts';
import { instantToText } from './columns.ts';

export interface NewEvent<N extends EventName> {
  readonly name: N;
  /** Null for what belongs to no lab. */
  readonly labId: string | null;
  /** Events of one aggregate are told in the order in which they were written. */
  readonly aggregateId: string;
  readonly payload: Events[N];
  readonly occurredAt: number;
}

/** Writes down what happened, in the transaction that made it happen. Mail, queue and other effects follow from this row only. */
export async function append<N extends EventName>(tx: Tx, event: NewEvent<N>): Promise<void> {
  await tx.sql`
    INSERT INTO outbox (id, lab_id, name, version, aggregate_id, payload, occurred_at)
    VALUES (${newId()}, ${event.labId}, ${event.name}, ${eventVersions[event.name]}, ${event.aggregateId},
      ${tx.sql.json(event.payload as never)}, ${instantToText(event.occurredAt)})`;
}

/** The same for many at once, in one statement, in the order given. */
export async function appendAll<N extends EventName>(tx: Tx, events: readonly NewEvent<N>[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map((event) => ({
    ...{ id: newId(), lab_id: event.labId, name: event.name, version: eventVersions[event.name] },
    ...{ aggregate_id: event.aggregateId, payload: event.payload, occurred_at: instantToText(event.occurredAt) },
  }));
  await tx.sql`
    INSERT INTO outbox (id, lab_id, name, version, aggregate_id, payload, occurred_at)
    SELECT id, lab_id, name, version, aggregate_id, payload, occurred_at
    FROM jsonb_to_recordset(${tx.sql.json(rows as never)}) AS e(
      id uuid, lab_id uuid, name text, version int, aggregate_id uuid, payload jsonb, occurred_at timestamptz)`;
}
