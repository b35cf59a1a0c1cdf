import type { Tx } from '@guanyi/db/client';
import { claimsOf, insertClaim } from '@guanyi/db/scheduling/claims';
import { DAY_MS, overlaps, subtract, type Window } from '@guanyi/domain/kernel/window';
import { occupies } from '@guanyi/domain/scheduling/claim';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, type Refusal, refuse } from '../context.ts';
import { clearLapsed } from '../scheduling/take-slot.ts';

export interface WantedDays extends Window {
  labId: string;
  instrumentId: string;
  claimId: string;
  kind: 'loan' | 'termLease';
  organisationId: string;
  userId: string;
}

/** How far behind the wanted days others are looked for. */
const searchAheadMs = 180 * DAY_MS;
const mostAlternatives = 3;

/**
 * Occupies days if nobody has them. What no longer blocks is cleared first: lapsed holds and bookings, own holds.
 * @returns undefined when taken, else `slot-taken` with what is in the way and other days of the same length.
 */
export async function takeDays(tx: Tx, context: CommandContext, days: WantedDays): Promise<Refusal | undefined> {
  const { now } = context;
  const attempt = () => insertClaim(tx, { ...days, id: newId(), expiresAt: null, createdAt: now });
  if (await attempt()) return undefined;
  const place = { labId: days.labId, instrumentId: days.instrumentId, during: days, now };
  const cleared = await clearLapsed(tx, place, days.userId);
  if (cleared > 0 && (await attempt())) return undefined;
  return refuseTaken(tx, days, now);
}

/** The refusal of days that somebody has. */
export async function refuseTaken(tx: Tx, days: WantedDays, now: number): Promise<Refusal> {
  const length = days.until - days.from;
  const range = { from: days.from, until: days.until + searchAheadMs };
  const claims = (await claimsOf(tx, [days.instrumentId], range)).filter((claim) => occupies(claim, now));
  const text = (at: number) => new Date(at).toISOString();
  const alternatives: { instrumentId: string; from: string; until: string }[] = [];
  for (const free of subtract([range], claims)) {
    // Whole days, counted in steps of 24 hours from the first day that was wanted.
    const from = days.from + Math.ceil((free.from - days.from) / DAY_MS) * DAY_MS;
    if (from + length > free.until || alternatives.length >= mostAlternatives) continue;
    alternatives.push({ instrumentId: days.instrumentId, from: text(from), until: text(from + length) });
  }
  const inTheWay = claims
    .filter((claim) => overlaps(claim, days))
    .map((claim) => ({ kind: claim.kind, from: text(claim.from), until: text(Math.min(claim.until, range.until)) }));
  return refuse('slot-taken', { details: { alternatives, inTheWay } });
}
