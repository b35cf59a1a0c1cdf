import type { Tx } from '@guanyi/db/client';
import { loadMissedForUpdate, loadUndecidedForUpdate } from '@guanyi/db/scheduling/bookings';
import { retirePastClaims } from '@guanyi/db/scheduling/claims';
import { type CommandContext, done, type Outcome } from '../context.ts';
import { endLapsed } from './end-lapsed.ts';

/**
 * Time's own work: requests past their deadline expire, bookings that nobody came for become no-shows, and lapsed holds
 * leave the calendar. Called by the sweeper every few seconds; what it missed while it was down it finds on its next run,
 * because the due times are in the database.
 * @returns how many it ended; at `limit` there may be more.
 */
export async function expireDueBookings(
  tx: Tx,
  context: CommandContext,
  { limit }: { limit: number },
): Promise<Outcome<{ ended: number }>> {
  let ended = await retirePastClaims(tx, context.now, limit);
  const undecided = await loadUndecidedForUpdate(tx, context.now, limit);
  const missed = await loadMissedForUpdate(tx, context.now, limit);
  for (const booking of [...undecided, ...missed]) {
    if (await endLapsed(tx, booking, context.now)) ended += 1;
  }
  return done({ ended });
}
