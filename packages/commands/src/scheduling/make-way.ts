import type { Tx } from '@guanyi/db/client';
import { loadLiveBookings } from '@guanyi/db/scheduling/bookings';
import { insertClaim } from '@guanyi/db/scheduling/claims';
import type { StoredConflict } from '@guanyi/db/scheduling/conflicts';
import { forgetHolds } from '@guanyi/db/scheduling/offered-holds';
import {
  activeOver,
  type ClaimInTheWay,
  claimsInTheWay,
  pauseNoShows,
  suspendClaims,
} from '@guanyi/db/scheduling/suspended-claims';
import { subtract, type Window } from '@guanyi/domain/kernel/window';
import type { ClaimKind } from '@guanyi/domain/scheduling/claim';
import { newId } from '@guanyi/platform/ids';
import type { CommandContext } from '../context.ts';
import { type ConflictedClaim, type ConflictOrigin, openConflict } from './open-conflict.ts';
import { clearLapsed } from './take-slot.ts';

/** Bookings made meanwhile have to make way as well; each round takes all there are, so few rounds are needed even in a storm. */
const mostRounds = 50;

export interface Taking extends Window {
  kind: ClaimKind;
  /** The outage, loan or other thing that takes the time. */
  claimId: string;
  /** Whose it is, where somebody has to be asked when it is in the way itself. */
  organisationId?: string;
  userId?: string;
  /** Kinds of claims that stay where they are; all make way when left out. */
  spares?: (kind: ClaimKind) => boolean;
}

/**
 * Takes a window of an instrument whoever has it: what others claim of it is suspended and gets a conflict, holds end, and
 * the rest is occupied by the taker, except where an earlier outage lies already. The instrument must be locked by `lockInstrument`.
 * @returns the live conflicts of the claims in the way.
 */
export async function makeWay(
  tx: Tx,
  context: CommandContext,
  origin: ConflictOrigin,
  taking: Taking,
): Promise<StoredConflict[]> {
  const { instrument } = origin;
  // What has lapsed is over: an outage must not bring it back to life.
  const place = { labId: instrument.labId, instrumentId: instrument.id, during: taking, now: context.now };
  await clearLapsed(tx, place, null);
  const displaced: ClaimInTheWay[] = [];
  for (let round = 1; ; round++) {
    const all = await claimsInTheWay(tx, instrument, taking, context.now);
    const inTheWay = all.filter((claim) => !taking.spares?.(claim.kind));
    await suspendClaims(tx, instrument, taking, inTheWay);
    displaced.push(...inTheWay);
    if (await occupyFreeParts(tx, context, instrument, taking)) break;
    if (round === mostRounds) throw new Error(`The calendar of ${instrument.id} would not come to rest.`);
  }
  const holds = displaced.filter((claim) => claim.kind === 'hold');
  if (holds.length > 0)
    await forgetHolds(
      tx,
      holds.map((hold) => hold.claimId),
      context.now,
    );
  const claims = await conflicted(tx, instrument.labId, displaced);
  await pauseNoShows(
    tx,
    instrument.labId,
    claims.map((claim) => claim.claimId),
  );
  return openConflict(tx, context, origin, claims);
}

/** Occupies what nothing active covers. @returns false when somebody was quicker. */
export async function occupyFreeParts(
  tx: Tx,
  context: CommandContext,
  instrument: { id: string; labId: string },
  taking: Taking,
): Promise<boolean> {
  for (const piece of subtract([taking], await activeOver(tx, instrument, taking))) {
    const taken = await insertClaim(tx, {
      ...{
        id: newId(),
        labId: instrument.labId,
        instrumentId: instrument.id,
        kind: taking.kind,
        claimId: taking.claimId,
      },
      ...{ organisationId: taking.organisationId ?? null, userId: taking.userId ?? null },
      ...{ expiresAt: null, createdAt: context.now, ...piece },
    });
    if (!taken) return false;
  }
  return true;
}

/** The claims behind the rows, each once. What is over, such as the tear-down of a finished use, needs no conflict. */
export async function conflicted(tx: Tx, labId: string, rows: readonly ClaimInTheWay[]): Promise<ConflictedClaim[]> {
  const idsOf = (kind: ClaimKind) => [...new Set(rows.filter((row) => row.kind === kind).map((row) => row.claimId))];
  const bookings = await loadLiveBookings(tx, labId, idsOf('booking'));
  const claims = bookings.map(
    (booking): ConflictedClaim => ({
      ...{ kind: 'booking', claimId: booking.id, organisationId: booking.organisationId, userId: booking.userId },
      ...{ from: booking.from, until: booking.until, isInUse: booking.status === 'inUse' },
    }),
  );
  for (const kind of ['termLease', 'loan', 'equity'] as const) {
    for (const claimId of idsOf(kind)) {
      const row = rows.find((one) => one.claimId === claimId);
      if (!row?.organisationId || !row.userId) continue;
      const until = Number.isFinite(row.until) ? row.until : null;
      const { organisationId, userId, from } = row;
      claims.push({ kind, claimId, organisationId, userId, from, until, isInUse: false });
    }
  }
  return claims.sort((a, b) => a.from - b.from);
}
