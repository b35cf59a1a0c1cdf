import { insertUsage } from '@guanyi/db/billing/usage';
import type { Tx } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import { shortenClaim } from '@guanyi/db/scheduling/claims';
import { findTeardownMinutes } from '@guanyi/db/scheduling/facts';
import { MINUTE_MS } from '@guanyi/domain/kernel/window';
import { checkOut as endUse, usedWindow } from '@guanyi/domain/scheduling/booking';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome } from '../context.ts';
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
  const usageRecordId = newId();
  await insertUsage(tx, {
    id: usageRecordId,
    labId: booking.labId,
    instrumentId: booking.instrumentId,
    districtId: booking.districtId,
    organisationId: booking.organisationId,
    userId: booking.userId,
    bookingId: booking.id,
    source: 'checkOut',
    sourceId: booking.id,
    ...used,
    idleMinutes: input.idleMinutes ?? 0,
    samples: input.samples ?? null,
    serviceWay: booking.serviceWay,
    createdAt: context.now,
  });
  const payload = { labId: booking.labId, usageRecordId };
  await append(tx, {
    name: 'usage.recorded',
    labId: booking.labId,
    aggregateId: usageRecordId,
    payload,
    occurredAt: context.now,
  });
  return done({ bookingId: booking.id });
}
