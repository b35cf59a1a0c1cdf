import type { Connection, Tx } from '../client.ts';
import { instantToText } from '../columns.ts';

export interface OutageImportInput {
  fileId: string;
  fileName: string;
  labId: string;
  dryRun: boolean;
}

/** Notes that a list of outages was handed in. Its file must be stored before. */
export async function insertOutageImport(
  tx: Tx,
  operation: { id: string; userId: string; input: OutageImportInput; now: number },
): Promise<void> {
  const at = instantToText(operation.now);
  await tx.sql`
    INSERT INTO operations (id, kind, user_id, lab_id, status, input, created_at, updated_at)
    VALUES (${operation.id}, 'outageImport', ${operation.userId}, ${operation.input.labId}, 'running',
      ${tx.sql.json(operation.input as never)}, ${at}, ${at})`;
}

/** What a running import works on; undefined when it has ended. */
export async function findRunningOutageImport(
  connection: Connection,
  operationId: string,
): Promise<{ input: OutageImportInput; userId: string; bytes: Buffer } | undefined> {
  const [row] = await connection.sql<{ input: OutageImportInput; userId: string; bytes: Buffer }[]>`
    SELECT o.input, o.user_id AS "userId", c.bytes
    FROM operations o JOIN file_contents c ON c.file_id = (o.input->>'fileId')::uuid
    WHERE o.id = ${operationId} AND o.kind = 'outageImport' AND o.status = 'running'`;
  return row;
}

/** An instrument that a row names, with the wall clock in which its times are meant. */
export interface NamedInstrument {
  id: string;
  assetNumber: string;
  zone: string;
  status: 'active' | 'retired';
}

export async function findByAssetNumbers(
  { sql }: Connection,
  labId: string,
  assetNumbers: readonly string[],
): Promise<Map<string, NamedInstrument>> {
  const rows = await sql<NamedInstrument[]>`
    SELECT i.id, i.asset_number AS "assetNumber", coalesce(i.zone, l.zone) AS zone, i.status
    FROM instruments i JOIN labs l ON l.id = i.lab_id
    WHERE i.lab_id = ${labId} AND i.asset_number = ANY(${assetNumbers as string[]})`;
  return new Map(rows.map((row) => [row.assetNumber, row]));
}

/** Those of the lines that have made an outage already. */
export async function findImportKeys(
  { sql }: Connection,
  labId: string,
  keys: readonly string[],
): Promise<Set<string>> {
  const rows = await sql<{ key: string }[]>`
    SELECT import_key AS key FROM outages WHERE lab_id = ${labId} AND import_key = ANY(${keys as string[]})`;
  return new Set(rows.map(({ key }) => key));
}
