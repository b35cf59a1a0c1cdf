import { findPolicy } from '@guanyi/db/billing/policies';
import type { Tx } from '@guanyi/db/client';
import { loadBookingForUpdate, type StoredBooking } from '@guanyi/db/scheduling/bookings';
import { releaseClaim } from '@guanyi/db/scheduling/claims';
import { loadLiveConflictOf } from '@guanyi/db/scheduling/conflicts';
import { cancellationFeeFen } from '@guanyi/domain/billing/cancellation';
import { cancel } from '@guanyi/domain/scheduling/booking';
import { chargeCancellation } from '../billing/charge-fee.ts';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { type BookingChange, changeBooking } from './change-booking.ts';
import { settleConflict } from './settle-conflict.ts';

/**
 * Cancels a request or a confirmed booking. A request costs nothing, for nobody has promised anything yet; a confirmed
 * booking costs the fee of its policy once the hours of notice have passed. A booking that cannot stay where it is, because
 * of an outage or the like, costs nothing either and settles its conflict. From the start on only the lab's staff may.
 */
export async function cancelBooking(
  tx: Tx,
  context: CommandContext,
  change: BookingChange,
): Promise<Outcome<{ bookingId: string }>> {
  const booking = await loadBookingForUpdate(tx, context.reach, change.bookingId);
  if (!booking) return refuse('not-found');
  const by = context.reach.labIds.includes(booking.labId) ? 'staff' : 'customer';
  const conflict = await loadLiveConflictOf(tx, booking.labId, booking.id);
  const feeFen = booking.status === 'confirmed' && !conflict ? await feeOf(tx, booking, context.now) : 0;
  const outcome = await changeBooking(tx, context, change, 'booking.cancelled', (loaded) =>
    cancel({ ...loaded, cancellationFeeFen: feeFen }, context.now, by),
  );
  if (!outcome.ok) return outcome;
  await releaseClaim(tx, booking.labId, booking.id);
  if (conflict) await settleConflict(tx, context, conflict, { outcome: 'cancelled' });
  if (feeFen > 0) await chargeCancellation(tx, context, outcome.value, feeFen);
  return done({ bookingId: booking.id });
}

async function feeOf(tx: Tx, booking: StoredBooking, now: number): Promise<number> {
  const policy = await findPolicy(tx, booking.labId, booking.pricePolicyId);
  if (!policy) throw new Error(`Booking ${booking.id} points at a price policy that is gone.`);
  return cancellationFeeFen({
    terms: policy.cancellation,
    bookedSubtotalFen: booking.quotedSubtotalFen,
    from: booking.from,
    now,
  });
}
