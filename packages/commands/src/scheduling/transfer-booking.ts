import type { Tx } from '@guanyi/db/client';
import { findColleague } from '@guanyi/db/identity/colleagues';
import { loadBookingForUpdate, saveBooking } from '@guanyi/db/scheduling/bookings';
import { reassignClaim } from '@guanyi/db/scheduling/claims';
import { transfer } from '@guanyi/domain/scheduling/booking';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { type judgeForm, judgeTime } from './judge-request.ts';
import { factsFor } from './reschedule-booking.ts';
import { standingOf, takeQuotas } from './standing.ts';

export interface Transfer {
  bookingId: string;
  /** Who is to come instead: a person who may book for the same organisation. */
  userId: string;
  ifMatch?: number | undefined;
}

/**
 * Hands a booking to a colleague of the same customer. Time and price stay; qualification, suspension and the quotas of the
 * colleague are judged anew, and those alone: the time was granted before.
 */
export async function transferBooking(
  tx: Tx,
  context: CommandContext,
  change: Transfer,
): Promise<Outcome<{ bookingId: string }>> {
  const booking = await loadBookingForUpdate(tx, context.reach, change.bookingId);
  if (!booking) return refuse('not-found');
  if (change.ifMatch !== undefined && change.ifMatch !== booking.version)
    return refuse('version-mismatch', { details: { version: booking.version } });
  const colleague = await findColleague(tx, booking.organisationId, change.userId);
  if (!colleague) return refuse('colleague-unknown', { errors: [{ pointer: '/userId', code: 'colleague-unknown' }] });
  const outcome = transfer(booking, context.now, change.userId);
  if (!outcome.ok) return refuse('state-conflict', { details: { currentStatus: outcome.status } });
  const unfit = await judgeColleague(tx, context, outcome.booking);
  if (unfit) return unfit;
  await saveBooking(tx, outcome.booking, {
    action: outcome.event.verb,
    at: context.now,
    actorUserId: context.reach.userId ?? null,
    fromStatus: booking.status,
    reason: colleague.displayName,
    event: 'booking.transferred',
    facts: { previousUserId: booking.userId },
  });
  await reassignClaim(tx, booking.labId, booking.id, change.userId);
  return done({ bookingId: booking.id });
}

const personalReasons = ['suspended', 'not-qualified', 'quota-exceeded'];

async function judgeColleague(
  tx: Tx,
  context: CommandContext,
  booking: Parameters<typeof factsFor>[1],
): Promise<ReturnType<typeof judgeForm>> {
  const facts = await factsFor(tx, booking, booking);
  const { userId, organisationId, serviceWay } = booking;
  // Judged as the colleague will stand there, whoever hands over: the lab's own freedoms are not theirs.
  const asColleague = { ...context, reach: { ...context.reach, all: false, labIds: [], userId } };
  const range = { from: booking.from, until: booking.until };
  const quotas = await takeQuotas(tx, asColleague, facts, {
    ...{ range, userId, organisationId },
    exceptIds: [booking.id],
  });
  const standing = standingOf(asColleague, facts, { purposeKind: undefined, serviceWay }, quotas);
  const refusal = judgeTime(facts.instrument, range, context.now, standing);
  const reason = refusal?.errors?.find(({ code }) => personalReasons.includes(code));
  return reason ? refuse(reason.code, { errors: [reason] }) : undefined;
}
