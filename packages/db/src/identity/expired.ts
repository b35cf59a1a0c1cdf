import type { Tx } from '../client.ts';
import { instantToText } from '../columns.ts';

/** Removes refresh tokens and one-time tokens that expired before the instant. @returns how many. */
export async function deleteTokensExpiredBefore(tx: Tx, before: number): Promise<number> {
  const at = instantToText(before);
  const refresh = await tx.sql`DELETE FROM refresh_tokens WHERE expires_at < ${at}`;
  const oneTime = await tx.sql`DELETE FROM one_time_tokens WHERE expires_at < ${at}`;
  return refresh.count + oneTime.count;
}

/** Removes counted login failures from before the instant. @returns how many. */
export async function deleteLoginFailuresBefore(tx: Tx, before: number): Promise<number> {
  const result = await tx.sql`DELETE FROM login_failures WHERE at < ${instantToText(before)}`;
  return result.count;
}
