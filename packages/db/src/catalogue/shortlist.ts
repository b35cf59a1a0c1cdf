import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';

/** A favourite with what a list shows of its instrument. Times in epoch milliseconds. */
export interface Favourite {
  instrumentId: string;
  createdAt: number;
  nameZh: string;
  nameEn: string | null;
  model: string;
  classCode: string;
  status: 'active' | 'retired';
  labId: string;
  labNameZh: string;
  labNameEn: string | null;
  city: string;
}

interface Page {
  userId: string;
  limit: number;
  after?: readonly [number, string] | undefined;
}

/**
 * Marks an instrument; a second time changes nothing.
 * @returns false when there is no such instrument.
 */
export async function insertFavourite(tx: Tx, userId: string, instrumentId: string, now: number): Promise<boolean> {
  const [instrument] = await tx.sql<{ labId: string }[]>`
    SELECT lab_id AS "labId" FROM instruments WHERE id = ${instrumentId}`;
  if (!instrument) return false;
  await tx.sql`
    INSERT INTO favourites (user_id, instrument_id, lab_id, created_at)
    VALUES (${userId}, ${instrumentId}, ${instrument.labId}, ${instantToText(now)}) ON CONFLICT DO NOTHING`;
  return true;
}

export async function deleteFavourite(tx: Tx, userId: string, instrumentId: string): Promise<void> {
  await tx.sql`DELETE FROM favourites WHERE user_id = ${userId} AND instrument_id = ${instrumentId}`;
}

/** Own favourites, newest first, one more than the limit when there is a next page. */
export async function listFavourites(connection: Connection, { userId, limit, after }: Page): Promise<Favourite[]> {
  const { sql } = connection;
  const rows = await sql<(Omit<Favourite, 'createdAt'> & { createdAt: string })[]>`
    SELECT f.instrument_id AS "instrumentId", f.created_at::text AS "createdAt", i.name_zh AS "nameZh", i.name_en AS "nameEn",
      i.model, coalesce(i.suggested_class_code, i.class_code) AS "classCode", i.status, l.id AS "labId",
      l.name_zh AS "labNameZh", l.name_en AS "labNameEn", l.city
    FROM favourites f
    JOIN instruments i ON i.lab_id = f.lab_id AND i.id = f.instrument_id
    JOIN labs l ON l.id = f.lab_id
    WHERE f.user_id = ${userId}
      ${after ? sql`AND (f.created_at, f.instrument_id) < (${instantToText(after[0])}::timestamptz, ${after[1]}::uuid)` : sql``}
    ORDER BY f.created_at DESC, f.instrument_id DESC LIMIT ${limit + 1}`;
  return rows.map((row) => ({ ...row, createdAt: instantFromText(row.createdAt) }));
}

/** A search under a name. Times in epoch milliseconds. */
export interface SavedSearch {
  id: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  name: string;
  query: Record<string, unknown>;
}

type SavedRow = Omit<SavedSearch, 'createdAt' | 'updatedAt'> & { createdAt: string; updatedAt: string };

const savedColumns = ({ sql }: Connection) =>
  sql`id, version, created_at::text AS "createdAt", updated_at::text AS "updatedAt", name, query`;

function savedOf(row: SavedRow): SavedSearch {
  return { ...row, createdAt: instantFromText(row.createdAt), updatedAt: instantFromText(row.updatedAt) };
}

/** @returns undefined when the person has a search of that name already. */
export async function insertSavedSearch(
  tx: Tx,
  search: Pick<SavedSearch, 'id' | 'name' | 'query'> & { userId: string },
  now: number,
): Promise<SavedSearch | undefined> {
  const at = instantToText(now);
  const [row] = await tx.sql<SavedRow[]>`
    INSERT INTO saved_searches (user_id, id, name, query, created_at, updated_at)
    VALUES (${search.userId}, ${search.id}, ${search.name}, ${tx.sql.json(search.query as never)}, ${at}, ${at})
    ON CONFLICT (user_id, name) DO NOTHING RETURNING ${savedColumns(tx)}`;
  return row && savedOf(row);
}

/** @returns false when there is no such search of this person. */
export async function deleteSavedSearch(tx: Tx, userId: string, id: string): Promise<boolean> {
  const result = await tx.sql`DELETE FROM saved_searches WHERE user_id = ${userId} AND id = ${id}`;
  return result.count === 1;
}

/** Own searches, newest first, one more than the limit when there is a next page. */
export async function listSavedSearches(
  connection: Connection,
  { userId, limit, after }: Page,
): Promise<SavedSearch[]> {
  const { sql } = connection;
  const rows = await sql<SavedRow[]>`
    SELECT ${savedColumns(connection)} FROM saved_searches
    WHERE user_id = ${userId}
      ${after ? sql`AND (created_at, id) < (${instantToText(after[0])}::timestamptz, ${after[1]}::uuid)` : sql``}
    ORDER BY created_at DESC, id DESC LIMIT ${limit + 1}`;
  return rows.map(savedOf);
}
