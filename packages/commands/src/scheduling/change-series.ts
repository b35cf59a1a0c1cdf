import type { Tx } from '@guanyi/db/client';
import { loadBookingForUpdate, type StoredBooking } from '@guanyi/db/scheduling/bookings';
import { deleteClaim, lockMoves } from '@guanyi/db/scheduling/claims';
import { findSeries, listSeriesBookingIds, type StoredSeries } from '@guanyi/db/scheduling/series';
import { addDays, daysBetween, localDay, minutesOfDayAt, wallTime } from '@guanyi/domain/kernel/local-time';
import type { Window } from '@guanyi/domain/kernel/window';
import { statusAt } from '@guanyi/domain/scheduling/booking';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { cancelBooking } from './cancel-booking.ts';
import { factsFor, judgeMove, moveBooking } from './reschedule-booking.ts';

export interface SeriesScope {
  seriesId: string;
  /** The occurrence from which on; without it, all that are still ahead. */
  bookingId?: string | undefined;
}

/** Cancels what is still ahead of a series, or what follows one occurrence. Each has its own notice and its own fee. */
export async function cancelSeries(
  tx: Tx,
  context: CommandContext,
  change: SeriesScope & { reason: string },
): Promise<Outcome<{ seriesId: string; changed: string[] }>> {
  const found = await bookingsAhead(tx, context, change);
  if (!found.ok) return found;
  const changed: string[] = [];
  for (const booking of found.value.ahead) {
    const outcome = await cancelBooking(tx, context, { bookingId: booking.id, reason: change.reason });
    if (!outcome.ok) return outcome;
    changed.push(booking.id);
  }
  return done({ seriesId: change.seriesId, changed });
}

/**
 * Moves what is still ahead of a series, or an occurrence and what follows it, by as many days and to the same wall clock
 * time as the named occurrence moves to `window`. All or none: one that cannot move keeps the others where they are.
 */
export async function rescheduleSeries(
  tx: Tx,
  context: CommandContext,
  change: SeriesScope & { scope: 'following' | 'all' } & Window,
): Promise<Outcome<{ seriesId: string; changed: string[] }>> {
  if (change.until <= change.from) return refuse('invalid-window');
  const { seriesId, bookingId } = change;
  const found = await bookingsAhead(tx, context, {
    seriesId,
    bookingId: change.scope === 'following' ? bookingId : undefined,
  });
  if (!found.ok) return found;
  const { ahead, series } = found.value;
  const pivot = bookingId === undefined ? ahead[0] : await loadBookingForUpdate(tx, context.reach, bookingId);
  if (bookingId !== undefined && pivot?.seriesId !== seriesId) return refuse('not-found');
  if (!pivot) return refuse('state-conflict');
  const targets = ahead.map((booking) => ({ booking, target: targetOf(booking, pivot, change, series.zone) }));
  return moveAll(tx, context, seriesId, targets);
}

interface Step {
  booking: StoredBooking;
  target: Window;
}

async function moveAll(
  tx: Tx,
  context: CommandContext,
  seriesId: string,
  steps: readonly Step[],
): Promise<Outcome<{ seriesId: string; changed: string[] }>> {
  const [first] = steps;
  if (!first) return refuse('state-conflict');
  await lockMoves(tx, first.booking.instrumentId);
  // The whole series steps aside first, so that no occurrence is in the way of another.
  for (const { booking } of steps) await deleteClaim(tx, booking.labId, booking.id);
  const moving = steps.map(({ booking }) => booking.id);
  const notYet = new Set(moving);
  for (const { booking, target } of steps) {
    const facts = await factsFor(tx, booking, target);
    // Those that have moved count where they are now.
    const priced = await judgeMove(tx, context, facts, booking, target, [...notYet]);
    if (!priced.ok) return { ...priced, details: { ...priced.details, occurrence: inText(booking) } };
    const refusal = await moveBooking(tx, context, facts, { booking, target, price: priced.value });
    if (refusal)
      return { ...refusal, details: { ...refusal.details, clashes: [inText(target)], occurrence: inText(booking) } };
    notYet.delete(booking.id);
  }
  return done({ seriesId, changed: moving });
}

/** As many local days later as the pivot, and at the wall clock time that it moves to. */
function targetOf(booking: StoredBooking, pivot: StoredBooking, to: Window, zone: string): Window {
  const days = daysBetween(localDay(zone, pivot.from), localDay(zone, to.from));
  const from =
    booking.id === pivot.id
      ? to.from
      : wallTime(zone, addDays(localDay(zone, booking.from), days), minutesOfDayAt(zone, to.from));
  return { from, until: from + (to.until - to.from) };
}

/** The requests and confirmed bookings of a series that have not begun, locked, in order of time. */
async function bookingsAhead(
  tx: Tx,
  context: CommandContext,
  { seriesId, bookingId }: SeriesScope,
): Promise<Outcome<{ series: StoredSeries; ahead: StoredBooking[] }>> {
  const series = await findSeries(tx, context.reach, seriesId);
  if (!series) return refuse('not-found');
  const since = bookingId === undefined ? undefined : await loadBookingForUpdate(tx, context.reach, bookingId);
  if (bookingId !== undefined && since?.seriesId !== seriesId) return refuse('not-found');
  const from = Math.max(context.now + 1, since?.from ?? 0);
  const ahead: StoredBooking[] = [];
  for (const id of await listSeriesBookingIds(tx, { labId: series.labId, seriesId, from })) {
    const booking = await loadBookingForUpdate(tx, context.reach, id);
    const status = booking && statusAt(booking, context.now);
    if (booking && (status === 'pendingApproval' || status === 'confirmed')) ahead.push(booking);
  }
  return done({ series, ahead });
}

function inText({ from, until }: Window): { from: string; until: string } {
  return { from: new Date(from).toISOString(), until: new Date(until).toISOString() };
}
