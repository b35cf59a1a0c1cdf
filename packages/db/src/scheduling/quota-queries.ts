import type { Window } from '@guanyi/domain/kernel/window';
import type { Connection } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';

/** One booking that counts against quotas, and whose it is. */
export interface CountedBooking extends Window {
  isOfUser: boolean;
  isOfOrganisation: boolean;
}

/**
 * The bookings of a person or an organisation on one instrument that a quota counts inside `range`: everything but what
 * was declined, cancelled or has lapsed as a request; a no-show has used the quota. `exceptId` leaves out the booking
 * that moves.
 */
export async function listCountedBookings(
  connection: Connection,
  key: {
    labId: string;
    instrumentId: string;
    userId: string | null;
    organisationId: string;
    range: Window;
    now: number;
    exceptIds: readonly string[];
  },
): Promise<CountedBooking[]> {
  const rows = await connection.sql<{ from: string; until: string; isOfUser: boolean; isOfOrganisation: boolean }[]>`
    SELECT from_at::text AS "from", until_at::text AS until, coalesce(user_id = ${key.userId}::uuid, false) AS "isOfUser",
      organisation_id = ${key.organisationId} AS "isOfOrganisation"
    FROM bookings
    WHERE lab_id = ${key.labId} AND instrument_id = ${key.instrumentId}
      AND from_at < ${instantToText(key.range.until)} AND until_at > ${instantToText(key.range.from)}
      AND (organisation_id = ${key.organisationId} OR user_id = ${key.userId}::uuid)
      AND (status IN ('confirmed', 'inUse', 'completed', 'noShow')
        OR (status = 'pendingApproval' AND least(from_at, approval_deadline_at) > ${instantToText(key.now)}))
      AND id <> ALL(${key.exceptIds as string[]}::uuid[])`;
  return rows.map((row) => ({ ...row, from: instantFromText(row.from), until: instantFromText(row.until) }));
}
