import { createWorkCalendar, type WorkCalendar } from '@guanyi/domain/kernel/working-days';
import type { Sql } from 'postgres';

export interface ClassCode {
  scheme: string;
  edition: string;
  code: string;
  nameZh: string;
  nameEn: string | null;
  level: number;
  parentCode: string | null;
}

export interface Division {
  code: string;
  nameZh: string;
  level: number;
}

/** What the generator takes from the vocabularies that ship with the product. */
export interface Vocabulary {
  classCodes: ClassCode[];
  divisions: Map<string, Division>;
  /** County codes in order. */
  counties: string[];
  allianceCodes: string[];
  calendar: WorkCalendar;
}

/** @throws Error when the vocabularies have not been loaded. */
export async function readVocabulary(sql: Sql): Promise<Vocabulary> {
  const classCodes = await sql<ClassCode[]>`
    SELECT scheme, edition, code, name_zh AS "nameZh", name_en AS "nameEn", level, parent_code AS "parentCode"
    FROM class_codes ORDER BY scheme, edition, code`;
  const divisions = await sql<Division[]>`SELECT code, name_zh AS "nameZh", level FROM regions ORDER BY code`;
  const alliances = await sql<{ code: string }[]>`SELECT code FROM alliances ORDER BY code`;
  const days = await sql<{ date: string; isOffDay: boolean }[]>`
    SELECT day::text AS date, is_off_day AS "isOffDay" FROM calendar_days`;
  const years = await sql<{ year: number }[]>`SELECT year FROM calendar_years WHERE is_published`;
  if (classCodes.length === 0 || divisions.length === 0) throw new Error('The vocabularies are not loaded.');
  return {
    classCodes: [...classCodes],
    divisions: new Map(divisions.map((division) => [division.code, division])),
    counties: divisions.filter((division) => division.level === 3).map((division) => division.code),
    allianceCodes: alliances.map((alliance) => alliance.code),
    calendar: createWorkCalendar({ days, publishedYears: years.map((row) => row.year) }),
  };
}
