import type { Tx } from '@guanyi/db/client';
import { loadUndecidedForUpdate, type StoredBooking, saveBooking } from '@guanyi/db/scheduling/bookings';
import { releaseClaim, retirePastClaims } from '@guanyi/db/scheduling/claims';
import { expire } from '@guanyi/domain/scheduling/booking';
import { type CommandContext, done, type Outcome } from '../context.ts';

/** Ends one request that nobody decided in time and frees its slot. @returns false when it is not due or already decided. */
export async function expireBooking(tx: Tx, booking: StoredBooking, now: number): Promise<boolean> {
  const outcome = expire(booking, now);
  if (!outcome.ok) return false;
  await saveBooking(tx, outcome.booking, {
    action: 'expire',
    at: now,
    actorUserId: null,
    fromStatus: booking.status,
    reason: null,
    event: 'booking.expired',
  });
  await releaseClaim(tx, booking.labId, booking.id);
  return true;
}

/**
 * Time's own work: requests past their deadline expire and lapsed holds leave the calendar. Called by the sweeper every
 * few seconds; what it missed while it was down it finds on its next run, because the due times are in the database.
 * @returns how many it ended; at `limit` there may be more.
 */
export async function expireDueBookings(
  tx: Tx,
  context: CommandContext,
  { limit }: { limit: number },
): Promise<Outcome<{ ended: number }>> {
  let ended = await retirePastClaims(tx, context.now, limit);
  for (const booking of await loadUndecidedForUpdate(tx, context.now, limit)) {
    if (await expireBooking(tx, booking, context.now)) ended += 1;
  }
  return done({ ended });
}
