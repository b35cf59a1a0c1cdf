import type { Connection, Tx } from '../client.ts';

export interface ClassCode {
  code: string;
  parentCode: string | null;
  level: number;
  nameZh: string;
  nameEn: string | null;
}

export interface Discipline {
  scheme: string;
  code: string;
  nameZh: string;
  nameEn: string | null;
  position: number;
}

export interface Division {
  code: string;
  level: number;
  parentCode: string | null;
  nameZh: string;
  nameEn: string | null;
}

export interface CalendarYear {
  year: number;
  isPublished: boolean;
  source: string | null;
  days: { day: string; name: string; isOffDay: boolean }[];
}

const rowsOf = (tx: Tx, rows: readonly object[]) => tx.sql.json(rows as never);

/** Adds codes of one scheme and edition and corrects their names; codes that are already so stay untouched. */
export async function putClassCodes(
  tx: Tx,
  scheme: string,
  edition: string,
  codes: readonly ClassCode[],
): Promise<number> {
  const result = await tx.sql`
    INSERT INTO class_codes AS c (scheme, edition, code, name_zh, name_en, level, parent_code)
    SELECT ${scheme}, ${edition}, n.code, n."nameZh", n."nameEn", n.level, n."parentCode"
    FROM jsonb_to_recordset(${rowsOf(tx, codes)}) AS n(code text, "nameZh" text, "nameEn" text, level smallint, "parentCode" text)
    ON CONFLICT (scheme, edition, code) DO UPDATE
      SET name_zh = excluded.name_zh, name_en = excluded.name_en, level = excluded.level, parent_code = excluded.parent_code
      WHERE (c.name_zh, c.name_en, c.level, c.parent_code)
        IS DISTINCT FROM (excluded.name_zh, excluded.name_en, excluded.level, excluded.parent_code)`;
  return result.count;
}

export async function putDisciplines(tx: Tx, disciplines: readonly Discipline[]): Promise<number> {
  const result = await tx.sql`
    INSERT INTO disciplines AS d (scheme, code, name_zh, name_en, position)
    SELECT n.scheme, n.code, n."nameZh", n."nameEn", n.position
    FROM jsonb_to_recordset(${rowsOf(tx, disciplines)}) AS n(scheme text, code text, "nameZh" text, "nameEn" text, position smallint)
    ON CONFLICT (scheme, code) DO UPDATE
      SET name_zh = excluded.name_zh, name_en = excluded.name_en, position = excluded.position
      WHERE (d.name_zh, d.name_en, d.position) IS DISTINCT FROM (excluded.name_zh, excluded.name_en, excluded.position)`;
  return result.count;
}

export async function putDivisions(tx: Tx, divisions: readonly Division[]): Promise<number> {
  const result = await tx.sql`
    INSERT INTO regions AS r (code, name_zh, name_en, level, parent_code)
    SELECT n.code, n."nameZh", n."nameEn", n.level, n."parentCode"
    FROM jsonb_to_recordset(${rowsOf(tx, divisions)}) AS n(code text, "nameZh" text, "nameEn" text, level smallint, "parentCode" text)
    ON CONFLICT (code) DO UPDATE
      SET name_zh = excluded.name_zh, name_en = excluded.name_en, level = excluded.level, parent_code = excluded.parent_code
      WHERE (r.name_zh, r.name_en, r.level, r.parent_code)
        IS DISTINCT FROM (excluded.name_zh, excluded.name_en, excluded.level, excluded.parent_code)`;
  return result.count;
}

/** Adds alliances that are missing; the list is edited on the platform, so what stands there is never overwritten. */
export async function addAlliances(
  tx: Tx,
  alliances: readonly { code: string; nameZh: string; nameEn: string | null }[],
): Promise<number> {
  const result = await tx.sql`
    INSERT INTO alliances (code, name_zh, name_en)
    SELECT n.code, n."nameZh", n."nameEn"
    FROM jsonb_to_recordset(${rowsOf(tx, alliances)}) AS n(code text, "nameZh" text, "nameEn" text)
    ON CONFLICT (code) DO NOTHING`;
  return result.count;
}

/**
 * Adds a year of the working calendar with its days, or publishes one that was unpublished until now.
 * The days of a year that is already published stay as they are: a notice can be amended on the platform.
 */
export async function addCalendarYear(tx: Tx, year: CalendarYear): Promise<number> {
  const [added] = await tx.sql`
    INSERT INTO calendar_years AS y (year, is_published, source) VALUES (${year.year}, ${year.isPublished}, ${year.source})
    ON CONFLICT (year) DO UPDATE SET is_published = true, source = excluded.source
      WHERE excluded.is_published AND NOT y.is_published
    RETURNING year`;
  if (!added || year.days.length === 0) return added ? 1 : 0;
  const result = await tx.sql`
    INSERT INTO calendar_days (day, name, is_off_day)
    SELECT n.day, n.name, n."isOffDay"
    FROM jsonb_to_recordset(${rowsOf(tx, year.days)}) AS n(day date, name text, "isOffDay" boolean)
    ON CONFLICT (day) DO NOTHING`;
  return result.count + 1;
}

/** One year of the working calendar; undefined when nothing is known of it. */
export async function findCalendarYear({ sql }: Connection, year: number): Promise<CalendarYear | undefined> {
  const [row] = await sql<CalendarYear[]>`
    SELECT year, is_published AS "isPublished", source,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('day', d.day::text, 'name', d.name, 'isOffDay', d.is_off_day)), '[]')
        FROM calendar_days d WHERE extract(year FROM d.day) = y.year) AS days
    FROM calendar_years y WHERE year = ${year}`;
  return row;
}

/** Replaces a year of the working calendar with all its days. */
export async function putCalendarYear(tx: Tx, year: CalendarYear): Promise<void> {
  await tx.sql`
    INSERT INTO calendar_years (year, is_published, source) VALUES (${year.year}, ${year.isPublished}, ${year.source})
    ON CONFLICT (year) DO UPDATE SET is_published = excluded.is_published, source = excluded.source`;
  await tx.sql`DELETE FROM calendar_days WHERE extract(year FROM day) = ${year.year}`;
  await tx.sql`
    INSERT INTO calendar_days (day, name, is_off_day)
    SELECT n.day, n.name, n."isOffDay"
    FROM jsonb_to_recordset(${rowsOf(tx, year.days)}) AS n(day date, name text, "isOffDay" boolean)`;
}
