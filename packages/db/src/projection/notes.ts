import type { Fragment } from 'postgres';
import type { Connection, Tx } from '../client.ts';

/**
 * Notes that instruments, their offers or their rules have changed. Has to stand in the same transaction: until the projection has taken
 * the note in, the search judges these instruments by the calendar itself.
 */
export async function noteInstruments(
  tx: Tx,
  changed: readonly { labId: string; instrumentId: string }[],
): Promise<void> {
  if (changed.length === 0) return;
  await tx.sql`
    INSERT INTO calendar_notes (lab_id, instrument_id)
    SELECT * FROM unnest(${changed.map((one) => one.labId)}::uuid[], ${changed.map((one) => one.instrumentId)}::uuid[])`;
}

/**
 * The part of a statement that notes changed claims: an INSERT for a WITH clause, from a relation that has `lab_id`, `instrument_id` and
 * `during`. An insert into a table without contended keys never waits, so a booking is not made slower by its neighbours.
 */
export function noteClaims({ sql }: Connection, relation: string): Fragment {
  return sql`INSERT INTO calendar_notes (lab_id, instrument_id, from_at, until_at)
    SELECT lab_id, instrument_id, lower(during), upper(during) FROM ${sql(relation)}`;
}
