import { findRules } from '@guanyi/db/catalogue/offerings';
import type { Tx } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import { findPurposeText } from '@guanyi/db/scheduling/booking-queries';
import { loadBookingForUpdate, type StoredBooking, saveBooking } from '@guanyi/db/scheduling/bookings';
import { deleteClaim, releaseClaim, turnHoldIntoBooking } from '@guanyi/db/scheduling/claims';
import type { ConflictOption, StoredConflict } from '@guanyi/db/scheduling/conflicts';
import { lapseOf } from '@guanyi/db/scheduling/insert-bookings';
import { insertEntry } from '@guanyi/db/scheduling/waitlist';
import { DAY_MS, MINUTE_MS } from '@guanyi/domain/kernel/window';
import { cancel, noShowAt } from '@guanyi/domain/scheduling/booking';
import type { ConflictAnswer, ConflictOutcome } from '@guanyi/domain/scheduling/conflict';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, type Refusal, refuse, systemContext } from '../context.ts';
import { holdToLimits } from '../limits/hold-to-limits.ts';
import { createBooking } from './create-booking.ts';
import { approvalDeadlineOf } from './prepare-booking.ts';
import { settleConflict } from './settle-conflict.ts';

/** How long somebody stays first in line after statutory duty took their time. */
const firstInLineDays = 30;

/** What the booking's history and its mails give as the reason; read in both languages. */
const reasons = {
  cancelled: '仪器无法使用，免费取消 · The instrument is out of service; cancelled free of charge',
  moved: '仪器无法使用，改到其他实验室 · The instrument is out of service; moved to another laboratory',
  cancelledByRules: '预约规则变更，免费取消 · The booking rules have changed; cancelled free of charge',
  movedByRules: '预约规则变更，改到其他实验室 · The booking rules have changed; moved to another laboratory',
};

/**
 * Does what was answered, by the owner, by the lab's staff or by default: moves the booking to the place held for it, or
 * cancels it without a fee, and ends the conflict.
 * @returns the refusal when it cannot be done; then nothing of the transaction may stay.
 */
export async function applyAnswer(
  tx: Tx,
  context: CommandContext,
  conflict: StoredConflict,
  answer: ConflictAnswer,
  isByDefault: boolean,
): Promise<Refusal | undefined> {
  const booking = await loadBookingForUpdate(tx, systemContext(context.now).reach, conflict.claimId);
  if (!booking || (booking.status !== 'pendingApproval' && booking.status !== 'confirmed'))
    return refuse('state-conflict', { details: { currentStatus: booking?.status ?? 'cancelled' } });
  const isByRules = conflict.cause === 'ruleChange';
  if (answer.action === 'cancel') {
    const reason = isByRules ? reasons.cancelledByRules : reasons.cancelled;
    const refusal = await cancelFree(tx, context, booking, reason);
    if (refusal) return refusal;
    await settleConflict(tx, context, conflict, { outcome: isByDefault ? 'cancelledByDefault' : 'cancelled' });
    if (isByDefault && conflict.cause === 'statutory') await putFirstInLine(tx, context, booking);
    return undefined;
  }
  const option = conflict.options[answer.optionIndex];
  if (!option) return refuse('unknown-option', { details: { options: conflict.options.length } });
  const moved =
    option.labId === booking.labId
      ? await moveWithinLab(tx, context, booking, option)
      : await moveToLab(tx, context, booking, option, isByRules ? reasons.movedByRules : reasons.moved);
  if (!moved.ok) return moved;
  const outcome: ConflictOutcome = isByDefault ? 'movedByDefault' : 'accepted';
  const rest = { ...conflict, options: conflict.options.filter((other) => other !== option) };
  const newBookingId = moved.value === booking.id ? undefined : moved.value;
  await settleConflict(tx, context, rest, { outcome, newBookingId }, conflict.options);
  return undefined;
}

/** Without a fee, whatever the policy says: the customer did nothing. */
export async function cancelFree(
  tx: Tx,
  context: CommandContext,
  booking: StoredBooking,
  reason: string,
): Promise<Refusal | undefined> {
  const outcome = cancel({ ...booking, cancellationFeeFen: 0 }, context.now, 'staff');
  if (!outcome.ok) return refuse('state-conflict', { details: { currentStatus: outcome.status } });
  await saveBooking(tx, outcome.booking, {
    ...{ action: 'cancel', at: context.now, actorUserId: context.reach.userId ?? null },
    ...{ fromStatus: booking.status, reason, event: 'booking.cancelled' },
  });
  await releaseClaim(tx, booking.labId, booking.id);
  return undefined;
}

