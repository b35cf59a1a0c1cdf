import { newId } from '@guanyi/platform/ids';
import { eq, sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { instantToText } from '../columns.ts';
import { auditEvents, memberships, oneTimeTokens, organisations, users } from './tables.ts';

export interface NewOrganisation {
  slug: string;
  kind: (typeof organisations.$inferInsert)['kind'];
  nameZh: string;
  nameEn: string | null;
  uscc: string;
  region: string;
  contact: { name: string; phone?: string; email?: string; address?: string } | null;
}

/** @returns the id, or undefined when the credit code is on record already. */
export async function insertOrganisation(
  tx: Tx,
  organisation: NewOrganisation,
  now: number,
): Promise<string | undefined> {
  const [row] = await tx.db
    .insert(organisations)
    .values({ id: newId(), ...organisation, createdAt: now, updatedAt: now })
    .onConflictDoNothing()
    .returning({ id: organisations.id });
  return row?.id;
}

export interface NewUser {
  email: string;
  displayName: string;
  passwordHash: string | null;
  locale: 'zh-CN' | 'en';
  status: 'invited' | 'active';
}

/** @returns the id, or undefined when the address has an account already. */
export async function insertUser(tx: Tx, user: NewUser, now: number): Promise<string | undefined> {
  const [row] = await tx.db
    .insert(users)
    .values({ id: newId(), ...user, createdAt: now, updatedAt: now })
    .onConflictDoNothing()
    .returning({ id: users.id });
  return row?.id;
}

/** An invited person becomes a user with a password. */
export async function activateUser(
  tx: Tx,
  userId: string,
  change: { passwordHash: string; displayName?: string | undefined },
  now: number,
): Promise<void> {
  await tx.db
    .update(users)
    .set({
      status: 'active',
      passwordHash: change.passwordHash,
      ...(change.displayName ? { displayName: change.displayName } : {}),
      version: sql`${users.version} + 1`,
      updatedAt: now,
    })
    .where(eq(users.id, userId));
}

export interface NewMembership {
  userId: string;
  organisationId: string;
  labId: string | null;
  role: string;
  status: 'invited' | 'active';
}

/** A role that was taken away before comes back to life under its old id. @returns undefined when the person holds it already. */
export async function insertMembership(tx: Tx, membership: NewMembership, now: number): Promise<string | undefined> {
  const [row] = await tx.db
    .insert(memberships)
    .values({ id: newId(), ...membership, createdAt: now, updatedAt: now })
    .onConflictDoUpdate({
      target: [memberships.userId, memberships.organisationId, memberships.labId, memberships.role],
      set: { status: membership.status, version: sql`${memberships.version} + 1`, updatedAt: now },
      setWhere: sql`${memberships.status} <> 'active'`,
    })
    .returning({ id: memberships.id });
  return row?.id;
}

/** @returns false when the person holds the changed post already. */
export async function changeMembership(
  tx: Tx,
  membershipId: string,
  post: { role: string; labId: string | null },
  now: number,
): Promise<boolean> {
  const [twin] = await tx.sql`
    SELECT 1 FROM memberships m JOIN memberships own ON own.id = ${membershipId}
    WHERE m.user_id = own.user_id AND m.organisation_id = own.organisation_id AND m.id <> own.id
      AND m.role = ${post.role} AND m.lab_id IS NOT DISTINCT FROM ${post.labId}::uuid`;
  if (twin) return false;
  await tx.db
    .update(memberships)
    .set({ ...post, version: sql`${memberships.version} + 1`, updatedAt: now })
    .where(eq(memberships.id, membershipId));
  return true;
}

export async function setMembershipStatus(
  tx: Tx,
  membershipId: string,
  status: 'active' | 'removed',
  now: number,
): Promise<void> {
  await tx.db
    .update(memberships)
    .set({ status, version: sql`${memberships.version} + 1`, updatedAt: now })
    .where(eq(memberships.id, membershipId));
}

/** How many active administrators an organisation has besides this membership. */
export async function countOtherAdmins(tx: Tx, organisationId: string, membershipId: string): Promise<number> {
  const [row] = await tx.sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM memberships
    WHERE organisation_id = ${organisationId} AND role = 'orgAdmin' AND status = 'active' AND id <> ${membershipId}`;
  return row?.count ?? 0;
}

export interface Verification {
  uscc: string;
  isSme: boolean;
  overrideEvidence: string | null;
}

export async function markVerified(
  tx: Tx,
  organisationId: string,
  verification: Verification,
  now: number,
): Promise<boolean> {
  const taken = await tx.sql`
    SELECT 1 FROM organisations WHERE uscc = ${verification.uscc} AND id <> ${organisationId}`;
  if (taken.length > 0) return false;
  await tx.db
    .update(organisations)
    .set({
      ...verification,
      status: 'verified',
      verifiedAt: now,
      version: sql`${organisations.version} + 1`,
      updatedAt: now,
    })
    .where(eq(organisations.id, organisationId));
  return true;
}

/** Whether the lab belongs to the organisation. */
export async function ownsLab(tx: Tx, organisationId: string, labId: string): Promise<boolean> {
  const rows = await tx.sql`SELECT 1 FROM labs WHERE id = ${labId} AND district_id = ${organisationId}`;
  return rows.length > 0;
}

export async function insertOneTimeToken(
  tx: Tx,
  token: { userId: string; purpose: 'invitation'; tokenHash: string; expiresAt: number },
): Promise<void> {
  await tx.db.insert(oneTimeTokens).values({ id: newId(), ...token });
}

/** Uses the token up. @returns whose it is, or undefined when it is unknown, used or over. */
export async function useOneTimeToken(
  tx: Tx,
  tokenHash: string,
  purpose: 'invitation',
  now: number,
): Promise<{ userId: string } | undefined> {
  const [row] = await tx.sql<{ userId: string; expiresAt: number }[]>`
    UPDATE one_time_tokens SET used_at = ${instantToText(now)}
    WHERE token_hash = ${tokenHash} AND purpose = ${purpose} AND used_at IS NULL AND expires_at > ${instantToText(now)}
    RETURNING user_id AS "userId"`;
  return row;
}

export interface AuditEntry {
  actorUserId: string | undefined;
  organisationId: string | null;
  labId?: string | null;
  action: string;
  subjectType: string;
  subjectId: string;
  details: Record<string, unknown>;
}

/** Writes down who did what, in the transaction that did it. */
export async function audit(tx: Tx, entry: AuditEntry, now: number): Promise<void> {
  await tx.db.insert(auditEvents).values({
    id: newId(),
    at: now,
    ...entry,
    actorUserId: entry.actorUserId ?? null,
    labId: entry.labId ?? null,
  });
}
