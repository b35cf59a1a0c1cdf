import type { Tx } from '@guanyi/db/client';
import type { StoredLending } from '@guanyi/db/lending/lendings';
import { claimsOf } from '@guanyi/db/scheduling/claims';
import { loadConflictsOfCause } from '@guanyi/db/scheduling/conflicts';
import {
  claimsInTheWay,
  lockInstrument,
  restoreClaims,
  resumeNoShows,
  stillSuspended,
} from '@guanyi/db/scheduling/suspended-claims';
import { overlaps } from '@guanyi/domain/kernel/window';
import { isBound, occupies, yieldsToLending } from '@guanyi/domain/scheduling/claim';
import { type CommandContext, type Refusal, systemContext } from '../context.ts';
import { makeWay, occupyFreeParts } from '../scheduling/make-way.ts';
import { openConflict } from '../scheduling/open-conflict.ts';
import { settleConflict } from '../scheduling/settle-conflict.ts';
import { refuseTaken, type WantedDays } from './take-days.ts';

/**
 * Keeps the free parts of days that others have bookings in, so that nobody new comes between. The bookings stay until the request is
 * granted. What somebody has by a contract and what the lab itself needs does not give way: `slot-taken`.
 */
export async function askOverOthers(tx: Tx, context: CommandContext, days: WantedDays): Promise<Refusal | undefined> {
  const instrument = await lockInstrument(tx, systemContext(context.now).reach, days.instrumentId);
  if (!instrument) throw new Error(`Instrument ${days.instrumentId} is gone.`);
  const claims = (await claimsOf(tx, [days.instrumentId], days)).filter((claim) => occupies(claim, context.now));
  if (claims.some((claim) => !yieldsToLending(claim.kind))) return refuseTaken(tx, days, context.now);
  await occupyFreeParts(tx, context, instrument, days);
  return undefined;
}

/**
 * Takes the days of a granted request: bookings in them are suspended and become conflicts that look after themselves. Where a contract
 * came between meanwhile it stays, and a person has to look at the two.
 */
export async function pushOthersAside(tx: Tx, context: CommandContext, lending: StoredLending): Promise<void> {
  if (!lending.displaces) return;
  const instrument = await lockInstrument(tx, systemContext(context.now).reach, lending.instrumentId);
  if (!instrument) throw new Error(`Instrument ${lending.instrumentId} is gone.`);
  const { organisationId, userId, until } = lending;
  const kind = claimKindOf(lending);
  const from = Math.max(lending.from, context.now);
  const taking = { kind, claimId: lending.id, organisationId, userId, from, until };
  await makeWay(tx, context, { instrument, cause: kind }, { ...taking, spares: isBound });
  const left = (await claimsInTheWay(tx, instrument, taking, context.now)).filter(
    ({ claimId }) => claimId !== lending.id,
  );
  if (left.length === 0) return;
  const own = { kind, claimId: lending.id, organisationId, userId, from, until, isInUse: false };
  await openConflict(tx, context, { instrument, cause: kind }, [own]);
}

/** Gives back from an instant on what others had to leave: a cancelled or early ended term needs it no more, and their conflicts close. */
export async function letOthersReturn(
  tx: Tx,
  context: CommandContext,
  lending: StoredLending,
  from: number,
): Promise<void> {
  const window = { from, until: lending.until };
  if (!lending.displaces || window.from >= window.until) return;
  const instrument = await lockInstrument(tx, systemContext(context.now).reach, lending.instrumentId);
  if (!instrument) return;
  await restoreClaims(tx, instrument, window);
  const place = { labId: lending.labId, instrumentId: lending.instrumentId };
  const conflicts = (await loadConflictsOfCause(tx, place, claimKindOf(lending))).filter((conflict) =>
    overlaps({ from: conflict.from, until: conflict.until ?? Number.POSITIVE_INFINITY }, window),
  );
  const ids = conflicts.map((conflict) => conflict.claimId);
  const displaced = await stillSuspended(tx, lending.labId, ids);
  const back = conflicts.filter((conflict) => !displaced.has(conflict.claimId));
  for (const conflict of back) await settleConflict(tx, context, conflict, { outcome: 'kept' });
  await resumeNoShows(
    tx,
    lending.labId,
    back.map((conflict) => conflict.claimId),
  );
}

function claimKindOf({ kind }: Pick<StoredLending, 'kind'>): 'loan' | 'termLease' {
  return kind === 'loan' ? 'loan' : 'termLease';
}
