import type { Connection } from '../client.ts';
import { count } from '../literals.ts';
import { allOf } from '../reach.ts';
import { containing } from './labs.ts';
import type { CalendarYear } from './vocabularies.ts';

interface Named {
  code: string;
  nameZh: string;
  nameEn: string | null;
}

interface Page {
  limit: number;
}

/** One more row than the limit when another page follows; the same in every list here. */
export async function listAlliances(
  connection: Connection,
  page: Page & { after?: string | undefined },
): Promise<(Named & { leadLabId: string | null; labCount: number })[]> {
  const { sql } = connection;
  return sql`
    SELECT a.code, a.name_zh AS "nameZh", a.name_en AS "nameEn", a.lead_lab_id AS "leadLabId",
      (SELECT count(*)::int FROM labs l WHERE a.code = ANY(l.alliances)) AS "labCount"
    FROM alliances a WHERE ${page.after === undefined ? sql`true` : sql`a.code > ${page.after}`}
    ORDER BY a.code LIMIT ${count(sql, page.limit + 1)}`;
}

/** A scheme may be named with or without its year. */
export async function listDisciplines(
  connection: Connection,
  filter: Page & { scheme: string; after?: readonly [position: number, code: string] | undefined },
): Promise<(Named & { scheme: string; position: number })[]> {
  const { sql } = connection;
  return sql`
    SELECT scheme, code, name_zh AS "nameZh", name_en AS "nameEn", position FROM disciplines
    WHERE (scheme = ${filter.scheme} OR starts_with(scheme, ${`${filter.scheme}-`}))
      AND ${filter.after ? sql`(position, code) > (${filter.after[0]}::smallint, ${filter.after[1]})` : sql`true`}
    ORDER BY position, code LIMIT ${count(sql, filter.limit + 1)}`;
}

export interface ClassCodeView extends Named {
  scheme: string;
  edition: string;
  level: number;
  parentCode: string | null;
}

export async function listClassCodes(
  connection: Connection,
  filter: Page & {
    scheme: string;
    parent?: string | undefined;
    prefix?: string | undefined;
    level?: number | undefined;
    q?: string | undefined;
    after?: string | undefined;
  },
): Promise<ClassCodeView[]> {
  const { sql } = connection;
  const part = filter.q ? containing(filter.q) : undefined;
  const where = allOf(connection, [
    filter.parent === undefined ? undefined : sql`parent_code = ${filter.parent.padEnd(6, '0')}`,
    filter.prefix === undefined ? undefined : sql`code LIKE ${`${filter.prefix}%`}`,
    filter.level === undefined ? undefined : sql`level = ${filter.level}`,
    part ? sql`(name_zh ILIKE ${part} OR name_en ILIKE ${part} OR code LIKE ${part})` : undefined,
    filter.after === undefined ? undefined : sql`code > ${filter.after}`,
  ]);
  return sql`
    SELECT scheme, edition, code, level, parent_code AS "parentCode", name_zh AS "nameZh", name_en AS "nameEn" FROM class_codes
    WHERE scheme = ${filter.scheme} AND ${where} ORDER BY code LIMIT ${count(sql, filter.limit + 1)}`;
}

export interface RegionView extends Named {
  level: number;
  parentCode: string | null;
}

export async function listRegions(
  connection: Connection,
  filter: Page & {
    /** Significant digits of a division code. */
    parent?: string | undefined;
    level?: number | undefined;
    q?: string | undefined;
    after?: string | undefined;
  },
): Promise<RegionView[]> {
  const { sql } = connection;
  const part = filter.q ? containing(filter.q) : undefined;
  const where = allOf(connection, [
    filter.parent === undefined ? undefined : sql`parent_code = ${filter.parent}`,
    filter.level === undefined ? undefined : sql`level = ${filter.level}`,
    part ? sql`(name_zh ILIKE ${part} OR name_en ILIKE ${part} OR code LIKE ${part})` : undefined,
    filter.after === undefined ? undefined : sql`code > ${filter.after}`,
  ]);
  return sql`
    SELECT code, level, parent_code AS "parentCode", name_zh AS "nameZh", name_en AS "nameEn" FROM regions
    WHERE ${where} ORDER BY code LIMIT ${count(sql, filter.limit + 1)}`;
}

/** Names of a class and of the classes above it, and its edition; undefined for a code that the scheme does not have. */
export async function findClass(
  connection: Connection,
  scheme: string,
  code: string,
): Promise<{ edition: string; names: string[] } | undefined> {
  const [row] = await connection.sql<{ edition: string; names: string[] }[]>`
    SELECT c.edition, array_remove(ARRAY[c.name_zh, c.name_en, p.name_zh, p.name_en, g.name_zh, g.name_en], NULL) AS names
    FROM class_codes c
    LEFT JOIN class_codes p ON p.scheme = c.scheme AND p.edition = c.edition AND p.code = c.parent_code
    LEFT JOIN class_codes g ON g.scheme = p.scheme AND g.edition = p.edition AND g.code = p.parent_code
    WHERE c.scheme = ${scheme} AND c.code = ${code} ORDER BY c.edition DESC LIMIT 1`;
  return row;
}

/** Every class of every scheme with its names, for an import that meets thousands of codes. */
export async function loadClasses(connection: Connection): Promise<Map<string, { edition: string; names: string[] }>> {
  const rows = await connection.sql<(ClassCodeView & { scheme: string })[]>`
    SELECT scheme, edition, code, parent_code AS "parentCode", name_zh AS "nameZh", name_en AS "nameEn"
    FROM class_codes ORDER BY edition`;
  const byKey = new Map(rows.map((row) => [classKey(row.scheme, row.code), row]));
  const namesOf = (row: ClassCodeView | undefined): string[] =>
    row
      ? [
          row.nameZh,
          ...(row.nameEn === null ? [] : [row.nameEn]),
          ...namesOf(row.parentCode === null ? undefined : byKey.get(classKey(row.scheme, row.parentCode))),
        ]
      : [];
  return new Map([...byKey].map(([key, row]) => [key, { edition: row.edition, names: namesOf(row) }]));
}

export function classKey(scheme: string, code: string): string {
  return `${scheme} ${code}`;
}

/** Names of the customs disciplines in both languages, by code. */
export async function loadDisciplineNames(connection: Connection): Promise<Map<string, string[]>> {
  const rows = await connection.sql<Named[]>`
    SELECT code, name_zh AS "nameZh", name_en AS "nameEn" FROM disciplines WHERE scheme = 'customs'`;
  return new Map(rows.map((row) => [row.code, row.nameEn === null ? [row.nameZh] : [row.nameZh, row.nameEn]]));
}

/** Years of the working calendar with the days that differ from their weekday, newest year first. */
export async function listCalendarYears(
  { sql }: Connection,
  page: Page & { before?: number | undefined },
): Promise<CalendarYear[]> {
  return sql<CalendarYear[]>`
    SELECT y.year, y.is_published AS "isPublished", y.source,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('day', d.day::text, 'name', d.name, 'isOffDay', d.is_off_day) ORDER BY d.day), '[]')
        FROM calendar_days d WHERE d.day >= make_date(y.year, 1, 1) AND d.day < make_date(y.year + 1, 1, 1)) AS days
    FROM calendar_years y WHERE ${page.before === undefined ? sql`true` : sql`y.year < ${page.before}`}
    ORDER BY y.year DESC LIMIT ${count(sql, page.limit + 1)}`;
}
