import { and, eq } from 'drizzle-orm';
import { operations } from './catalogue/tables.ts';
import type { Connection } from './client.ts';

/** Long work as its owner sees it. Times in epoch milliseconds. */
export interface Operation {
  id: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  kind: string;
  status: 'running' | 'succeeded' | 'failed';
  progressPermille: number;
  result?: Record<string, unknown>;
  problem?: Record<string, unknown>;
}

/** The operation, if this person started it. */
export async function findOperation(
  connection: Connection,
  operationId: string,
  userId: string,
): Promise<Operation | undefined> {
  const [row] = await connection.db
    .select()
    .from(operations)
    .where(and(eq(operations.id, operationId), eq(operations.userId, userId)));
  if (!row) return undefined;
  return {
    id: row.id,
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    kind: row.kind,
    status: row.status,
    progressPermille: row.progressPermille,
    ...(row.result ? { result: row.result as Record<string, unknown> } : {}),
    ...(row.problem ? { problem: row.problem as Record<string, unknown> } : {}),
  };
}
