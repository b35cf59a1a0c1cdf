import { priceBands } from '@guanyi/domain/catalogue/price-bands';
import type { Fragment } from 'postgres';
import type { Connection } from '../client.ts';

/** Those that people choose by; a lab may have others. */
export const accreditations = ['CNAS', 'CMA'] as const;

/**
 * Facet values as small numbers, so that thousands of rows are counted by them from an index alone. Each kind has a range of its own;
 * codes that are built from pairs of digits are their own number. A value that is not listed is not counted.
 */
const listed = {
  mode: { from: 1, values: ['rent', 'loan', 'equity'] },
  form: { from: 11, values: ['machineTime', 'sample', 'termLease'] },
  labLevel: { from: 21, values: ['ministryKey', 'regional', 'routine', 'unexplained'] },
  discipline: {
    from: 31,
    values: [
      'healthQuarantine',
      'animalPlantQuarantine',
      'foodSafety',
      'chemicalMineralMetal',
      'electromechanical',
      'lightIndustry',
      'textile',
      'commodityIdentification',
    ],
  },
  accreditation: { from: 51, values: accreditations },
  /** Bands of the hourly list price, by their place. */
  price: { from: 61, values: priceBands.map((_, place) => String(place)) },
} as const;

/** Class by its first pair of digits and its first two, region likewise. */
const coded = {
  class2: { from: 1_000, digits: 2 },
  class4: { from: 10_000, digits: 4 },
  region2: { from: 30_000, digits: 2 },
  region4: { from: 40_000, digits: 4 },
} as const;

type ListedKind = keyof typeof listed;
type CodedKind = keyof typeof coded;
export type FacetKind = ListedKind | CodedKind;

/** The number of a value; undefined when its kind has no such value. */
export function facetCode(kind: FacetKind, value: string): number | undefined {
  if (kind in coded) {
    const { from, digits } = coded[kind as CodedKind];
    return new RegExp(`^\\d{${digits}}$`).test(value) ? from + Number(value) : undefined;
  }
  const { from, values } = listed[kind as ListedKind];
  const place = (values as readonly string[]).indexOf(value);
  return place < 0 ? undefined : from + place;
}

/** What a number stands for. */
export function facetOf(code: number): { kind: FacetKind; value: string } | undefined {
  for (const [kind, { from, values }] of Object.entries(listed)) {
    const value = values[code - from];
    if (value !== undefined) return { kind: kind as ListedKind, value };
  }
  for (const [kind, { from, digits }] of Object.entries(coded)) {
    if (code >= from && code < from + 10 ** digits) {
      return { kind: kind as CodedKind, value: String(code - from).padStart(digits, '0') };
    }
  }
  return undefined;
}

/** The place of the band in which a price lies. */
export function bandOf({ sql }: Connection, column: string): Fragment {
  return sql`(width_bucket(${sql.unsafe(column)}, ${priceBands.map((band) => band.minFen)}::bigint[]) - 1)`;
}

/** All numbers of the instrument of alias `i`, as an integer array. */
export function facetsOfInstrument(connection: Connection): Fragment {
  const { sql } = connection;
  const many = (column: string, kind: ListedKind) => sql`ARRAY(
    SELECT ${listed[kind].from}::int + array_position(${[...listed[kind].values]}::text[], v) - 1 FROM unnest(${sql.unsafe(column)}) v
    WHERE v = ANY(${[...listed[kind].values]}::text[]))`;
  const one = (column: string, kind: CodedKind) => sql`CASE WHEN length(${sql.unsafe(column)}) >= ${coded[kind].digits}
    THEN ARRAY[${coded[kind].from}::int + left(${sql.unsafe(column)}, ${coded[kind].digits})::int] ELSE '{}' END`;
  const band = sql`CASE WHEN i.price_from_fen IS NULL THEN '{}'
    ELSE ARRAY[${listed.price.from}::int + ${bandOf(connection, 'i.price_from_fen')}] END`;
  return sql`(${many('i.modes', 'mode')} || ${many('i.forms', 'form')} || ${many('ARRAY[i.lab_level]', 'labLevel')}
    || ${many('i.disciplines', 'discipline')} || ${many('i.accreditations', 'accreditation')} || ${band} || ${one('i.class_code', 'class2')} || ${one('i.class_code', 'class4')}
    || ${one('i.region', 'region2')} || ${one('i.region', 'region4')})`;
}

/** Kinds that a search may filter by while all others are still counted; forms are filtered by and never counted. */
const leading: readonly FacetKind[] = [
  'mode',
  'form',
  'labLevel',
  'discipline',
  'accreditation',
  'price',
  'class2',
  'region2',
];

/** Whether pairs that begin with this number are counted, as a condition on the column or alias `code`. */
export function leads({ sql }: Connection, code: string): Fragment {
  const ranges = leading.map((kind) => {
    const from = kind in coded ? coded[kind as CodedKind].from : listed[kind as ListedKind].from;
    const until =
      kind in coded ? from + 10 ** coded[kind as CodedKind].digits : from + listed[kind as ListedKind].values.length;
    return sql`${sql.unsafe(code)} BETWEEN ${from} AND ${until - 1}`;
  });
  return sql`(${ranges.reduce((sum, range) => sql`${sum} OR ${range}`)})`;
}
