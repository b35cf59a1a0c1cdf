import type { Tx } from '@guanyi/db/client';
import { loadBookingForUpdate } from '@guanyi/db/scheduling/bookings';
import { claimsOf, findLapsedRequests, releaseUnneededHolds } from '@guanyi/db/scheduling/claims';
import type { InstrumentFacts } from '@guanyi/db/scheduling/facts';
import { DAY_MS, type Window } from '@guanyi/domain/kernel/window';
import { alternativesTo } from '@guanyi/domain/scheduling/alternatives';
import { type Refusal, refuse, systemContext } from '../context.ts';
import { expireBooking } from './expire-due-bookings.ts';

/** How far around a taken slot another one is looked for. */
const searchBeforeMs = DAY_MS;
const searchAfterMs = 7 * DAY_MS;

/**
 * Takes a footprint by `attempt`. When something is in the way, first what no longer blocks is cleared, lapsed holds and
 * requests and the caller's own holds, whether or not the sweeper has come by; then it is tried once more.
 * @returns undefined when taken, else the refusal with other times for the same length.
 */
export async function takeSlot(
  tx: Tx,
  facts: InstrumentFacts,
  slot: { window: Window; footprint: Window; now: number; userId: string | null },
  attempt: () => Promise<boolean>,
): Promise<Refusal | undefined> {
  if (await attempt()) return undefined;
  const place = { labId: facts.labId, instrumentId: facts.id, during: slot.footprint, now: slot.now };
  let cleared = await releaseUnneededHolds(tx, { ...place, ownUserId: slot.userId });
  for (const bookingId of await findLapsedRequests(tx, place)) {
    const lapsed = await loadBookingForUpdate(tx, systemContext(slot.now).reach, bookingId);
    if (lapsed && (await expireBooking(tx, lapsed, slot.now))) cleared += 1;
  }
  if (cleared > 0 && (await attempt())) return undefined;
  return refuse('slot-taken', { details: { alternatives: await findAlternatives(tx, facts, slot.window, slot.now) } });
}

async function findAlternatives(tx: Tx, facts: InstrumentFacts, window: Window, now: number) {
  if (!facts.rules) return [];
  const range = { from: Math.max(now, window.from - searchBeforeMs), until: window.until + searchAfterMs };
  const claims = await claimsOf(tx, [facts.id], range);
  const context = { rules: facts.rules, zone: facts.zone, calendar: facts.calendar, claims, now };
  return alternativesTo({ ...context, window, range }).map((free) => ({
    instrumentId: facts.id,
    from: new Date(free.from).toISOString(),
    until: new Date(free.until).toISOString(),
  }));
}
