import type { Connection } from './client.ts';
import { instantFromText, instantToText } from './columns.ts';

export interface DemoStatement {
  id: string;
  organisationId: string;
  period: string;
  number: string;
  totalFen: number;
  /** The charge with the highest price on it. */
  chargeId: string;
}

/** Statements of a district in the order of their numbers. */
export async function listDemoStatements(connection: Connection, payeeId: string): Promise<DemoStatement[]> {
  return connection.sql<DemoStatement[]>`
    SELECT s.id, s.organisation_id AS "organisationId", s.period, s.number, s.total_fen AS "totalFen",
      (SELECT l.charge_id FROM statement_lines l WHERE l.payee_id = s.payee_id AND l.statement_id = s.id
        ORDER BY l.total_fen DESC, l.charge_id LIMIT 1) AS "chargeId"
    FROM statements s WHERE s.payee_id = ${payeeId} ORDER BY s.number`;
}

export interface DemoUse {
  id: string;
  labId: string;
  bookingId: string;
  organisationId: string;
  from: number;
  until: number;
}

/** Uses of bookings of a district since an instant, the oldest first. */
export async function listDemoUses(connection: Connection, districtId: string, since: number): Promise<DemoUse[]> {
  const rows = await connection.sql<(Omit<DemoUse, 'from' | 'until'> & { from: string; until: string })[]>`
    SELECT id, lab_id AS "labId", booking_id AS "bookingId", organisation_id AS "organisationId", from_at::text AS "from",
      until_at::text AS until
    FROM usage_records
    WHERE district_id = ${districtId} AND booking_id IS NOT NULL AND until_at IS NOT NULL AND from_at >= ${instantToText(since)}
    ORDER BY from_at, id`;
  return rows.map((row) => ({ ...row, from: instantFromText(row.from), until: instantFromText(row.until) }));
}
