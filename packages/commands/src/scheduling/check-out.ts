import type { Tx } from '@guanyi/db/client';
import { shortenClaim } from '@guanyi/db/scheduling/claims';
import { findTeardownMinutes } from '@guanyi/db/scheduling/facts';
import { faultOfUse } from '@guanyi/domain/billing/usage';
import { MINUTE_MS } from '@guanyi/domain/kernel/window';
import { checkOut as endUse, usedWindow } from '@guanyi/domain/scheduling/booking';
import { storeUse } from '../billing/store-use.ts';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { type BookingChange, changeBooking } from './change-booking.ts';

export interface CheckOut extends BookingChange {
  samples?: number | undefined;
  idleMinutes?: number | undefined;
}

/** Use ends now: the rest of the window is free at once, and what was used becomes a usage record, from which the worker makes the charge. */
export async function checkOut(
  tx: Tx,
  context: CommandContext,
  input: CheckOut,
): Promise<Outcome<{ bookingId: string }>> {
  const outcome = await changeBooking(tx, context, input, 'booking.completed', (booking) =>
    endUse(booking, context.now),
  );
  if (!outcome.ok) return outcome;
  const booking = outcome.value;
  const teardownMinutes = await findTeardownMinutes(tx, booking.labId, booking.instrumentId);
  await shortenClaim(tx, booking.labId, booking.id, context.now + teardownMinutes * MINUTE_MS);
  const used = usedWindow(booking);
  if (!used) throw new Error(`Booking ${booking.id} was checked out without having been checked in.`);
  const { idleMinutes = 0 } = input;
  const fault = faultOfUse({ ...used, idleMinutes });
  if (fault) return refuse(fault);
  await storeUse(tx, {
    labId: booking.labId,
    instrumentId: booking.instrumentId,
    districtId: booking.districtId,
    organisationId: booking.organisationId,
    userId: booking.userId,
    bookingId: booking.id,
    source: 'checkOut',
    sourceId: booking.id,
    ...used,
    idleMinutes,
    samples: input.samples ?? null,
    serviceWay: booking.serviceWay,
    pricePolicyId: booking.pricePolicyId,
    recordedBy: context.reach.userId ?? null,
    createdAt: context.now,
  });
  return done({ bookingId: booking.id });
}
