import type { Connection, Tx } from '../client.ts';
import { instantToText } from '../columns.ts';

export type ImportKind = 'instrumentImport' | 'usageImport';

export interface ImportInput {
  fileId: string;
  fileName: string;
  /** Of a register; a file of uses has one form. */
  format?: 'guanyi' | 'uniquip' | 'nrii';
  labId: string;
  dryRun: boolean;
}

/** One row that was refused, with its first fault; `more` lists the others. */
export interface RejectedRow {
  line: number;
  column: string | null;
  code: string;
  value: string | null;
  more?: { column: string | null; code: string; value: string | null }[];
}

/** How far an import has come: enough for another worker to go on. */
export interface ImportCheckpoint {
  /** Index of the first row that is not done. */
  next: number;
  created: number;
  updated: number;
  unchanged: number;
  /** The first refused rows; how many there are in all stands beside. */
  rejected: RejectedRow[];
  rejectedCount: number;
}

/** Notes that an import was asked for. Its file must be stored before. */
export async function insertImport(
  tx: Tx,
  operation: { id: string; kind: ImportKind; userId: string; input: ImportInput; now: number },
): Promise<void> {
  const at = instantToText(operation.now);
  await tx.sql`
    INSERT INTO operations (id, kind, user_id, lab_id, status, input, created_at, updated_at)
    VALUES (${operation.id}, ${operation.kind}, ${operation.userId}, ${operation.input.labId}, 'running',
      ${tx.sql.json(operation.input as never)}, ${at}, ${at})`;
}

/** What a running import works on; undefined when it has ended. */
export async function findRunningImport(
  connection: Connection,
  operationId: string,
  kind: ImportKind,
): Promise<{ input: ImportInput; userId: string; bytes: Buffer } | undefined> {
  const [row] = await connection.sql<{ input: ImportInput; userId: string; bytes: Buffer }[]>`
    SELECT o.input, o.user_id AS "userId", c.bytes FROM operations o JOIN file_contents c ON c.file_id = (o.input->>'fileId')::uuid
    WHERE o.id = ${operationId} AND o.kind = ${kind} AND o.status = 'running'`;
  return row;
}

/** Locks a running import, so that two workers do not do the same rows; undefined when it has ended. */
export async function loadImportForUpdate(
  tx: Tx,
  operationId: string,
): Promise<{ input: ImportInput; checkpoint: ImportCheckpoint } | undefined> {
  const [row] = await tx.sql<{ input: ImportInput; checkpoint: ImportCheckpoint | null }[]>`
    SELECT input, checkpoint FROM operations WHERE id = ${operationId} AND status = 'running' FOR UPDATE`;
  const fresh: ImportCheckpoint = { next: 0, created: 0, updated: 0, unchanged: 0, rejected: [], rejectedCount: 0 };
  return row && { input: row.input, checkpoint: row.checkpoint ?? fresh };
}

export async function saveImportProgress(
  tx: Tx,
  operationId: string,
  checkpoint: ImportCheckpoint,
  progressPermille: number,
  now: number,
): Promise<void> {
  await tx.sql`
    UPDATE operations SET checkpoint = ${tx.sql.json(checkpoint as never)}, progress_permille = ${progressPermille},
      version = version + 1, updated_at = ${instantToText(now)}
    WHERE id = ${operationId}`;
}

/** Ends an import: with a report, and with a problem too when the file could not be read at all. */
export async function finishImport(
  tx: Tx,
  operationId: string,
  end: { result: object; problem?: object },
  now: number,
): Promise<void> {
  const at = instantToText(now);
  await tx.sql`
    UPDATE operations SET status = ${end.problem ? 'failed' : 'succeeded'}, result = ${tx.sql.json(end.result as never)},
      problem = ${end.problem ? tx.sql.json(end.problem as never) : null}, checkpoint = NULL, progress_permille = 1000,
      version = version + 1, updated_at = ${at}, finished_at = ${at}
    WHERE id = ${operationId} AND status = 'running'`;
}
