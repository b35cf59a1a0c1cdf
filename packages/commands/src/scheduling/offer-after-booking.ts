import type { Tx } from '@guanyi/db/client';
import { findPlaceOf } from '@guanyi/db/scheduling/booking-queries';
import { type CommandContext, done, type Outcome } from '../context.ts';
import { offerFreedTime } from './offer-freed-time.ts';

/** A booking has given time back, all of it or a part: whoever waits for its instrument is offered what is free now. */
export async function offerAfterBooking(
  tx: Tx,
  context: CommandContext,
  { labId, bookingId }: { labId: string; bookingId: string },
): Promise<Outcome<unknown>> {
  const place = await findPlaceOf(tx, labId, bookingId);
  return place ? offerFreedTime(tx, context, place) : done(null);
}
