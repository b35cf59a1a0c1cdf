import type { Window } from '@guanyi/domain/kernel/window';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText, windowFromText, windowToText } from '../columns.ts';
import { count } from '../literals.ts';

export interface Delegation extends Window {
  id: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  userId: string;
  delegateUserId: string;
  reason: string | null;
  revokedAt: number | null;
  person: string;
  delegate: string;
}

interface Row extends Omit<Delegation, 'from' | 'until' | 'createdAt' | 'updatedAt' | 'revokedAt'> {
  during: string;
  createdAt: string;
  updatedAt: string;
  revokedAt: string | null;
}

function select(connection: Connection) {
  return connection.sql`
    SELECT d.id, d.version, d.created_at::text AS "createdAt", d.updated_at::text AS "updatedAt", d.user_id AS "userId",
      d.delegate_user_id AS "delegateUserId", d.during::text AS during, d.reason, d.revoked_at::text AS "revokedAt",
      u.display_name AS person, s.display_name AS delegate
    FROM approval_delegations d JOIN users u ON u.id = d.user_id JOIN users s ON s.id = d.delegate_user_id`;
}

function read({ during, createdAt, updatedAt, revokedAt, ...row }: Row): Delegation {
  return {
    ...row,
    ...windowFromText(during),
    createdAt: instantFromText(createdAt),
    updatedAt: instantFromText(updatedAt),
    revokedAt: revokedAt === null ? null : instantFromText(revokedAt),
  };
}

/** Delegations that a person has given or received, newest first, one more than the limit. */
export async function listDelegations(
  connection: Connection,
  userId: string,
  filter: { limit: number; after?: readonly [number, string] | undefined },
): Promise<Delegation[]> {
  const { sql } = connection;
  const rows = await sql<Row[]>`
    ${select(connection)} WHERE (d.user_id = ${userId} OR d.delegate_user_id = ${userId})
      AND ${filter.after ? sql`(d.created_at, d.id) < (${instantToText(filter.after[0])}::timestamptz, ${filter.after[1]}::uuid)` : sql`true`}
    ORDER BY d.created_at DESC, d.id DESC LIMIT ${count(sql, filter.limit + 1)}`;
  return rows.map(read);
}

export async function findDelegation(connection: Connection, delegationId: string): Promise<Delegation | undefined> {
  const rows = await connection.sql<Row[]>`${select(connection)} WHERE d.id = ${delegationId}`;
  return rows.map(read)[0];
}

/** Lets one delegation at a time be judged that one of these people has a part in, in order of their ids so that two cannot deadlock. */
export async function lockDelegatingPeople(tx: Tx, userIds: readonly string[]): Promise<void> {
  for (const userId of [...userIds].sort()) {
    await tx.sql`SELECT pg_advisory_xact_lock(hashtextextended(${userId}, 5))`;
  }
}

/** True when a delegation would lengthen a chain: the giver stands in for somebody then, or the receiver has a stand-in. */
export async function wouldChain(
  tx: Tx,
  delegation: Window & { userId: string; delegateUserId: string },
): Promise<boolean> {
  const rows = await tx.sql`
    SELECT 1 FROM approval_delegations
    WHERE revoked_at IS NULL AND during && ${windowToText(delegation)}::tstzrange
      AND (delegate_user_id = ${delegation.userId} OR user_id = ${delegation.delegateUserId}) LIMIT 1`;
  return rows.length > 0;
}

/** A colleague: somebody active in an organisation of the giver, by id or by e-mail address in lower case. */
export async function findColleague(
  tx: Tx,
  userId: string,
  delegate: { userId?: string | undefined; email?: string | undefined },
): Promise<string | undefined> {
  const [row] = await tx.sql<{ id: string }[]>`
    SELECT u.id FROM users u
    WHERE u.status = 'active' AND ${delegate.userId ? tx.sql`u.id = ${delegate.userId}` : tx.sql`u.email = ${delegate.email ?? ''}`}
      AND EXISTS (SELECT 1 FROM memberships theirs JOIN memberships mine ON mine.organisation_id = theirs.organisation_id
        WHERE theirs.user_id = u.id AND theirs.status = 'active' AND mine.user_id = ${userId} AND mine.status = 'active')`;
  return row?.id;
}

/** @returns false when the giver has a stand-in at some of that time. */
export async function insertDelegation(
  tx: Tx,
  delegation: Window & { id: string; userId: string; delegateUserId: string; reason: string | null; createdAt: number },
): Promise<boolean> {
  const at = instantToText(delegation.createdAt);
  const result = await tx.sql`
    INSERT INTO approval_delegations (id, user_id, delegate_user_id, during, reason, created_at, updated_at)
    VALUES (${delegation.id}, ${delegation.userId}, ${delegation.delegateUserId}, ${windowToText(delegation)}, ${delegation.reason}, ${at}, ${at})
    ON CONFLICT DO NOTHING`;
  return result.count === 1;
}

/** Ends a delegation that the person has given. @returns false when there is no such one, or it has ended. */
export async function revokeDelegation(tx: Tx, userId: string, delegationId: string, now: number): Promise<boolean> {
  const at = instantToText(now);
  const result = await tx.sql`
    UPDATE approval_delegations SET revoked_at = ${at}, version = version + 1, updated_at = ${at}
    WHERE id = ${delegationId} AND user_id = ${userId} AND revoked_at IS NULL`;
  return result.count === 1;
}
