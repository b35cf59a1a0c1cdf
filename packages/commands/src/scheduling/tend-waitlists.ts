import type { Tx } from '@guanyi/db/client';
import { endPastWishes, loadLapsedOffers, takeInstrumentsToCheck } from '@guanyi/db/scheduling/waitlist';
import { type CommandContext, done, type Outcome } from '../context.ts';
import { lapseOffer } from './answer-waitlist-offer.ts';

export interface Tended {
  lapsed: number;
  /** Instruments whose free time is to be offered next: a hold may have lapsed there, of which no event tells. */
  instrumentIds: string[];
}

/**
 * Time's own work on waitlists: offers that nobody took lapse, wishes whose time has passed end. What it missed while the
 * worker was down it finds on its next run.
 */
export async function tendWaitlists(
  tx: Tx,
  context: CommandContext,
  { limit }: { limit: number },
): Promise<Outcome<Tended>> {
  const lapsed = await loadLapsedOffers(tx, context.now, limit);
  for (const entry of lapsed) await lapseOffer(tx, context, entry);
  await endPastWishes(tx, context.now);
  const instrumentIds = await takeInstrumentsToCheck(tx, context.now, limit);
  return done({ lapsed: lapsed.length, instrumentIds });
}
