import type { Notice } from '@guanyi/domain/notifications/notice';
import type { Connection } from '../client.ts';
import { instantToText } from '../columns.ts';

/** A mail in hand of one sender. */
export interface DeliveryInHand {
  readonly id: string;
  readonly recipient: string;
  readonly locale: 'zh-CN' | 'en';
  readonly messageId: string;
  readonly payload: { readonly notice: Notice; readonly name: string; readonly token?: string };
  /** This attempt's number, from 1. */
  readonly attempt: number;
}

export interface ClaimedDelivery {
  readonly id: string;
  readonly attempts: number;
}

/**
 * Takes mails in hand whose time has come. Waiting for a mail server is waiting for a machine,
 * so due times and leases follow the database's own clock.
 */
export async function claimDueDeliveries(
  { sql }: Connection,
  options: { limit: number; leaseMs: number },
): Promise<ClaimedDelivery[]> {
  return sql<ClaimedDelivery[]>`
    WITH picked AS MATERIALIZED (
      SELECT id FROM deliveries
      WHERE status = 'pending' AND next_attempt_at <= clock_timestamp()
        AND (claimed_until_at IS NULL OR claimed_until_at <= clock_timestamp())
      ORDER BY next_attempt_at LIMIT ${options.limit}
      FOR UPDATE SKIP LOCKED
    )
    UPDATE deliveries d SET claimed_until_at = clock_timestamp() + ${options.leaseMs} * interval '1 millisecond'
    FROM picked WHERE d.id = picked.id
    RETURNING d.id, d.attempts`;
}

/** Gives claimed mails back, because the queue did not take them. */
export async function releaseDeliveries({ sql }: Connection, ids: readonly string[]): Promise<void> {
  await sql`UPDATE deliveries SET claimed_until_at = NULL WHERE id = ANY(${ids as string[]}) AND status = 'pending'`;
}

/**
 * Begins attempt number `attempts + 1`. Only one caller gets it: a job that the queue hands out twice, or after a wipe again, finds nothing.
 * The lease outlives the longest conversation with a mail server.
 */
export async function beginAttempt(
  { sql }: Connection,
  delivery: ClaimedDelivery,
  leaseMs: number,
): Promise<DeliveryInHand | undefined> {
  const [row] = await sql<DeliveryInHand[]>`
    UPDATE deliveries SET attempts = attempts + 1,
      claimed_until_at = clock_timestamp() + ${leaseMs} * interval '1 millisecond'
    WHERE id = ${delivery.id} AND status = 'pending' AND attempts = ${delivery.attempts}
    RETURNING id, recipient, locale, message_id AS "messageId", payload, attempts AS attempt`;
  return row;
}

/** The server has said 250. A one-time token has served its purpose and goes. */
export async function markSent({ sql }: Connection, id: string, now: number): Promise<void> {
  const at = instantToText(now);
  await sql`
    UPDATE deliveries SET status = 'sent', sent_at = ${at}, updated_at = ${at}, version = version + 1,
      claimed_until_at = NULL, last_error = NULL, payload = payload - 'token'
    WHERE id = ${id} AND status = 'pending'`;
}

/** Puts the mail back in line. */
export async function markForRetry(
  { sql }: Connection,
  id: string,
  retry: { delayMs: number; error: string; now: number },
): Promise<void> {
  await sql`
    UPDATE deliveries SET next_attempt_at = clock_timestamp() + ${retry.delayMs} * interval '1 millisecond',
      claimed_until_at = NULL, last_error = ${retry.error}, updated_at = ${instantToText(retry.now)}, version = version + 1
    WHERE id = ${id} AND status = 'pending'`;
}

/** Gives the mail up; it stays visible with its reason. */
export async function markDead({ sql }: Connection, id: string, error: string, now: number): Promise<void> {
  await sql`
    UPDATE deliveries SET status = 'dead', claimed_until_at = NULL, last_error = ${error},
      updated_at = ${instantToText(now)}, version = version + 1
    WHERE id = ${id} AND status = 'pending'`;
}
