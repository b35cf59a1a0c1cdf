import type { Tx } from '@guanyi/db/client';
import { loadForgottenForUpdate, type StoredBooking, saveBooking } from '@guanyi/db/scheduling/bookings';
import { keepClaimUntil } from '@guanyi/db/scheduling/claims';
import { findOperatorFacts } from '@guanyi/db/scheduling/qualification-queries';
import { findEarlyMinutes } from '@guanyi/db/scheduling/scheduling-policy';
import { complete, checkIn as startUse } from '@guanyi/domain/scheduling/booking';
import { needsQualification, qualifiedUntil } from '@guanyi/domain/scheduling/qualification';
import { storeUse } from '../billing/store-use.ts';
import { type CommandContext, done, type Outcome, type Refusal, refuse } from '../context.ts';
import { type BookingChange, changeBooking } from './change-booking.ts';

/**
 * Use begins now; minutes before the booked start are not billed by the booking. The qualification of the person who
 * booked is checked once more, as it may have expired or been revoked since. Whoever was still at the instrument after
 * their time has left without checking out: that use is closed as a problem, so that it never keeps the next one waiting.
 */
export async function checkIn(
  tx: Tx,
  context: CommandContext,
  change: BookingChange,
): Promise<Outcome<{ bookingId: string }>> {
  const earlyMinutes = await findEarlyMinutes(tx, change.bookingId);
  const outcome = await changeBooking(tx, context, change, 'booking.started', (booking) =>
    startUse(booking, context.now, context.reach.labIds.includes(booking.labId) ? 'staff' : 'customer', earlyMinutes),
  );
  if (!outcome.ok) return outcome;
  const booking = outcome.value;
  const unqualified = await judgeOperator(tx, booking, context.now);
  if (unqualified) return unqualified;
  await keepClaimUntil(tx, booking.labId, booking.id, null);
  await closeForgotten(tx, booking, context.now);
  return done({ bookingId: booking.id });
}

async function judgeOperator(tx: Tx, booking: StoredBooking, now: number): Promise<Refusal | undefined> {
  if (!needsQualification(booking.serviceWay)) return undefined;
  const { required, grants, isStaff } = await findOperatorFacts(tx, booking);
  if (isStaff) return undefined;
  return qualifiedUntil(required, grants) <= now ? refuse('not-qualified') : undefined;
}

/** Uses whose end nobody recorded: no end, so no price, until the keeper supplies it. */
async function closeForgotten(tx: Tx, next: StoredBooking, now: number): Promise<void> {
  const { labId, instrumentId, id: exceptId } = next;
  for (const forgotten of await loadForgottenForUpdate(tx, { labId, instrumentId, exceptId, now })) {
    const outcome = complete(forgotten, now);
    if (!outcome.ok) throw new Error(`Booking ${forgotten.id} is in use and cannot be completed.`);
    await saveBooking(tx, outcome.booking, {
      action: outcome.event.verb,
      at: now,
      actorUserId: null,
      fromStatus: forgotten.status,
      reason: null,
      event: 'booking.unended',
    });
    await storeUnended(tx, forgotten, now);
  }
}

/** What is known of such a use; its people are told of the booking already. */
async function storeUnended(tx: Tx, booking: StoredBooking, now: number): Promise<void> {
  await storeUse(
    tx,
    {
      labId: booking.labId,
      instrumentId: booking.instrumentId,
      districtId: booking.districtId,
      organisationId: booking.organisationId,
      userId: booking.userId,
      bookingId: booking.id,
      source: 'checkOut',
      sourceId: booking.id,
      from: booking.checkedInAt ?? booking.from,
      until: null,
      idleMinutes: 0,
      samples: null,
      serviceWay: booking.serviceWay,
      pricePolicyId: booking.pricePolicyId,
      recordedBy: null,
      createdAt: now,
    },
    { isTold: true },
  );
}
