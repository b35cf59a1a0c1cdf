import type { Tx } from '@guanyi/db/client';
import type { BookingView } from '@guanyi/db/scheduling/booking-queries';
import { findHoldForUpdate, releaseClaim } from '@guanyi/db/scheduling/claims';
import type { RequestFacts } from '@guanyi/db/scheduling/facts';
import { insertBookings } from '@guanyi/db/scheduling/insert-bookings';
import { durationMs, MINUTE_MS, type Window } from '@guanyi/domain/kernel/window';
import type { QuotaUse } from '@guanyi/domain/scheduling/quota';
import { type CommandContext, done, type Outcome, type Refusal, refuse } from '../context.ts';
import { holdToLimits } from '../limits/hold-to-limits.ts';
import { type BookingRequest, prepareBooking } from './prepare-booking.ts';
import { readRequest } from './read-request.ts';
import { takeQuotas } from './standing.ts';
import { takeSlot } from './take-slot.ts';
import { viewOfNew } from './view-of-new.ts';

/**
 * Books machine time: the slot is occupied at once, as a request or confirmed, by policy of the offering.
 * What is judged here can only refuse; that two bookings never overlap is the database's doing.
 */
export async function createBooking(
  tx: Tx,
  context: CommandContext,
  request: BookingRequest,
): Promise<Outcome<BookingView>> {
  if (request.until <= request.from) return refuse('invalid-window');
  const read = await readRequest(tx, context, { ...request, form: 'machineTime', window: request });
  if (!read.ok) return read;
  // A window beyond the maximum is refused for its length; days of it are not counted, as there is no bound to them.
  const isTooLong = durationMs(request) > (read.value.instrument.rules?.maxMinutes ?? 0) * MINUTE_MS;
  const quotas = isTooLong ? [] : await quotasFor(tx, context, read.value, request);
  const prepared = prepareBooking(context, read.value, request, quotas);
  if (!prepared.ok) return prepared;
  const { booking, footprint } = prepared.value;
  const unusable = await giveHoldBack(tx, context, read.value, request.holdId);
  if (unusable) return unusable;
  const slot = { window: request, footprint, now: context.now, userId: booking.userId };
  const conflict = await takeSlot(tx, read.value.instrument, slot, async () => {
    const taken = await insertBookings(tx, [{ booking, footprint }]);
    return taken.has(booking.id);
  });
  if (conflict) return conflict;
  const spending = { ...booking, payeeId: booking.districtId, addedFen: booking.quotedTotalFen };
  const overLimit = read.value.isLimited ? await holdToLimits(tx, context, spending) : undefined;
  return overLimit ?? done(viewOfNew(booking, read.value));
}

/** Read under a lock, so that of two bookings at once the second sees the first. `window` may be a whole series. */
export async function quotasFor(
  tx: Tx,
  context: CommandContext,
  facts: RequestFacts,
  window: Window,
): Promise<readonly QuotaUse[]> {
  const { customer } = facts;
  const userId = context.reach.userId ?? null;
  if (!customer) return [];
  const range = { from: window.from, until: window.until };
  return takeQuotas(tx, context, facts, { range, userId, organisationId: customer.organisationId });
}

/** A hold has done its work once the booking is made; a lapsed one is simply not there any more. */
export async function giveHoldBack(
  tx: Tx,
  context: CommandContext,
  { instrument }: RequestFacts,
  holdId: string | undefined,
): Promise<Refusal | undefined> {
  if (holdId === undefined) return undefined;
  const hold = await findHoldForUpdate(tx, holdId);
  if (!hold || hold.userId !== context.reach.userId) return refuse('not-found');
  if (hold.instrumentId !== instrument.id) return refuse('hold-mismatch');
  if (hold.isActive) await releaseClaim(tx, hold.labId, hold.id);
  return undefined;
}
