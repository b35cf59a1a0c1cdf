import type { Tx } from '../client.ts';
import { instantToText } from '../columns.ts';

export interface Overrun {
  labId: string;
  bookingId: string;
  nextBookingId: string;
}

/** Takes, once each, the uses whose booked end has passed while the next booking of the instrument starts before `until`. */
export async function takeOverruns(tx: Tx, key: { now: number; until: number; limit: number }): Promise<Overrun[]> {
  const [now, until] = [instantToText(key.now), instantToText(key.until)];
  const rows = await tx.sql<Overrun[]>`
    WITH due AS (
      SELECT b.lab_id, b.id, next.id AS next_id
      FROM bookings b CROSS JOIN LATERAL (
        SELECT n.id FROM bookings n
        WHERE n.lab_id = b.lab_id AND n.instrument_id = b.instrument_id AND n.id <> b.id AND n.status = 'confirmed'
          AND n.from_at > b.from_at AND n.from_at < ${until} AND n.until_at > ${now}
        ORDER BY n.from_at LIMIT 1) next
      WHERE b.status = 'inUse' AND b.overrun_told_at IS NULL AND b.until_at <= ${now}
      ORDER BY b.until_at LIMIT ${key.limit} FOR UPDATE OF b SKIP LOCKED
    )
    UPDATE bookings b SET overrun_told_at = ${now} FROM due
    WHERE b.lab_id = due.lab_id AND b.id = due.id
    RETURNING b.lab_id AS "labId", b.id AS "bookingId", due.next_id AS "nextBookingId"`;
  return [...rows];
}
