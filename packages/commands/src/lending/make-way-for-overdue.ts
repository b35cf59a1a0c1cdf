import type { Tx } from '@guanyi/db/client';
import { openExtensionUntil } from '@guanyi/db/lending/extensions';
import type { StoredLending } from '@guanyi/db/lending/lendings';
import { shortenClaim } from '@guanyi/db/scheduling/claims';
import { loadConflictsOfCause } from '@guanyi/db/scheduling/conflicts';
import { lockInstrument, restoreClaims, resumeNoShows, stillSuspended } from '@guanyi/db/scheduling/suspended-claims';
import { DAY_MS } from '@guanyi/domain/kernel/window';
import type { CommandContext } from '../context.ts';
import { makeWay, occupyFreeParts } from '../scheduling/make-way.ts';
import { settleConflict } from '../scheduling/settle-conflict.ts';

/** Bookings that begin sooner than this have to make way for what is overdue; later ones may still be met. */
export const overdueHorizonMs = 2 * DAY_MS;
/** Longer than anything can be booked ahead. */
const farAheadMs = 3_660 * DAY_MS;

/**
 * Lets an overdue instrument go on occupying (C8): what begins within two days becomes a conflict, and all further free time is
 * taken, so that nobody new counts on it. Repeated while it is overdue.
 * @returns up to when others have had to make way.
 */
export async function makeWayForOverdue(tx: Tx, context: CommandContext, lending: StoredLending): Promise<number> {
  const instrument = await lockInstrument(tx, context.reach, lending.instrumentId);
  if (!instrument) throw new Error(`Instrument ${lending.instrumentId} is gone.`);
  const until = Math.max(lending.until, context.now) + overdueHorizonMs + DAY_MS;
  const taking = { kind: lending.kind === 'loan' ? ('loan' as const) : ('termLease' as const), claimId: lending.id };
  // An extension that waits for an answer has its own days; what was taken of free time is laid out anew.
  const from = Math.max(lending.until, lending.madeWayUntil ?? 0, await openExtensionUntil(tx, lending));
  if (lending.madeWayUntil !== null) await shortenClaim(tx, lending.labId, lending.id, from);
  if (from < until) await makeWay(tx, context, { instrument, cause: taking.kind }, { ...taking, from, until });
  await occupyFreeParts(tx, context, instrument, { ...taking, from: Math.max(from, until), until: until + farAheadMs });
  return Math.max(from, until);
}

/** Gives back what others had to leave to an overdue instrument and has not begun yet; their conflicts end, the bookings are kept. */
export async function endOverdue(tx: Tx, context: CommandContext, lending: StoredLending): Promise<void> {
  if (lending.madeWayUntil === null) return;
  const instrument = await lockInstrument(tx, { ...context.reach, all: true }, lending.instrumentId);
  if (!instrument) return;
  await restoreClaims(tx, instrument, { from: context.now, until: lending.madeWayUntil });
  const place = { labId: instrument.labId, instrumentId: instrument.id };
  const conflicts = await loadConflictsOfCause(tx, place, lending.kind === 'loan' ? 'loan' : 'termLease');
  const ids = conflicts.map(({ claimId }) => claimId);
  const displaced = await stillSuspended(tx, instrument.labId, ids);
  const kept = conflicts.filter(({ claimId, from }) => !displaced.has(claimId) && from > context.now);
  for (const conflict of kept) await settleConflict(tx, context, conflict, { outcome: 'kept' });
  await resumeNoShows(
    tx,
    instrument.labId,
    kept.map(({ claimId }) => claimId),
  );
}
