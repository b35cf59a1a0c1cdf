import type { Tx } from '@guanyi/db/client';
import { loadBookingForUpdate, type StoredBooking, saveBooking } from '@guanyi/db/scheduling/bookings';
import { deleteClaim, insertClaim, lockMoves } from '@guanyi/db/scheduling/claims';
import { loadLiveConflictOf } from '@guanyi/db/scheduling/conflicts';
import { findRequestFacts, type RequestFacts } from '@guanyi/db/scheduling/facts';
import { lapseOf } from '@guanyi/db/scheduling/insert-bookings';
import { durationMs, MINUTE_MS, type Window } from '@guanyi/domain/kernel/window';
import { noShowAt, reschedule } from '@guanyi/domain/scheduling/booking';
import { bookableWindow, footprint } from '@guanyi/domain/scheduling/booking-rules';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, type Refusal, refuse } from '../context.ts';
import { holdToLimits } from '../limits/hold-to-limits.ts';
import { judgeForm, judgeTime } from './judge-request.ts';
import { approvalDeadlineOf } from './prepare-booking.ts';
import { type Price, priceRequest } from './price-request.ts';
import { settleConflict } from './settle-conflict.ts';
import { standingOf, takeQuotas } from './standing.ts';
import { takeSlot } from './take-slot.ts';

export interface Reschedule extends Window {
  bookingId: string;
  ifMatch?: number | undefined;
}

/**
 * Moves a booking to another window of the same instrument, whole or not at all: on refusal the old slot is untouched.
 * The lead time is owed to the old start as well as to the new one (`too-soon`), and the move is a new price decision by
 * the policy in force at the new start (R28). A booking keeps its state, as who comes and what for does not change.
 */
export async function rescheduleBooking(
  tx: Tx,
  context: CommandContext,
  change: Reschedule,
): Promise<Outcome<{ bookingId: string }>> {
  if (change.until <= change.from) return refuse('invalid-window');
  const booking = await loadBookingForUpdate(tx, context.reach, change.bookingId);
  if (!booking) return refuse('not-found');
  if (change.ifMatch !== undefined && change.ifMatch !== booking.version)
    return refuse('version-mismatch', { details: { version: booking.version } });
  const target = { from: change.from, until: change.until };
  const facts = await factsFor(tx, booking, target);
  const priced = await judgeMove(tx, context, facts, booking, target, [booking.id]);
  if (!priced.ok) return priced;
  await lockMoves(tx, booking.instrumentId);
  const refusal = await moveBooking(tx, context, facts, { booking, target, price: priced.value });
  return refusal ?? done({ bookingId: booking.id });
}

/** What the move depends on, for the customer and the person of the booking, whoever moves it. */
export async function factsFor(tx: Tx, booking: StoredBooking, range: Window): Promise<RequestFacts> {
  const facts = await findRequestFacts(tx, {
    instrumentId: booking.instrumentId,
    form: 'machineTime',
    window: range,
    userId: booking.userId,
    organisationId: booking.organisationId,
    labId: null,
    quoteId: null,
    projectCode: booking.projectCode,
  });
  if (!facts) throw new Error(`Booking ${booking.id} is of an instrument that is gone.`);
  return facts;
}

/**
 * What speaks against a move, or the new price. The booking itself stands in the way of no rule: it is left out of what
 * its quotas count.
 * @param moving all bookings that move in this transaction.
 */
export async function judgeMove(
  tx: Tx,
  context: CommandContext,
  facts: RequestFacts,
  booking: StoredBooking,
  target: Window,
  moving: readonly string[],
): Promise<Outcome<Price>> {
  const { instrument } = facts;
  const state = reschedule(booking, context.now, { ...target, approvalDeadline: null, noShowAt: null });
  if (!state.ok) return refuse('state-conflict', { details: { currentStatus: state.status } });
  const rules = instrument.rules;
  const isLate = rules && booking.from < bookableWindow(rules, instrument.zone, context.now).from;
  // Who has to give way to the lab owes it no notice of leaving.
  if (isLate && !(await loadLiveConflictOf(tx, booking.labId, booking.id)))
    return refuse('too-soon', { errors: [{ pointer: '', code: 'too-soon' }], details: { oldStart: true } });
  const isTooLong = durationMs(target) > (rules?.maxMinutes ?? 0) * MINUTE_MS;
  const { userId, organisationId, serviceWay } = booking;
  const quotas = isTooLong
    ? []
    : await takeQuotas(tx, context, facts, { range: target, userId, organisationId, exceptIds: moving });
  const standing = standingOf(
    context,
    facts,
    { purposeKind: booking.purposeKind, serviceWay, sealed: booking.sealed },
    quotas,
  );
  const refusal = judgeForm(instrument, 'machineTime') ?? judgeTime(instrument, target, context.now, standing);
  return refusal ?? priceRequest(facts, { form: 'machineTime', window: target, serviceWay });
}

interface Move {
  booking: StoredBooking;
  target: Window;
  price: Price;
}

/**
 * Takes the booking's own claim out of the calendar and the new one in. A refusal has to roll the transaction back, or the
 * old slot is lost.
 */
export async function moveBooking(
  tx: Tx,
  context: CommandContext,
  facts: RequestFacts,
  { booking, target, price }: Move,
): Promise<Refusal | undefined> {
  const { instrument } = facts;
  const { now } = context;
  const rules = instrument.rules!;
  const outcome = reschedule(booking, now, {
    ...target,
    approvalDeadline: booking.status === 'pendingApproval' ? approvalDeadlineOf(target.from, now) : null,
    noShowAt: noShowAt(target, rules.noShowMinutes),
  });
  if (!outcome.ok) return refuse('state-conflict', { details: { currentStatus: outcome.status } });
  const moved = { ...outcome.booking, ...pricesOf(price) };
  const claimed = footprint(rules, target);
  await deleteClaim(tx, booking.labId, booking.id);
  const slot = { window: target, footprint: claimed, now, userId: context.reach.userId ?? booking.userId };
  const { labId, instrumentId, organisationId, userId } = booking;
  const conflict = await takeSlot(tx, instrument, slot, () =>
    insertClaim(tx, {
      ...{ id: newId(), labId, instrumentId, kind: 'booking' as const, claimId: booking.id, organisationId, userId },
      ...{ ...claimed, expiresAt: lapseOf(moved), createdAt: now },
    }),
  );
  if (conflict) return conflict;
  await saveBooking(tx, moved, {
    action: outcome.event.verb,
    at: now,
    actorUserId: context.reach.userId ?? null,
    fromStatus: booking.status,
    reason: null,
    event: 'booking.rescheduled',
    facts: { previous: { from: booking.from, until: booking.until } },
  });
  const gaveWay = await loadLiveConflictOf(tx, booking.labId, booking.id);
  if (gaveWay) await settleConflict(tx, context, gaveWay, { outcome: 'overtaken' });
  const addedFen = moved.quotedTotalFen - booking.quotedTotalFen;
  return facts.isLimited ? holdToLimits(tx, context, { ...moved, payeeId: moved.districtId, addedFen }) : undefined;
}

function pricesOf({ policy, priceGroup, rating }: Price) {
  return {
    quoteId: null,
    pricePolicyId: policy.id,
    priceGroup,
    quotedSubtotalFen: rating.subtotalFen,
    quotedTaxFen: rating.taxFen,
    quotedTotalFen: rating.totalFen,
  };
}
