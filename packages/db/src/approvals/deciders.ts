import type { AskedUnit, DeciderPost } from '@guanyi/domain/approvals/decider';
import { rolePolicies } from '@guanyi/domain/identity/roles';
import type { Fragment } from 'postgres';
import type { Connection } from '../client.ts';
import { instantToText } from '../columns.ts';
import { word } from '../literals.ts';
import type { Person } from '../notifications/queries.ts';

/** The posts in which a person may decide at an instant: their own, and those of the people whom they stand in for. */
export async function findDeciderPosts(
  connection: Connection,
  userId: string | undefined,
  at: number,
): Promise<DeciderPost[]> {
  if (userId === undefined) return [];
  return connection.sql<DeciderPost[]>`
    SELECT m.role, m.organisation_id AS "organisationId", m.lab_id AS "labId", NULL AS "onBehalfOf"
    FROM memberships m JOIN organisations o ON o.id = m.organisation_id AND o.status <> 'suspended'
    WHERE m.user_id = ${userId} AND m.status = 'active'
    UNION ALL
    SELECT m.role, m.organisation_id, m.lab_id, d.user_id
    FROM approval_delegations d
    JOIN users u ON u.id = d.user_id AND u.status = 'active'
    JOIN memberships m ON m.user_id = d.user_id AND m.status = 'active'
    JOIN organisations o ON o.id = m.organisation_id AND o.status <> 'suspended'
    WHERE d.delegate_user_id = ${userId} AND d.revoked_at IS NULL AND d.during @> ${instantToText(at)}::timestamptz`;
}

/** The condition under which a row of approvals waits for somebody in one of these posts. */
export function decidableIn(connection: Connection, posts: readonly DeciderPost[], alias: string): Fragment {
  const { sql } = connection;
  const column = (name: string) => sql.unsafe(`${alias}.${name}`);
  const arms = posts.flatMap((post) => {
    // A word of ours, written into the statement: planned for any role, a list of what waits is taken for nearly empty.
    const asked = sql`${column('roles')} @> ARRAY[${word(sql, post.role)}]::text[]`;
    switch (rolePolicies[post.role].reach) {
      case 'organisation':
        return [sql`(${column('organisation_id')} = ${post.organisationId} AND ${asked})`];
      case 'lab':
        return [sql`(${column('lab_id')} = ${post.labId} AND ${asked})`];
      case 'district':
        return [sql`(${column('district_id')} = ${post.organisationId} AND ${asked})`];
      case 'all':
        return [sql`(${asked})`];
      default:
        return [];
    }
  });
  const [first, ...others] = arms;
  return first ? sql`(${others.reduce((sum, arm) => sql`${sum} OR ${arm}`, first)})` : sql`false`;
}

/** Everybody who may decide a step now: holders of its roles in its unit, and those who stand in for them. */
export async function listDeciders(connection: Connection, asked: AskedUnit, at: number): Promise<Person[]> {
  const { sql } = connection;
  const arms = asked.roles.flatMap((role) => {
    switch (rolePolicies[role].reach) {
      case 'organisation':
        return [sql`(m.role = ${role} AND m.organisation_id = ${asked.organisationId})`];
      case 'lab':
        return [sql`(m.role = ${role} AND m.lab_id = ${asked.labId})`];
      case 'district':
        return [sql`(m.role = ${role} AND m.organisation_id = ${asked.districtId})`];
      case 'all':
        return [sql`(m.role = ${role})`];
      default:
        return [];
    }
  });
  const [first, ...others] = arms;
  if (!first) return [];
  const holds = others.reduce((sum, arm) => sql`${sum} OR ${arm}`, first);
  return sql<Person[]>`
    WITH holders AS (
      SELECT DISTINCT m.user_id FROM memberships m JOIN organisations o ON o.id = m.organisation_id AND o.status <> 'suspended'
      WHERE m.status = 'active' AND (${holds})
    )
    SELECT u.id AS "userId", u.email, u.display_name AS "displayName", u.locale FROM users u
    WHERE u.status = 'active' AND u.id IN (
      SELECT user_id FROM holders
      UNION SELECT d.delegate_user_id FROM approval_delegations d JOIN holders h ON h.user_id = d.user_id
        WHERE d.revoked_at IS NULL AND d.during @> ${instantToText(at)}::timestamptz)
    ORDER BY u.id`;
}
