import type { Connection } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';

/** A booking to come, as far as a change of rules may touch it. */
export interface BookingAhead {
  id: string;
  number: string;
  instrumentId: string;
  organisationId: string;
  organisation: { nameZh: string; nameEn: string | null };
  userId: string;
  displayName: string;
  from: number;
  until: number;
  purposeKind: string;
  sealed: boolean;
  /** Something else befell it, and is being looked after. */
  hasConflict: boolean;
}

/** Requests and confirmed bookings of an instrument that have not begun, in order of their start. */
export async function listBookingsAhead(
  { sql }: Connection,
  place: { labId: string; id: string },
  now: number,
): Promise<BookingAhead[]> {
  const rows = await sql<(Omit<BookingAhead, 'from' | 'until'> & { from: string; until: string })[]>`
    SELECT b.id, b.number, b.instrument_id AS "instrumentId", b.organisation_id AS "organisationId", b.user_id AS "userId",
      jsonb_build_object('nameZh', o.name_zh, 'nameEn', o.name_en) AS organisation, u.display_name AS "displayName",
      b.from_at::text AS "from", b.until_at::text AS until, b.purpose_kind AS "purposeKind", b.sealed,
      EXISTS (SELECT FROM conflicts c WHERE c.lab_id = b.lab_id AND c.claim_id = b.id AND c.status <> 'resolved') AS "hasConflict"
    FROM bookings b JOIN organisations o ON o.id = b.organisation_id JOIN users u ON u.id = b.user_id
    WHERE b.lab_id = ${place.labId} AND b.instrument_id = ${place.id} AND b.from_at > ${instantToText(now)}
      AND b.status IN ('pendingApproval', 'confirmed')
      AND (b.status = 'confirmed' OR b.approval_deadline_at > ${instantToText(now)})
    ORDER BY b.from_at, b.id`;
  return rows.map((row) => ({ ...row, from: instantFromText(row.from), until: instantFromText(row.until) }));
}

/** Bookings to come on one of the local days, of instruments that close on holidays. */
function onDays({ sql }: Connection, days: readonly string[], now: number) {
  return sql`
    FROM bookings b
    JOIN booking_rules r ON r.lab_id = b.lab_id AND r.instrument_id = b.instrument_id AND r.closed_on_holidays
    JOIN instruments i ON i.lab_id = b.lab_id AND i.id = b.instrument_id
    JOIN labs l ON l.id = b.lab_id
    WHERE b.status IN ('pendingApproval', 'confirmed') AND b.from_at > ${instantToText(now)}
      AND EXISTS (SELECT FROM unnest(${days as string[]}::text[]::date[]) AS d(day)
        WHERE d.day BETWEEN (b.from_at AT TIME ZONE coalesce(i.zone, l.zone))::date
          AND ((b.until_at - interval '1 millisecond') AT TIME ZONE coalesce(i.zone, l.zone))::date)`;
}

/** The instruments of such bookings, in order. */
export async function listInstrumentsOnDays(
  connection: Connection,
  days: readonly string[],
  now: number,
): Promise<{ labId: string; id: string }[]> {
  if (days.length === 0) return [];
  return connection.sql<{ labId: string; id: string }[]>`
    SELECT DISTINCT b.lab_id AS "labId", b.instrument_id AS id ${onDays(connection, days, now)} ORDER BY 1, 2`;
}

/** How many such bookings there are. */
export async function countBookingsOnDays(
  connection: Connection,
  days: readonly string[],
  now: number,
): Promise<number> {
  if (days.length === 0) return 0;
  const [row] = await connection.sql<{ count: number }[]>`
    SELECT count(*)::int AS count ${onDays(connection, days, now)}`;
  return row?.count ?? 0;
}
