import { findLabsBehind, waitingUses } from '@guanyi/db/billing/backlog';
import { ratePlainUses } from '@guanyi/db/billing/rate-plain';
import type { Tx } from '@guanyi/db/client';
import { type CommandContext, done, type Outcome } from '../context.ts';

/**
 * Rates in sets what waits one by one: when meters tell of more than the queue can rate, the uses that need neither clock nor
 * calendar get their charges in one statement a lab. Their events find the charge made and have nothing left to do; whatever
 * else waits is rated by its event. @returns how many charges were made.
 */
export async function rateBacklog(
  tx: Tx,
  context: CommandContext,
  { atLeast, limit }: { atLeast: number; limit: number },
): Promise<Outcome<{ rated: number }>> {
  let rated = 0;
  for (const labId of await findLabsBehind(tx, atLeast)) {
    rated += await ratePlainUses(tx, { labId, which: waitingUses(tx, labId, limit), limit, now: context.now });
  }
  return done({ rated });
}
