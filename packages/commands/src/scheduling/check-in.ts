import type { Tx } from '@guanyi/db/client';
import { checkIn as startUse } from '@guanyi/domain/scheduling/booking';
import { type CommandContext, done, type Outcome } from '../context.ts';
import { type BookingChange, changeBooking } from './change-booking.ts';

/** Use begins now; minutes before the booked start are not billed by the booking. */
export async function checkIn(
  tx: Tx,
  context: CommandContext,
  change: BookingChange,
): Promise<Outcome<{ bookingId: string }>> {
  const outcome = await changeBooking(tx, context, change, 'booking.started', (booking) =>
    startUse(booking, context.now, context.reach.labIds.includes(booking.labId) ? 'staff' : 'customer'),
  );
  return outcome.ok ? done({ bookingId: outcome.value.id }) : outcome;
}
