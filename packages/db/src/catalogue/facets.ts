import { classScheme } from '@guanyi/domain/catalogue/classification';
import type { Fragment } from 'postgres';
import type { Connection } from '../client.ts';
import { type Counted, countFromCube } from '../projection/counted.ts';
import { accreditations, bandOf, type FacetKind } from '../projection/facet-codes.ts';
import { blockedRelations } from '../projection/free.ts';
import { type FacetName, facetConditions, facetNames, plainConditions, type SearchFilter } from './search-filter.ts';

export interface FacetValue {
  value: string;
  nameZh: string | null;
  nameEn: string | null;
  count: number;
}

export interface FacetCounts {
  total: number;
  facets: Record<FacetName, FacetValue[]>;
}

/** What a search that cannot find anything counts. */
export const noFacets: FacetCounts = {
  total: 0,
  facets: { mode: [], discipline: [], classCode: [], region: [], labLevel: [], accreditation: [], price: [] },
};

/** Cities shown while no region is chosen; beyond that a list no longer helps. */
const citiesShown = 20;

interface CountedValue {
  facet: FacetName | 'total';
  value: string;
  count: number;
}

/**
 * How many instruments each further choice would leave. A facet ignores the choices made within itself, so that its
 * other values stay visible. Classes and regions are counted at their first level and below every chosen value.
 */
export async function countFacets(connection: Connection, filter: SearchFilter): Promise<FacetCounts> {
  const cube = await countFromCube(connection, filter);
  const counted = cube ? valuesOf(cube, filter) : await countRows(connection, filter);
  const values = counted.filter((value) => value.facet !== 'total');
  const rows = await nameValues(connection, values);
  const of = (name: FacetName) => rows.filter((row) => row.facet === name).map(({ facet: _, ...value }) => value);
  return {
    total: counted.find((value) => value.facet === 'total')?.count ?? 0,
    facets: {
      mode: of('mode'),
      discipline: of('discipline'),
      classCode: of('classCode'),
      region: of('region'),
      labLevel: of('labLevel'),
      accreditation: of('accreditation'),
      price: of('price'),
    },
  };
}

/** The values to show, of what was counted ahead. */
function valuesOf(cube: Counted, filter: SearchFilter): CountedValue[] {
  const list = (facet: FacetName, kind: FacetKind) =>
    cube.of(kind, cube.chosen !== facet).map((value) => ({ facet, ...value }));
  const below = (facet: 'classCode' | 'region', kind: FacetKind) =>
    list(facet, kind).filter(({ value }) => filter[facet]?.includes(value.slice(0, 2)));
  const cities = filter.region?.length
    ? below('region', 'region4')
    : list('region', 'region4').sort(byCount).slice(0, citiesShown);
  return [
    { facet: 'total', value: '', count: cube.total },
    ...list('mode', 'mode'),
    ...list('discipline', 'discipline'),
    ...list('labLevel', 'labLevel'),
    ...list('accreditation', 'accreditation'),
    ...list('price', 'price'),
    ...list('classCode', 'class2'),
    ...below('classCode', 'class4'),
    ...list('region', 'region2'),
    ...cities,
  ];
}

function byCount(a: CountedValue, b: CountedValue): number {
  return b.count - a.count || (a.value < b.value ? -1 : 1);
}

