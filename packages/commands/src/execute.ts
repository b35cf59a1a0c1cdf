import type { Database, Tx } from '@guanyi/db/client';
import { sqlStateOf } from '@guanyi/db/errors';
import { findStoredReply, lockKey, storeReply } from '@guanyi/db/identity/idempotency';
import { type Command, type CommandContext, type Outcome, type Refusal, refuse } from './context.ts';

/** What the client sent to name this write, so that sending it again does nothing more. */
export interface IdempotencyKey {
  /** Nil for a visitor. */
  readonly userId: string;
  readonly operation: string;
  readonly key: string;
  /** Hash over path and body: the same key with another request is refused. */
  readonly requestHash: string;
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Replied = { readonly ok: true; readonly value: Reply; readonly replayed: boolean } | Refusal;

const maximumAttempts = 4;
/** Deadlock and serialization failure: nothing was written, so the same work may simply run again. */
const retryable = new Set(['40P01', '40001']);

/**
 * Runs one command in one transaction: the only place where a write begins.
 * A refusal rolls back; a deadlock is retried three times and then thrown.
 */
export async function execute<I, T>(
  database: Database,
  context: CommandContext,
  command: Command<I, T>,
  input: I,
): Promise<Outcome<T>> {
  return inTransaction(database, (tx) => command(tx, context, input));
}

/**
 * The same for a request: the reply is made and, when the client sent a key, stored in the transaction of the effect,
 * so that a client that never saw the reply can ask again and get it.
 */
export async function executeForReply<I, T>(
  database: Database,
  context: CommandContext,
  command: Command<I, T>,
  input: I,
  reply: (tx: Tx, value: T) => Promise<Reply> | Reply,
  idempotency?: IdempotencyKey,
): Promise<Replied> {
  return inTransaction(database, async (tx): Promise<Replied> => {
    if (idempotency) {
      const earlier = await replyOfEarlier(tx, idempotency);
      if (earlier) return earlier;
    }
    const outcome = await command(tx, context, input);
    if (!outcome.ok) return outcome;
    const value = await reply(tx, outcome.value);
    if (idempotency) await storeReply(tx, idempotency, value, context.now);
    return { ok: true, value, replayed: false };
  });
}

async function replyOfEarlier(tx: Tx, key: IdempotencyKey): Promise<Replied | undefined> {
  if (!(await lockKey(tx, key))) return refuse('request-in-progress');
  const stored = await findStoredReply(tx, key);
  if (!stored) return undefined;
  if (stored.requestHash !== key.requestHash) return refuse('idempotency-key-reused');
  return { ok: true, value: stored.reply, replayed: true };
}

/** Carries a refusal out of a transaction, because only a throw rolls back. */
class RolledBack extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

async function inTransaction<R extends { ok: true } | Refusal>(
  database: Database,
  work: (tx: Tx) => Promise<R>,
): Promise<R | Refusal> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await database.begin(async (tx) => {
        const outcome = await work(tx);
        if (!outcome.ok) throw new RolledBack(outcome as Refusal);
        return outcome;
      });
    } catch (error) {
      if (error instanceof RolledBack) return error.refusal;
      if (attempt >= maximumAttempts || !retryable.has(sqlStateOf(error) ?? '')) throw error;
    }
  }
}
