import { labs } from './catalogue/tables.ts';
import type { Connection, Tx } from './client.ts';
import { instantToText } from './columns.ts';
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
