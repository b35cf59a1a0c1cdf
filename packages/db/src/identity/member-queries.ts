import type { Reach } from '@guanyi/domain/identity/reach';
import type { Role } from '@guanyi/domain/identity/roles';
import type { Connection } from '../client.ts';
import { instantToText } from '../columns.ts';
import { count } from '../literals.ts';
import { allOf, withinReach } from '../reach.ts';

/** One role of one person in an organisation. Times in epoch milliseconds. */
export interface MemberRow {
  id: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  status: 'invited' | 'active' | 'removed';
  organisationId: string;
  userId: string;
  displayName: string;
  email: string;
  labId: string | null;
  labNameZh: string | null;
  labNameEn: string | null;
  role: Role;
}

export interface MemberFilter {
  organisationId: string;
  labId?: string | undefined;
  role?: string | undefined;
  limit: number;
  after?: readonly [number, string] | undefined;
}

/** Members of an organisation within reach, without those removed, oldest first; one row more than asked tells whether there are more. */
export async function listMembers(connection: Connection, reach: Reach, filter: MemberFilter): Promise<MemberRow[]> {
  const { sql } = connection;
  const where = allOf(connection, [
    withinReach(connection, reach, memberOwner),
    sql`m.organisation_id = ${filter.organisationId} AND m.status <> 'removed'`,
    filter.labId ? sql`m.lab_id = ${filter.labId}` : undefined,
    filter.role ? sql`m.role = ${filter.role}` : undefined,
    filter.after
      ? sql`(m.created_at, m.id) > (${instantToText(filter.after[0])}, ${filter.after[1]}::uuid)`
      : undefined,
  ]);
  return sql<
    MemberRow[]
  >`${memberColumns(connection)} WHERE ${where} ORDER BY m.created_at, m.id LIMIT ${count(sql, filter.limit + 1)}`;
}

/** One member within reach; removed ones are missing. */
export async function findMember(
  connection: Connection,
  reach: Reach,
  organisationId: string,
  memberId: string,
): Promise<MemberRow | undefined> {
  const { sql } = connection;
  const [row] = await sql<MemberRow[]>`${memberColumns(connection)}
    WHERE m.id = ${memberId} AND m.organisation_id = ${organisationId} AND m.status <> 'removed'
      AND ${withinReach(connection, reach, memberOwner)}`;
  return row;
}

/** The district of a lab is its organisation, so a district's reach and an organisation's look at the same column. */
const memberOwner = { organisationId: 'm.organisation_id', labId: 'm.lab_id', districtId: 'm.organisation_id' };

function memberColumns({ sql }: Connection) {
  return sql`
    SELECT m.id, m.version, (extract(epoch FROM m.created_at) * 1000)::float8 AS "createdAt",
      (extract(epoch FROM m.updated_at) * 1000)::float8 AS "updatedAt", m.status, m.organisation_id AS "organisationId",
      m.user_id AS "userId", u.display_name AS "displayName", u.email, m.lab_id AS "labId",
      l.name_zh AS "labNameZh", l.name_en AS "labNameEn", m.role
    FROM memberships m JOIN users u ON u.id = m.user_id LEFT JOIN labs l ON l.id = m.lab_id`;
}

/** What an invitation says to the one who accepts it. */
export interface InvitationView {
  memberId: string;
  userId: string;
  email: string;
  organisationId: string;
  organisationNameZh: string;
  organisationNameEn: string | null;
  labId: string | null;
  role: Role;
  /** The person has no password yet. */
  isNewcomer: boolean;
}

/** The open invitation of a person; undefined when it was taken back or accepted. */
export async function findInvitation(
  connection: Connection,
  memberId: string,
  userId: string,
): Promise<InvitationView | undefined> {
  const [row] = await connection.sql<InvitationView[]>`
    SELECT m.id AS "memberId", m.user_id AS "userId", u.email, m.organisation_id AS "organisationId",
      o.name_zh AS "organisationNameZh", o.name_en AS "organisationNameEn", m.lab_id AS "labId", m.role,
      u.password_hash IS NULL AS "isNewcomer"
    FROM memberships m JOIN users u ON u.id = m.user_id JOIN organisations o ON o.id = m.organisation_id
    WHERE m.id = ${memberId} AND m.user_id = ${userId} AND m.status = 'invited' AND u.status <> 'disabled'`;
  return row;
}
