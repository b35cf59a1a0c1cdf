import type { Tx } from '@guanyi/db/client';
import { loadBookingForUpdate, type StoredBooking, saveBooking } from '@guanyi/db/scheduling/bookings';
import type { BookingOutcome } from '@guanyi/domain/scheduling/booking';
import type { EventName } from '@guanyi/events/events';
import { type CommandContext, done, type Outcome, type Refusal, refuse } from '../context.ts';

/** A transition that a person asks for. `ifMatch` is the version that the person saw, when the client sent one. */
export interface BookingChange {
  bookingId: string;
  reason?: string | undefined;
  ifMatch?: number | undefined;
}

/**
 * Loads and locks a booking within reach, lets the rule decide, and writes state, history and event together.
 * Of two at once the second waits, sees what the first did and gets `state-conflict` with the current status.
 */
export async function changeBooking(
  tx: Tx,
  context: CommandContext,
  change: BookingChange,
  event: EventName,
  rule: (booking: StoredBooking) => BookingOutcome<StoredBooking> | EarlyRefusal,
): Promise<Outcome<StoredBooking>> {
  const booking = await loadBookingForUpdate(tx, context.reach, change.bookingId);
  if (!booking) return refuse('not-found');
  if (change.ifMatch !== undefined && change.ifMatch !== booking.version)
    return refuse('version-mismatch', { details: { version: booking.version } });
  const outcome = rule(booking);
  if (!outcome.ok) return explain(outcome);
  await saveBooking(tx, outcome.booking, {
    action: outcome.event.verb,
    at: context.now,
    actorUserId: context.reach.userId ?? null,
    fromStatus: outcome.event.from,
    reason: change.reason ?? null,
    event,
  });
  return done(outcome.booking);
}

type EarlyRefusal = { ok: false; code: 'too-early'; earliestAt: number };

function explain(refused: EarlyRefusal | { ok: false; code: 'state-conflict'; status: string }): Refusal {
  return refused.code === 'too-early'
    ? refuse('too-early', { details: { earliestAt: new Date(refused.earliestAt).toISOString() } })
    : refuse('state-conflict', { details: { currentStatus: refused.status } });
}
