import type { ReceiptFault } from '@guanyi/domain/payments/bank-row';
import type { Connection, Tx } from '../client.ts';
import { instantToText } from '../columns.ts';

export interface BankImportInput {
  fileId: string | null;
  fileName: string;
  districtId: string;
}

/** What has come of a bank's file so far; also the shape of the report. */
export interface BankImportCounts {
  /** Receipts that went to a statement without anybody being asked. */
  matched: number;
  /** New receipts that wait for a person. */
  unmatched: number;
  /** Receipts that were on record already. */
  duplicates: number;
  rejected: ReceiptFault[];
}

export const noCounts: BankImportCounts = { matched: 0, unmatched: 0, duplicates: 0, rejected: [] };

/** Notes an import: one that is done already with its report, or one that the worker has yet to do. */
export async function insertBankImport(
  tx: Tx,
  operation: { id: string; userId: string; input: BankImportInput; result: object | null; now: number },
): Promise<void> {
  const at = instantToText(operation.now);
  const isDone = operation.result !== null;
  await tx.sql`
    INSERT INTO operations (id, kind, user_id, organisation_id, status, progress_permille, input, result, finished_at, created_at, updated_at)
    VALUES (${operation.id}, 'bankImport', ${operation.userId}, ${operation.input.districtId}, ${isDone ? 'succeeded' : 'running'},
      ${isDone ? 1_000 : 0}, ${tx.sql.json(operation.input as never)}, ${isDone ? tx.sql.json(operation.result as never) : null},
      ${isDone ? at : null}, ${at}, ${at})`;
}

/** What a running import works on, and whose it is; undefined when it has ended. */
export async function findRunningBankImport(
  connection: Connection,
  operationId: string,
): Promise<{ input: BankImportInput; userId: string; bytes: Buffer } | undefined> {
  const [row] = await connection.sql<{ input: BankImportInput; userId: string; bytes: Buffer }[]>`
    SELECT o.input, o.user_id AS "userId", c.bytes FROM operations o JOIN file_contents c ON c.file_id = (o.input->>'fileId')::uuid
    WHERE o.id = ${operationId} AND o.kind = 'bankImport' AND o.status = 'running'`;
  return row;
}

export interface BankImportCheckpoint extends BankImportCounts {
  /** Index of the first receipt that is not done. */
  next: number;
}

/** Locks a running import, so that two workers do not do the same rows; undefined when it has ended. */
export async function loadBankImportForUpdate(tx: Tx, operationId: string): Promise<BankImportCheckpoint | undefined> {
  const [row] = await tx.sql<{ checkpoint: BankImportCheckpoint | null }[]>`
    SELECT checkpoint FROM operations WHERE id = ${operationId} AND status = 'running' FOR UPDATE`;
  return row && (row.checkpoint ?? { ...noCounts, next: 0 });
}

export async function saveBankImport(
  tx: Tx,
  operationId: string,
  checkpoint: BankImportCheckpoint,
  progressPermille: number,
  now: number,
): Promise<void> {
  await tx.sql`
    UPDATE operations SET checkpoint = ${tx.sql.json(checkpoint as never)}, progress_permille = ${progressPermille},
      version = version + 1, updated_at = ${instantToText(now)}
    WHERE id = ${operationId}`;
}
