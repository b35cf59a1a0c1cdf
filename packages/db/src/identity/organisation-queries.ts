import type { Membership, Reach } from '@guanyi/domain/identity/reach';
import type { OrganisationKind } from '@guanyi/domain/identity/roles';
import type { Connection } from '../client.ts';
import { instantToText } from '../columns.ts';
import { count } from '../literals.ts';
import { allOf } from '../reach.ts';

/** Times in epoch milliseconds. */
export interface OrganisationRow {
  id: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  status: 'pending' | 'verified' | 'suspended';
  slug: string;
  nameZh: string;
  nameEn: string | null;
  kind: OrganisationKind;
  uscc: string;
  region: string;
  isSme: boolean;
  contact: { name: string; phone?: string; email?: string; address?: string } | null;
  verifiedAt: number | null;
  overrideEvidence: string | null;
}

export interface OrganisationFilter {
  q?: string | undefined;
  kind?: string | undefined;
  status?: string | undefined;
  limit: number;
  after?: readonly [number, string] | undefined;
}

/** Who looks at organisations: their reach, and the organisations they belong to in whatever role. */
export interface Onlooker {
  reach: Reach;
  memberships: readonly Membership[];
}

/** Organisations within sight, oldest first; one row more than asked tells whether there are more. */
export async function listOrganisations(
  connection: Connection,
  onlooker: Onlooker,
  filter: OrganisationFilter,
): Promise<OrganisationRow[]> {
  const { sql } = connection;
  const pattern = filter.q ? `%${filter.q.replaceAll(/[\\%_]/g, '\\$&')}%` : undefined;
  const where = allOf(connection, [
    inSight(connection, onlooker),
    pattern ? sql`(o.name_zh ILIKE ${pattern} OR o.name_en ILIKE ${pattern} OR o.uscc ILIKE ${pattern})` : undefined,
    filter.kind ? sql`o.kind = ${filter.kind}` : undefined,
    filter.status ? sql`o.status = ${filter.status}` : undefined,
    filter.after
      ? sql`(o.created_at, o.id) > (${instantToText(filter.after[0])}, ${filter.after[1]}::uuid)`
      : undefined,
  ]);
  return sql<OrganisationRow[]>`${organisationColumns(connection)} WHERE ${where}
    ORDER BY o.created_at, o.id LIMIT ${count(sql, filter.limit + 1)}`;
}

/** One organisation within sight. */
export async function findOrganisation(
  connection: Connection,
  onlooker: Onlooker,
  organisationId: string,
): Promise<OrganisationRow | undefined> {
  const { sql } = connection;
  const [row] = await sql<OrganisationRow[]>`${organisationColumns(connection)}
    WHERE o.id = ${organisationId} AND ${inSight(connection, onlooker)}`;
  return row;
}

/** The row for update, or undefined. Locks it until the transaction ends. */
export async function loadOrganisation(
  connection: Connection,
  organisationId: string,
): Promise<OrganisationRow | undefined> {
  const { sql } = connection;
  const [row] = await sql<
    OrganisationRow[]
  >`${organisationColumns(connection)} WHERE o.id = ${organisationId} FOR UPDATE`;
  return row;
}

/**
 * One's own organisations; for labs and districts also the customers that have booked with them, because whoever serves and
 * bills a customer must be able to read who it is; for regions the organisations there.
 */
function inSight(connection: Connection, { reach, memberships }: Onlooker) {
  const { sql } = connection;
  if (reach.all) return sql`true`;
  const own = [...new Set(memberships.map((membership) => membership.organisationId))];
  const regions = reach.regionPrefixes.map((prefix) => `${prefix}%`);
  return sql`(o.id = ANY(${own}::uuid[]) OR o.region LIKE ANY(${regions}::text[])
    OR EXISTS (SELECT 1 FROM bookings b WHERE b.organisation_id = o.id
      AND (b.lab_id = ANY(${reach.labIds as string[]}::uuid[]) OR b.district_id = ANY(${reach.districtIds as string[]}::uuid[]))))`;
}

function organisationColumns({ sql }: Connection) {
  return sql`
    SELECT o.id, o.version, (extract(epoch FROM o.created_at) * 1000)::float8 AS "createdAt",
      (extract(epoch FROM o.updated_at) * 1000)::float8 AS "updatedAt", o.status, o.slug, o.name_zh AS "nameZh",
      o.name_en AS "nameEn", o.kind, o.uscc, o.region, o.is_sme AS "isSme", o.contact,
      (extract(epoch FROM o.verified_at) * 1000)::float8 AS "verifiedAt", o.override_evidence AS "overrideEvidence"
    FROM organisations o`;
}
