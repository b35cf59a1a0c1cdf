import type { Actor, Membership } from '@guanyi/domain/identity/reach';
import type { OrganisationKind, Role } from '@guanyi/domain/identity/roles';
import type { Connection } from '../client.ts';

export interface LiveSession {
  userId: string;
  sessionId: string;
  tokenVersion: number;
}

/**
 * The person behind a session with the memberships of this moment.
 * Undefined when the person is not active, the password has changed since, or the session was ended.
 */
export async function findActor(connection: Connection, session: LiveSession): Promise<Actor | undefined> {
  const rows = await connection.sql<(Partial<Membership> & { userId: string })[]>`
    SELECT u.id AS "userId", m.id, m.organisation_id AS "organisationId", m.lab_id AS "labId", o.region, m.role
    FROM users u
    LEFT JOIN memberships m ON m.user_id = u.id AND m.status = 'active'
    LEFT JOIN organisations o ON o.id = m.organisation_id AND o.status <> 'suspended'
    WHERE u.id = ${session.userId} AND u.status = 'active' AND u.token_version = ${session.tokenVersion}
      AND EXISTS (SELECT 1 FROM refresh_tokens t WHERE t.family_id = ${session.sessionId} AND t.revoked_at IS NULL)`;
  const [first] = rows;
  if (!first) return undefined;
  const memberships = rows.filter((row): row is typeof row & Membership => Boolean(row.id && row.region));
  return {
    userId: first.userId,
    memberships: memberships.map(({ id, organisationId, labId, region, role }) => ({
      id,
      organisationId,
      labId: labId ?? undefined,
      region,
      role,
    })),
  };
}

/** A person's account. Times in epoch milliseconds. */
export interface UserRow {
  id: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  email: string;
  displayName: string;
  passwordHash: string | null;
  locale: 'zh-CN' | 'en';
  status: 'invited' | 'active' | 'disabled';
  tokenVersion: number;
  /** A code is asked for beside the password. */
  hasSecondFactor: boolean;
}

/** @param email in lower case. */
export async function findUserByEmail(connection: Connection, email: string): Promise<UserRow | undefined> {
  const [row] = await connection.sql<UserRow[]>`${userColumns(connection)} WHERE email = ${email}`;
  return row;
}

export async function findUser(connection: Connection, userId: string): Promise<UserRow | undefined> {
  const [row] = await connection.sql<UserRow[]>`${userColumns(connection)} WHERE id = ${userId}`;
  return row;
}

function userColumns({ sql }: Connection) {
  return sql`
    SELECT id, version, (extract(epoch FROM created_at) * 1000)::float8 AS "createdAt",
      (extract(epoch FROM updated_at) * 1000)::float8 AS "updatedAt", email, display_name AS "displayName",
      password_hash AS "passwordHash", locale, status, token_version AS "tokenVersion",
      EXISTS (SELECT FROM second_factors f WHERE f.user_id = users.id AND f.confirmed_at IS NOT NULL) AS "hasSecondFactor"
    FROM users`;
}

/** A membership with the names that people read. */
export interface MembershipView {
  id: string;
  organisationId: string;
  organisationNameZh: string;
  organisationNameEn: string | null;
  organisationKind: OrganisationKind;
  labId: string | null;
  labNameZh: string | null;
  labNameEn: string | null;
  role: Role;
}

/** The active memberships of a person, oldest first. */
export async function listOwnMemberships(connection: Connection, userId: string): Promise<MembershipView[]> {
  return connection.sql<MembershipView[]>`
    SELECT m.id, m.organisation_id AS "organisationId", o.name_zh AS "organisationNameZh", o.name_en AS "organisationNameEn",
      o.kind AS "organisationKind", m.lab_id AS "labId", l.name_zh AS "labNameZh", l.name_en AS "labNameEn", m.role
    FROM memberships m JOIN organisations o ON o.id = m.organisation_id LEFT JOIN labs l ON l.id = m.lab_id
    WHERE m.user_id = ${userId} AND m.status = 'active' AND o.status <> 'suspended'
    ORDER BY m.created_at, m.id`;
}
