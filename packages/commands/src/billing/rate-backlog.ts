import { closeRated, findLabsBehind, waitingUses } from '@guanyi/db/billing/backlog';
import { ratePlainUses } from '@guanyi/db/billing/rate-plain';
import type { Tx } from '@guanyi/db/client';
import { type CommandContext, done, type Outcome } from '../context.ts';

/**
 * Rates in sets what waits one by one: when meters tell of more than the queue can rate, the uses that need neither clock nor
 * calendar get their charges in one statement a lab, and their events are closed with them: else the same ones would be looked at again.
 * Whatever else waits is rated by its event. @param limit of the uses of one lab that are taken at once; when so many have been rated the
 * transaction ends and the caller asks again, so that it stays as short with a million waiting as with a thousand, and what was rated stays rated.
 * @param handlers of those events; they are closed only where rating is all there is to do. @returns how many charges were made.
 */
export async function rateBacklog(
  tx: Tx,
  context: CommandContext,
  { atLeast, limit, handlers }: { atLeast: number; limit: number; handlers: readonly string[] },
): Promise<Outcome<{ rated: number }>> {
  let rated = 0;
  for (const labId of await findLabsBehind(tx, atLeast)) {
    rated += await ratePlainUses(tx, { labId, which: waitingUses(tx, labId, limit), limit, now: context.now });
    const [handler, ...others] = handlers;
    if (handler && others.length === 0) await closeRated(tx, { labId, limit, handler, now: context.now });
    if (rated >= limit) break;
  }
  return done({ rated });
}
