import type { Tx } from '@guanyi/db/client';
import { keepClaimUntil, releaseClaim } from '@guanyi/db/scheduling/claims';
import { approve, decline } from '@guanyi/domain/scheduling/booking';
import { type CommandContext, done, type Outcome } from '../context.ts';
import { type BookingChange, changeBooking } from './change-booking.ts';

/** Confirms a request. The slot was occupied from the moment of asking, so an approval can never meet a clash. */
export async function approveBooking(
  tx: Tx,
  context: CommandContext,
  change: BookingChange,
): Promise<Outcome<{ bookingId: string }>> {
  const outcome = await changeBooking(tx, context, change, 'booking.confirmed', (booking) =>
    approve({ ...booking, decisionReason: change.reason ?? null }, context.now),
  );
  if (!outcome.ok) return outcome;
  await keepClaimUntil(tx, outcome.value.labId, outcome.value.id, outcome.value.noShowAt);
  return done({ bookingId: outcome.value.id });
}

/** Refuses a request; its slot is free at once and nothing is owed. */
export async function declineBooking(
  tx: Tx,
  context: CommandContext,
  change: BookingChange,
): Promise<Outcome<{ bookingId: string }>> {
  const outcome = await changeBooking(tx, context, change, 'booking.declined', (booking) =>
    decline({ ...booking, decisionReason: change.reason ?? null }, context.now),
  );
  if (!outcome.ok) return outcome;
  await releaseClaim(tx, outcome.value.labId, outcome.value.id);
  return done({ bookingId: outcome.value.id });
}
