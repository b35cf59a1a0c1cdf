import { labs } from './catalogue/tables.ts';
import type { Connection, Tx } from './client.ts';
import { instantFromText, instantToText } from './columns.ts';
import { memberships, organisations, users } from './identity/tables.ts';

/** True when an organisation of that name in addresses is on record. */
export async function hasOrganisation(connection: Connection, slug: string): Promise<boolean> {
  const rows = await connection.sql`SELECT 1 FROM organisations WHERE slug = ${slug}`;
  return rows.length > 0;
}

type WithoutStamps<T> = Omit<T, 'version' | 'createdAt' | 'updatedAt'>;

/** Everybody and every place of the demonstration. */
export interface DemoPeople {
  organisations: WithoutStamps<typeof organisations.$inferInsert>[];
  labs: WithoutStamps<typeof labs.$inferInsert>[];
  users: WithoutStamps<typeof users.$inferInsert>[];
  memberships: WithoutStamps<typeof memberships.$inferInsert>[];
}

export async function insertDemoPeople(tx: Tx, people: DemoPeople, now: number): Promise<void> {
  const stamped = <T>(rows: readonly T[]) => rows.map((row) => ({ ...row, createdAt: now, updatedAt: now }));
  await tx.db.insert(organisations).values(stamped(people.organisations));
  await tx.db.insert(labs).values(stamped(people.labs));
  await tx.db.insert(users).values(stamped(people.users));
  await tx.db.insert(memberships).values(stamped(people.memberships));
}

/** Closes what this transaction told: nobody is to be mailed about things that happened before they came. */
export async function closeOwnEvents(tx: Tx, now: number): Promise<void> {
  await tx.sql`
    UPDATE outbox SET processed_at = ${instantToText(now)} WHERE processed_at IS NULL AND xmin = pg_current_xact_id()::xid`;
}

/** Steps of a subject that wait for a decision, in their order. */
export async function listWaitingSteps(
  connection: Connection,
  labId: string,
  subjectId: string,
): Promise<{ approvalId: string }[]> {
  return connection.sql`
    SELECT id AS "approvalId" FROM approvals
    WHERE lab_id = ${labId} AND subject_id = ${subjectId} AND status = 'pending' AND opened_at IS NOT NULL ORDER BY step`;
}

export interface ComingBooking {
  id: string;
  labId: string;
  instrumentId: string;
  /** Of the customer. */
  slug: string;
  status: string;
  from: number;
  until: number;
}

/** Bookings of a lab that begin after an instant, by their start. */
export async function listComingBookings(
  connection: Connection,
  labId: string,
  after: number,
): Promise<ComingBooking[]> {
  const rows = await connection.sql<(Omit<ComingBooking, 'from' | 'until'> & { from: string; until: string })[]>`
    SELECT b.id, b.lab_id AS "labId", b.instrument_id AS "instrumentId", o.slug, b.status, b.from_at::text AS "from", b.until_at::text AS until
    FROM bookings b JOIN organisations o ON o.id = b.organisation_id
    WHERE b.lab_id = ${labId} AND b.from_at > ${instantToText(after)} AND b.status IN ('confirmed', 'pendingApproval') AND b.series_id IS NULL
    ORDER BY b.from_at, b.id`;
  return rows.map((row) => ({ ...row, from: instantFromText(row.from), until: instantFromText(row.until) }));
}
