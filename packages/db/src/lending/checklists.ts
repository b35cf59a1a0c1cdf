import type { Reach } from '@guanyi/domain/identity/reach';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';
import { withinReach } from '../reach.ts';

export interface ChecklistItem {
  zh: string;
  en?: string;
}

export interface StoredChecklist {
  labId: string;
  classCode: string;
  items: ChecklistItem[];
  version: number;
  createdAt: number;
  updatedAt: number;
}

type Row = Omit<StoredChecklist, 'createdAt' | 'updatedAt'> & { createdAt: string; updatedAt: string };

function select({ sql }: Connection) {
  return sql`
    SELECT lab_id AS "labId", class_code AS "classCode", items, version, created_at::text AS "createdAt", updated_at::text AS "updatedAt"
    FROM checklists`;
}

function checklistOf(row: Row): StoredChecklist {
  return { ...row, createdAt: instantFromText(row.createdAt), updatedAt: instantFromText(row.updatedAt) };
}

/** What a lab has set for classes of instruments, by class. */
export async function listChecklists(connection: Connection, labId: string): Promise<StoredChecklist[]> {
  const rows = await connection.sql<Row[]>`${select(connection)} WHERE lab_id = ${labId} ORDER BY class_code`;
  return rows.map(checklistOf);
}

/** Sets the list of a lab for a class in place of the one that is there. */
export async function putChecklist(
  tx: Tx,
  list: { labId: string; classCode: string; items: readonly ChecklistItem[] },
  now: number,
): Promise<void> {
  const at = instantToText(now);
  await tx.sql`
    INSERT INTO checklists (lab_id, class_code, items, created_at, updated_at)
    VALUES (${list.labId}, ${list.classCode}, ${tx.sql.json(list.items as never)}, ${at}, ${at})
    ON CONFLICT (lab_id, class_code) DO UPDATE SET items = excluded.items, version = checklists.version + 1, updated_at = ${at}`;
}

/** Gives a class back to the list that the product proposes. @returns false when the lab had set none. */
export async function deleteChecklist(tx: Tx, list: { labId: string; classCode: string }): Promise<boolean> {
  const result = await tx.sql`
    DELETE FROM checklists WHERE lab_id = ${list.labId} AND class_code = ${list.classCode}`;
  return result.count === 1;
}

/** An own lab of the reader, or undefined. */
export async function findOwnLab(connection: Connection, reach: Reach, labId: string): Promise<string | undefined> {
  const [row] = await connection.sql<{ id: string }[]>`
    SELECT l.id FROM labs l WHERE l.id = ${labId} AND ${withinReach(connection, reach, { labId: 'l.id', districtId: 'l.district_id' })}`;
  return row?.id;
}

/** Where an instrument stands and what it is. */
export async function findClassOf(
  connection: Connection,
  instrumentId: string,
): Promise<{ labId: string; classCode: string } | undefined> {
  const [row] = await connection.sql<{ labId: string; classCode: string }[]>`
    SELECT lab_id AS "labId", class_code AS "classCode" FROM instruments WHERE id = ${instrumentId}`;
  return row;
}

export async function isClassCode(connection: Connection, code: string): Promise<boolean> {
  const rows = await connection.sql`SELECT 1 FROM class_codes WHERE code = ${code} LIMIT 1`;
  return rows.length > 0;
}