/** Who gave way to statutory duty and found no other place waits before everybody else for the next slot. */
async function putFirstInLine(tx: Tx, context: CommandContext, booking: StoredBooking): Promise<void> {
  const { labId, instrumentId, districtId, organisationId, userId, projectCode, serviceWay, purposeKind } = booking;
  const id = newId();
  const isNew = await insertEntry(tx, {
    ...{ id, labId, instrumentId, districtId, organisationId, userId, projectCode, serviceWay, purposeKind },
    ...{ from: booking.from, until: booking.until + firstInLineDays * DAY_MS, rank: 0, autoAccept: false },
    minutes: Math.round((booking.until - booking.from) / MINUTE_MS),
    purposeText: await findPurposeText(tx, labId, booking.id),
    createdAt: context.now,
  });
  if (!isNew) return;
  const payload = { labId, waitlistEntryId: id, instrumentId };
  await append(tx, { name: 'waitlist.joined', labId, aggregateId: id, payload, occurredAt: context.now });
}

/** The same booking at another time or on another instrument of the lab, at the price that was shown. Its state stays. */
async function moveWithinLab(
  tx: Tx,
  context: CommandContext,
  booking: StoredBooking,
  option: ConflictOption,
): Promise<Outcome<string>> {
  const { instrumentId, from, until } = option;
  const rules = await findRules(tx, { labId: booking.labId, instrumentId });
  const isRequest = booking.status === 'pendingApproval';
  const moved: StoredBooking = {
    ...booking,
    ...{ instrumentId, from, until, quoteId: null, pricePolicyId: option.pricePolicyId, priceGroup: option.priceGroup },
    ...{ quotedSubtotalFen: option.subtotalFen, quotedTaxFen: option.taxFen, quotedTotalFen: option.totalFen },
    approvalDeadline: isRequest ? approvalDeadlineOf(from, context.now) : null,
    noShowAt: noShowAt({ from, until }, rules?.noShowMinutes ?? 0),
  };
  await deleteClaim(tx, booking.labId, booking.id);
  if (!(await turnHoldIntoBooking(tx, option, { ...moved, expiresAt: lapseOf(moved) }))) return refuse('slot-taken');
  await saveBooking(tx, moved, {
    ...{ action: 'reschedule', at: context.now, actorUserId: context.reach.userId ?? null },
    ...{ fromStatus: booking.status, reason: null, event: 'booking.rescheduled' },
    facts: { previous: { from: booking.from, until: booking.until } },
  });
  const addedFen = moved.quotedTotalFen - booking.quotedTotalFen;
  const overLimit = await holdToLimits(tx, context, { ...moved, payeeId: moved.districtId, addedFen });
  return overLimit ?? done(booking.id);
}

/** A booking belongs to its lab for good: another lab gets a booking of its own, and this one ends without a fee. */
async function moveToLab(
  tx: Tx,
  context: CommandContext,
  booking: StoredBooking,
  option: ConflictOption,
  reason: string,
): Promise<Outcome<string>> {
  const refusal = await cancelFree(tx, context, booking, reason);
  if (refusal) return refusal;
  await releaseClaim(tx, option.labId, option.holdId);
  const { userId, organisationId, serviceWay, projectCode, sealed } = booking;
  const reach = {
    ...context.reach,
    all: false,
    userId,
    organisationIds: [organisationId],
    labIds: [],
    districtIds: [],
  };
  const text = await findPurposeText(tx, booking.labId, booking.id);
  const made = await createBooking(
    tx,
    { ...context, reach },
    {
      ...{ instrumentId: option.instrumentId, from: option.from, until: option.until, serviceWay, sealed },
      ...{ purpose: { kind: booking.purposeKind, text }, onBehalfOf: organisationId },
      ...(projectCode === null ? {} : { projectCode }),
    },
  );
  if (!made.ok) return made;
  if (made.value.quotedTotalFen > option.totalFen)
    return refuse('price-changed', { details: { totalFen: made.value.quotedTotalFen } });
  return done(made.value.id);
}
