import type { Discipline } from '@guanyi/domain/catalogue/instrument';
import type { Connection } from '../client.ts';
import { instantFromText } from '../columns.ts';
import { count } from '../literals.ts';
import { allOf } from '../reach.ts';

export type LabLevel = 'ministryKey' | 'regional' | 'routine' | 'unexplained';

export interface LabView {
  id: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  code: string;
  nameZh: string;
  nameEn: string | null;
  level: LabLevel;
  districtId: string;
  districtNameZh: string;
  districtNameEn: string | null;
  region: string;
  city: string;
  address: string | null;
  zone: string;
  disciplines: Discipline[];
  alliances: { code: string; nameZh: string; nameEn: string | null }[];
  accreditations: string[];
  isBsl3: boolean;
  /** In service. */
  instrumentCount: number;
  isGenerated: boolean;
}

export interface LabFilter {
  id?: string | undefined;
  q?: string | undefined;
  districtId?: string | undefined;
  /** Significant digits of a division code. */
  region?: string | undefined;
  level?: LabLevel | undefined;
  discipline?: string | undefined;
  alliance?: string | undefined;
  limit: number;
  after?: readonly [code: string, id: string] | undefined;
}

type Row = Omit<LabView, 'createdAt' | 'updatedAt'> & { createdAt: string; updatedAt: string };

/** Labs in the order of their codes, one more than the limit when another page follows. */
export async function listLabs(connection: Connection, filter: LabFilter): Promise<LabView[]> {
  const { sql } = connection;
  const part = filter.q ? containing(filter.q) : undefined;
  const where = allOf(connection, [
    filter.id ? sql`l.id = ${filter.id}` : undefined,
    part
      ? sql`(l.name_zh ILIKE ${part} OR l.name_en ILIKE ${part} OR l.code ILIKE ${part} OR l.city ILIKE ${part})`
      : undefined,
    filter.districtId ? sql`l.district_id = ${filter.districtId}` : undefined,
    filter.region ? sql`l.region LIKE ${`${filter.region}%`}` : undefined,
    filter.level ? sql`l.level = ${filter.level}` : undefined,
    filter.discipline ? sql`${filter.discipline} = ANY(l.disciplines)` : undefined,
    filter.alliance ? sql`${filter.alliance} = ANY(l.alliances)` : undefined,
    filter.after ? sql`(l.code, l.id) > (${filter.after[0]}, ${filter.after[1]}::uuid)` : undefined,
  ]);
  const rows = await sql<Row[]>`
    SELECT l.id, l.version, l.created_at::text AS "createdAt", l.updated_at::text AS "updatedAt", l.code, l.name_zh AS "nameZh",
      l.name_en AS "nameEn", l.level, l.district_id AS "districtId", o.name_zh AS "districtNameZh", o.name_en AS "districtNameEn",
      l.region, l.city, l.address, l.zone, l.disciplines, l.accreditations, l.is_bsl3 AS "isBsl3", l.is_generated AS "isGenerated",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('code', a.code, 'nameZh', a.name_zh, 'nameEn', a.name_en) ORDER BY a.code), '[]')
        FROM alliances a WHERE a.code = ANY(l.alliances)) AS alliances,
      (SELECT count(*)::int FROM instruments i WHERE i.lab_id = l.id AND i.status = 'active') AS "instrumentCount"
    FROM labs l JOIN organisations o ON o.id = l.district_id
    WHERE ${where} ORDER BY l.code, l.id LIMIT ${count(sql, filter.limit + 1)}`;
  return rows.map((row) => ({
    ...row,
    createdAt: instantFromText(row.createdAt),
    updatedAt: instantFromText(row.updatedAt),
  }));
}

/** Labs on record, by level. */
export async function countLabsByLevel(connection: Connection): Promise<Partial<Record<LabLevel, number>>> {
  const rows = await connection.sql<{ level: LabLevel; count: number }[]>`
    SELECT level, count(*)::int AS count FROM labs GROUP BY level`;
  return Object.fromEntries(rows.map((row) => [row.level, row.count]));
}

/** A LIKE pattern for a part of a text, with what LIKE itself would read made harmless. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
