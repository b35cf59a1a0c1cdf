import type { Tx } from '../client.ts';
import { instantToText } from '../columns.ts';

interface Key {
  readonly userId: string;
  readonly operation: string;
  readonly key: string;
  readonly requestHash: string;
}

interface StoredReply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** True when no other request with this key is running; the lock falls with the transaction. */
export async function lockKey(tx: Tx, key: Key): Promise<boolean> {
  const name = `${key.userId}:${key.operation}:${key.key}`;
  const [row] = await tx.sql<
    { free: boolean }[]
  >`SELECT pg_try_advisory_xact_lock(hashtextextended(${name}, 1)) AS free`;
  return row?.free ?? false;
}

export async function findStoredReply(
  tx: Tx,
  key: Key,
): Promise<{ requestHash: string; reply: StoredReply } | undefined> {
  const [row] = await tx.sql<
    { requestHash: string; status: number; body: unknown; headers: Record<string, string> | null }[]
  >`
    SELECT request_hash AS "requestHash", status, body, headers FROM idempotency_keys
    WHERE user_id = ${key.userId} AND operation = ${key.operation} AND key = ${key.key}`;
  if (!row) return undefined;
  return {
    requestHash: row.requestHash,
    reply: { status: row.status, body: row.body, ...(row.headers ? { headers: row.headers } : {}) },
  };
}

/** Stores the reply beside the effect. A concurrent request with the same key was refused by the lock before. */
export async function storeReply(tx: Tx, key: Key, reply: StoredReply, now: number): Promise<void> {
  await tx.sql`
    INSERT INTO idempotency_keys (user_id, operation, key, request_hash, status, body, headers, created_at)
    VALUES (${key.userId}, ${key.operation}, ${key.key}, ${key.requestHash}, ${reply.status},
      ${tx.sql.json((reply.body ?? null) as never)}, ${tx.sql.json((reply.headers ?? null) as never)}, ${instantToText(now)})`;
}

/** Forgets keys made before the instant; a key is kept for at least a day. @returns how many. */
export async function deleteKeysBefore(tx: Tx, before: number): Promise<number> {
  const result = await tx.sql`DELETE FROM idempotency_keys WHERE created_at < ${instantToText(before)}`;
  return result.count;
}
