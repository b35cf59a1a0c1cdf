import type { Tx } from '@guanyi/db/client';
import { findBooking } from '@guanyi/db/scheduling/booking-queries';
import type { Reach } from '@guanyi/domain/identity/reach';
import { presentBooking } from './present.ts';

/** The state of a booking as its own transaction sees it. */
export async function bookingBody(tx: Tx, reach: Reach, bookingId: string, now: number) {
  const view = (await findBooking(tx, reach, bookingId)) ?? (await findBooking(tx, { ...reach, all: true }, bookingId));
  if (!view) throw new Error(`Booking ${bookingId} is not there after it was written.`);
  return presentBooking(view, now);
}
