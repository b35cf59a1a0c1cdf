import { priceBands } from '@guanyi/domain/catalogue/price-bands';
import type { Fragment } from 'postgres';
import type { FacetName, SearchFilter } from '../catalogue/search-filter.ts';
import type { Connection } from '../client.ts';
import { type FacetKind, facetCode, facetOf, facetsOfInstrument } from './facet-codes.ts';
import { blockedRelations } from './free.ts';

/** The one condition of a search that the counts answer, by its facet. */
interface Chosen {
  name: FacetName | 'form' | undefined;
  codes: number[];
}

/** Instruments by facet value, with the condition and without it. */
export interface Counted {
  chosen: FacetName | 'form' | undefined;
  of(kind: FacetKind, isChosen: boolean): { value: string; count: number }[];
  total: number;
}

/** An instrument has one of these, so several values of a condition never count it twice. */
const singleValued = new Set<FacetKind>(['labLevel', 'price', 'class2', 'region2']);

/** The bands that a condition on the price takes in whole; one that cuts a band has a name that no band bears. */
function bandsOf({ priceMinFen, priceMaxFen }: SearchFilter): string[] | undefined {
  if (priceMinFen === undefined && priceMaxFen === undefined) return undefined;
  const first = priceBands.findIndex((band) => band.minFen === (priceMinFen ?? 0));
  const last = priceBands.findIndex((band) => band.maxFen === priceMaxFen);
  return first < 0 || last < first
    ? ['none']
    : priceBands.slice(first, last + 1).map((_, place) => String(first + place));
}

/** The condition, if what is asked for has at most one and the counts know it; undefined when rows have to be counted. */
function chosenOf(filter: SearchFilter): Chosen | undefined {
  const isPlain =
    filter.status === 'active' &&
    !filter.words &&
    filter.labId === undefined &&
    !filter.alliance?.length &&
    filter.among === undefined;
  if (!isPlain) return undefined;
  const given = (
    [
      ['mode', 'mode', filter.mode],
      ['form', 'form', filter.form],
      ['discipline', 'discipline', filter.discipline],
      ['labLevel', 'labLevel', filter.labLevel],
      ['accreditation', 'accreditation', filter.accreditation],
      ['price', 'price', bandsOf(filter)],
      ['classCode', 'class2', filter.classCode],
      ['region', 'region2', filter.region],
    ] as const
  ).filter(([, , values]) => values && values.length > 0);
  const [first, ...more] = given;
  if (!first) return { name: undefined, codes: [] };
  const [name, kind, values = []] = first;
  const codes = values.map((value) => facetCode(kind, value));
  const isKnown = codes.every((code): code is number => code !== undefined);
  if (more.length > 0 || !isKnown || (codes.length > 1 && !singleValued.has(kind))) return undefined;
  return { name, codes };
}

/**
 * Counts by the facets from what is counted already, less what is booked at the time asked for: a few thousand rows instead of all.
 * What the counts have not taken in yet is counted from the facts.
 * @returns undefined when the search has conditions that the counts do not know.
 */
export async function countFromCube(connection: Connection, filter: SearchFilter): Promise<Counted | undefined> {
  const chosen = chosenOf(filter);
  if (!chosen) return undefined;
  const { sql } = connection;
  const { free } = filter;
  const codes = sql`${chosen.codes}::int[]`;
  const isCounted = free ? sql`pattern_id = ANY(${[...free.patternIds]}::int[])` : sql`true`;
  const setAside = free
    ? sql`aside AS MATERIALIZED (SELECT unnest(${[...free.setAside]}::uuid[]) AS id),
        fresh AS MATERIALIZED (SELECT unnest(${[...free.freeAside]}::uuid[]) AS id)`
    : sql`aside AS MATERIALIZED (SELECT DISTINCT instrument_id AS id FROM calendar_notes WHERE from_at IS NULL),
        fresh AS MATERIALIZED (SELECT id FROM aside)`;
  const blocked = free
    ? sql`UNION ALL SELECT facets, -1 FROM blocked WHERE instrument_id NOT IN (SELECT id FROM aside)`
    : sql``;
  const rows = await sql<{ isChosen: boolean; code: number; count: number }[]>`
    WITH ${free ? sql`${blockedRelations(connection, free)},` : sql``} ${setAside},
    corrected (facets, sign) AS MATERIALIZED (
      SELECT facets, -1 FROM instrument_facets WHERE instrument_id IN (SELECT id FROM aside) AND ${isCounted}
      UNION ALL SELECT ${facetsOfInstrument(connection)}, 1 FROM instruments i WHERE i.id IN (SELECT id FROM fresh) AND i.status = 'active'
      ${blocked}),
    counted AS (
      SELECT a <> 0 AS is_chosen, b AS code, sum(count)::int AS count FROM facet_counts
      WHERE a = ANY(0 || ${codes}) AND ${isCounted} GROUP BY 1, 2
      UNION ALL ${corrections(connection, sql`false`, sql`true`)}
      ${chosen.codes.length > 0 ? sql`UNION ALL ${corrections(connection, sql`true`, sql`facets && ${codes}`)}` : sql``})
    SELECT is_chosen AS "isChosen", code, sum(count)::int AS count FROM counted GROUP BY 1, 2 HAVING sum(count) > 0`;
  return countedFrom(chosen, rows);
}

function corrections({ sql }: Connection, isChosen: Fragment, condition: Fragment): Fragment {
  return sql`SELECT ${isChosen}, code, sum(sign)::int FROM corrected, unnest(0 || facets) code WHERE ${condition} GROUP BY code`;
}

function countedFrom({ name }: Chosen, rows: readonly { isChosen: boolean; code: number; count: number }[]): Counted {
  const isFor = name !== undefined;
  const values = new Map<string, { value: string; count: number }[]>();
  let total = 0;
  for (const { isChosen, code, count } of rows) {
    if (code === 0 && isChosen === isFor) total = count;
    const facet = facetOf(code);
    if (!facet) continue;
    const key = `${isChosen} ${facet.kind}`;
    values.set(key, [...(values.get(key) ?? []), { value: facet.value, count }]);
  }
  return { chosen: name, total, of: (kind, isChosen) => values.get(`${isChosen && isFor} ${kind}`) ?? [] };
}
