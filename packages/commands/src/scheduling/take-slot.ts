import type { Connection, Tx } from '@guanyi/db/client';
import { loadBookingForUpdate } from '@guanyi/db/scheduling/bookings';
import { claimsOf, findLapsedBookings, type InstrumentClaim, releaseUnneededHolds } from '@guanyi/db/scheduling/claims';
import type { InstrumentFacts } from '@guanyi/db/scheduling/facts';
import { DAY_MS, overlaps, type Window } from '@guanyi/domain/kernel/window';
import { alternativesTo } from '@guanyi/domain/scheduling/alternatives';
import { type Claim, occupies } from '@guanyi/domain/scheduling/claim';
import { type Refusal, refuse, systemContext } from '../context.ts';
import { endLapsed } from './end-lapsed.ts';

/** How far around a taken slot another one is looked for. */
const searchBeforeMs = DAY_MS;
const searchAfterMs = 4 * DAY_MS;

/** What is wanted: the booked window, what it occupies with its buffers, when and by whom. */
export interface Slot {
  window: Window;
  footprint: Window;
  now: number;
  userId: string | null;
}

/**
 * Takes a footprint by `attempt`. When something is in the way, first what no longer blocks is cleared, lapsed holds,
 * requests and missed bookings and the caller's own holds, whether or not the sweeper has come by; then it is tried once more.
 * Where more than that is in the way nothing is cleared: a hold is not given up for a slot that cannot be had.
 * @returns undefined when taken, else the refusal with other times for the same length.
 */
export async function takeSlot(
  tx: Tx,
  facts: InstrumentFacts,
  slot: Slot,
  attempt: () => Promise<boolean>,
): Promise<Refusal | undefined> {
  if (await attempt()) return undefined;
  const claims = await claimsOf(tx, [facts.id], aroundSlot(slot));
  if (claims.some((claim) => overlaps(claim, slot.footprint) && isFirm(claim, slot)))
    return refuseTaken(facts, slot, claims);
  const place = { labId: facts.labId, instrumentId: facts.id, during: slot.footprint, now: slot.now };
  const cleared = await clearLapsed(tx, place, slot.userId);
  if (cleared > 0 && (await attempt())) return undefined;
  return refuseTaken(facts, slot, await claimsOf(tx, [facts.id], aroundSlot(slot)));
}

/** A claim that gives way to nobody: it has not lapsed and is no hold of the one who asks. */
function isFirm(claim: InstrumentClaim, { now, userId }: Slot): boolean {
  return occupies(claim, now) && !(claim.kind === 'hold' && claim.userId !== null && claim.userId === userId);
}

/**
 * Clears away what blocks nobody any more, whether or not the sweeper has come by: lapsed holds, requests that nobody decided,
 * bookings that nobody came for, and the holds of one person.
 * @returns how many there were.
 */
export async function clearLapsed(
  tx: Tx,
  place: { labId: string; instrumentId: string; during: Window; now: number },
  ownUserId: string | null,
): Promise<number> {
  let cleared = await releaseUnneededHolds(tx, { ...place, ownUserId });
  for (const bookingId of await findLapsedBookings(tx, place)) {
    const lapsed = await loadBookingForUpdate(tx, systemContext(place.now).reach, bookingId);
    if (lapsed && (await endLapsed(tx, lapsed, place.now))) cleared += 1;
  }
  return cleared;
}

/**
 * The refusal of a slot that is taken beyond doubt: by claims that have not lapsed and are not the caller's own. One read
 * and no lock, because most of a crowd for one slot ends here.
 * @returns undefined when only trying again can tell.
 */
export async function refusePlainlyTaken(
  connection: Connection,
  facts: InstrumentFacts,
  slot: Slot,
): Promise<Refusal | undefined> {
  const claims = await claimsOf(connection, [facts.id], aroundSlot(slot));
  const inTheWay = claims.filter((claim) => overlaps(claim, slot.footprint));
  const isPlain =
    inTheWay.length > 0 && inTheWay.every((claim) => occupies(claim, slot.now) && claim.userId !== slot.userId);
  return isPlain ? refuseTaken(facts, slot, claims) : undefined;
}

function refuseTaken(facts: InstrumentFacts, slot: Slot, claims: readonly Claim[]): Refusal {
  const { rules, zone, calendar, priority } = facts;
  const { now, window } = slot;
  const range = aroundSlot(slot);
  const times = rules ? alternativesTo({ rules, zone, calendar, priority, claims, now, window, range }) : [];
  const alternatives = times.map(({ from, until }) => ({
    instrumentId: facts.id,
    from: new Date(from).toISOString(),
    until: new Date(until).toISOString(),
  }));
  return refuse('slot-taken', { details: { alternatives } });
}

function aroundSlot({ window, now }: Slot): Window {
  return { from: Math.max(now, window.from - searchBeforeMs), until: window.until + searchAfterMs };
}
