import type { Reach } from '@guanyi/domain/identity/reach';
import type { Fragment } from 'postgres';
import type { Connection } from './client.ts';

/** Which columns of a query say whose a row is; written by us, never by a client. */
export interface OwnerColumns {
  organisationId?: string;
  labId?: string;
  districtId?: string;
  /** Division code of the lab. */
  region?: string;
}

/**
 * The condition under which a row lies within reach, for a WHERE clause. Only the arms that can match are written,
 * so that the planner sees one index condition for the common case of one organisation or one lab.
 */
export function withinReach(connection: Connection, reach: Reach, columns: OwnerColumns): Fragment {
  const { sql } = connection;
  if (reach.all) return sql`true`;
  const arms: Fragment[] = [];
  const among = (column: string | undefined, ids: readonly string[]) => {
    const [only, ...others] = ids;
    if (!column || only === undefined) return;
    // One owner is compared by equality: only then does an index that goes on with the order of the list give it sorted.
    if (others.length === 0) arms.push(sql`${sql.unsafe(column)} = ${only}::uuid`);
    else arms.push(sql`${sql.unsafe(column)} = ANY(${ids as string[]}::uuid[])`);
  };
  among(columns.organisationId, reach.organisationIds);
  among(columns.labId, reach.labIds);
  among(columns.districtId, reach.districtIds);
  if (columns.region) {
    for (const prefix of reach.regionPrefixes) arms.push(sql`${sql.unsafe(columns.region)} LIKE ${`${prefix}%`}`);
  }
  const [first, ...others] = arms;
  if (!first) return sql`false`;
  return sql`(${others.reduce((sum, arm) => sql`${sum} OR ${arm}`, first)})`;
}

/** All conditions at once; `true` when there is none. */
export function allOf(connection: Connection, conditions: readonly (Fragment | undefined)[]): Fragment {
  const { sql } = connection;
  const given = conditions.filter((condition) => condition !== undefined);
  return given.reduce((sum, condition) => sql`${sum} AND ${condition}`, sql`true`);
}