/** The same from the instruments themselves, whatever the conditions. */
async function countRows(connection: Connection, filter: SearchFilter): Promise<CountedValue[]> {
  const { sql } = connection;
  const conditions = facetConditions(connection, filter);
  const flag = (name: FacetName) => sql`${conditions[name] ?? sql`true`} AS ${sql(`ok_${name}`)}`;
  const flags = facetNames.map(flag).reduce((list, next) => sql`${list}, ${next}`);
  const arms = [
    sql`SELECT 'total' AS facet, '' AS value, count(*)::int AS count FROM base WHERE ${othersHold(connection)}`,
    sql`SELECT 'mode', v, count(*)::int FROM base, unnest(modes) v WHERE ${othersHold(connection, 'mode')} GROUP BY v`,
    sql`SELECT 'discipline', v, count(*)::int FROM base, unnest(disciplines) v WHERE ${othersHold(connection, 'discipline')} GROUP BY v`,
    sql`SELECT 'labLevel', lab_level, count(*)::int FROM base WHERE ${othersHold(connection, 'labLevel')} GROUP BY lab_level`,
    sql`SELECT 'accreditation', v, count(*)::int FROM base, unnest(accreditations) v
      WHERE v = ANY(${[...accreditations]}::text[]) AND ${othersHold(connection, 'accreditation')} GROUP BY v`,
    sql`SELECT 'price', ${bandOf(connection, 'price_from_fen')}::text, count(*)::int FROM base
      WHERE price_from_fen IS NOT NULL AND ${othersHold(connection, 'price')} GROUP BY 2`,
    ...levelArms(connection, 'classCode', 'class_code', filter.classCode ?? []),
    ...levelArms(connection, 'region', 'region', filter.region ?? []),
  ].reduce((list, next) => sql`${list} UNION ALL (${next})`);
  const blocked = filter.free ? sql`${blockedRelations(connection, filter.free)},` : sql``;
  return sql<CountedValue[]>`
    WITH ${blocked} base AS MATERIALIZED (
      SELECT i.modes, i.disciplines, i.class_code, i.region, i.lab_level, i.accreditations, i.price_from_fen, ${flags}
      FROM instruments i WHERE ${plainConditions(connection, filter)})
    ${arms}`;
}

async function nameValues(
  connection: Connection,
  values: readonly CountedValue[],
): Promise<({ facet: FacetName | 'total' } & FacetValue)[]> {
  return connection.sql<({ facet: FacetName | 'total' } & FacetValue)[]>`
    SELECT n.facet, n.value, n.count, coalesce(d.name_zh, c.name_zh, ${regionName(connection, 'name_zh')}) AS "nameZh",
      coalesce(d.name_en, c.name_en, ${regionName(connection, 'name_en')}) AS "nameEn"
    FROM unnest(${values.map((one) => one.facet)}::text[], ${values.map((one) => one.value)}::text[],
      ${values.map((one) => one.count)}::int[]) AS n(facet, value, count)
    LEFT JOIN disciplines d ON n.facet = 'discipline' AND d.scheme = 'customs' AND d.code = n.value
    LEFT JOIN class_codes c ON n.facet = 'classCode' AND c.scheme = ${classScheme} AND c.code = rpad(n.value, 6, '0')
    LEFT JOIN regions r ON n.facet = 'region' AND r.code = n.value
    LEFT JOIN regions p ON p.code = r.parent_code
    ORDER BY n.facet, n.count DESC, n.value`;
}

/** The table calls the districts of a municipality 市辖区; people know them by the name of the municipality. */
function regionName({ sql }: Connection, column: 'name_zh' | 'name_en'): Fragment {
  return sql`CASE WHEN r.level = 2 AND r.name_zh !~ '(市|州|盟|地区)$' THEN ${sql(`p.${column}`)} ELSE ${sql(`r.${column}`)} END`;
}

function othersHold({ sql }: Connection, except?: FacetName): Fragment {
  return facetNames
    .filter((name) => name !== except)
    .map((name) => sql`${sql(`ok_${name}`)}`)
    .reduce((sum, next) => sql`${sum} AND ${next}`);
}

/** Codes are pairs of digits: the first pair is always counted, a deeper one below each chosen parent. */
function levelArms(
  connection: Connection,
  facet: 'classCode' | 'region',
  column: 'class_code' | 'region',
  chosen: readonly string[],
): Fragment[] {
  const { sql } = connection;
  const others = othersHold(connection, facet);
  const name = sql(column);
  const first = sql`SELECT ${facet}, left(${name}, 2), count(*)::int FROM base WHERE ${others} GROUP BY 2`;
  const deeper = [4, 6].flatMap((length) => {
    const parents = [
      ...new Set(chosen.filter((code) => code.length >= length - 2).map((code) => code.slice(0, length - 2))),
    ];
    if (parents.length === 0) return [];
    return [
      sql`SELECT ${facet}, left(${name}, ${length}), count(*)::int FROM base
        WHERE ${others} AND left(${name}, ${length - 2}) = ANY(${parents}::text[]) GROUP BY 2`,
    ];
  });
  const cities =
    facet === 'region' && chosen.length === 0
      ? [
          sql`SELECT ${facet}, left(${name}, 4), count(*)::int AS count FROM base WHERE ${others}
            GROUP BY 2 ORDER BY count DESC, 2 LIMIT ${citiesShown}`,
        ]
      : [];
  return [first, ...deeper, ...cities];
}
