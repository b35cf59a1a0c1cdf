import type { Fragment } from 'postgres';
import type { Connection } from '../client.ts';
import { type FreeTime, isFree } from '../projection/free.ts';
import { allOf } from '../reach.ts';

/** What a search asks for. Lists mean any of their values; empty and absent mean no condition. */
export interface SearchFilter {
  /** Conditions made from the typed words, all of which must hold. */
  words?: readonly { tokens: string; part: string | null }[] | undefined;
  mode?: readonly string[] | undefined;
  form?: readonly string[] | undefined;
  /** Significant digits only. */
  classCode?: readonly string[] | undefined;
  discipline?: readonly string[] | undefined;
  /** Significant digits only. */
  region?: readonly string[] | undefined;
  labId?: string | undefined;
  labLevel?: readonly string[] | undefined;
  alliance?: readonly string[] | undefined;
  accreditation?: readonly string[] | undefined;
  /** Lowest hourly list price, inclusive. */
  priceMinFen?: number | undefined;
  priceMaxFen?: number | undefined;
  status: 'active' | 'retired';
  /** Only these instruments. */
  among?: readonly string[] | undefined;
  /** Only what is free at the time asked for; the statement then begins with `withBlocked`. */
  free?: FreeTime | undefined;
}

/** Conditions that are counted as facets: choosing within one never hides its other values. */
export const facetNames = ['mode', 'discipline', 'classCode', 'region', 'labLevel', 'accreditation', 'price'] as const;

export type FacetName = (typeof facetNames)[number];

type Condition = Fragment | undefined;

/** The condition of each facet by itself, undefined where nothing is asked for. Columns are those of `instruments i`. */
export function facetConditions(connection: Connection, filter: SearchFilter): Record<FacetName, Condition> {
  const { sql } = connection;
  return {
    mode: anyOf(filter.mode, (modes) => sql`i.modes && ${modes}::text[]`),
    discipline: anyOf(filter.discipline, (disciplines) => sql`i.disciplines && ${disciplines}::text[]`),
    classCode: anyOf(filter.classCode, (prefixes) => startsWith(connection, 'i.class_code', prefixes)),
    region: anyOf(filter.region, (prefixes) => startsWith(connection, 'i.region', prefixes)),
    labLevel: anyOf(filter.labLevel, (levels) => sql`i.lab_level = ANY(${levels}::text[])`),
    accreditation: anyOf(filter.accreditation, (given) => sql`i.accreditations && ${given}::text[]`),
    price: priceCondition(connection, filter),
  };
}

/** All conditions that are no facet. */
export function plainConditions(connection: Connection, filter: SearchFilter): Fragment {
  const { sql } = connection;
  const words = (filter.words ?? []).map(({ tokens, part }) =>
    part === null
      ? sql`i.search_tokens @@ ${tokens}::tsquery`
      : sql`(i.search_tokens @@ ${tokens}::tsquery OR i.search_text LIKE ${`%${part}%`})`,
  );
  return allOf(connection, [
    sql`i.status = ${filter.status}`,
    ...words,
    anyOf(filter.form, (forms) => sql`i.forms && ${forms}::text[]`),
    filter.labId === undefined ? undefined : sql`i.lab_id = ${filter.labId}`,
    anyOf(filter.alliance, (alliances) => sql`i.alliances && ${alliances}::text[]`),
    filter.among === undefined ? undefined : sql`i.id = ANY(${filter.among as string[]}::uuid[])`,
    filter.free === undefined ? undefined : isFree(connection, filter.free),
  ]);
}

/** Every condition at once, for a WHERE clause over `instruments i`. */
export function whereOf(connection: Connection, filter: SearchFilter): Fragment {
  const facets = facetConditions(connection, filter);
  return allOf(connection, [plainConditions(connection, filter), ...facetNames.map((name) => facets[name])]);
}

function anyOf(values: readonly string[] | undefined, condition: (values: string[]) => Fragment): Condition {
  return values && values.length > 0 ? condition([...values]) : undefined;
}

function priceCondition({ sql }: Connection, { priceMinFen, priceMaxFen }: SearchFilter): Condition {
  if (priceMinFen === undefined && priceMaxFen === undefined) return undefined;
  return sql`i.price_from_fen BETWEEN ${priceMinFen ?? 0} AND ${priceMaxFen ?? Number.MAX_SAFE_INTEGER}`;
}

/** Prefixes are digits, so nothing in them means anything to LIKE. */
function startsWith(connection: Connection, column: string, prefixes: readonly string[]): Fragment {
  const { sql } = connection;
  const arms = prefixes.map((prefix) => sql`${sql.unsafe(column)} LIKE ${`${prefix}%`}`);
  const [first, ...others] = arms;
  return first ? sql`(${others.reduce((sum, arm) => sql`${sum} OR ${arm}`, first)})` : sql`false`;
}
