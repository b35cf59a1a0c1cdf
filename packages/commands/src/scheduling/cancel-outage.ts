import type { Tx } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import { loadLiveBookings } from '@guanyi/db/scheduling/bookings';
import { shortenClaim } from '@guanyi/db/scheduling/claims';
import { loadConflictsOfOutage, type StoredConflict } from '@guanyi/db/scheduling/conflicts';
import {
  activeOutages,
  loadOutageForUpdate,
  markOutageCancelled,
  type StoredOutage,
} from '@guanyi/db/scheduling/outages';
import {
  forgetPast,
  type LockedInstrument,
  lockInstrument,
  restoreClaims,
  resumeNoShows,
  stillSuspended,
} from '@guanyi/db/scheduling/suspended-claims';
import type { Window } from '@guanyi/domain/kernel/window';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { applyAnswer } from './apply-answer.ts';
import { occupyFreeParts } from './make-way.ts';
import { settleConflict } from './settle-conflict.ts';

/**
 * Calls an outage off, or ends it when it has begun: its time is free from now on, suspended claims return to their place,
 * and their conflicts close. Where another outage lies over a claim, that one becomes the cause.
 */
export async function cancelOutage(
  tx: Tx,
  context: CommandContext,
  { outageId }: { outageId: string },
): Promise<Outcome<{ id: string }>> {
  const outage = await loadOutageForUpdate(tx, context.reach, outageId);
  if (!outage) return refuse('not-found');
  if (outage.status !== 'active') return refuse('state-conflict', { details: { currentStatus: outage.status } });
  const instrument = await lockInstrument(tx, context.reach, outage.instrumentId);
  if (!instrument) return refuse('not-found');
  await markOutageCancelled(tx, outage, context.now);
  await shortenClaim(tx, outage.labId, outage.id, context.now);
  const others = await activeOutages(tx, instrument, outage);
  for (const other of others) await occupyFreeParts(tx, context, instrument, { ...other, claimId: other.id });
  await forgetPast(tx, instrument, context.now);
  await restoreClaims(tx, instrument, outage);
  await closeConflicts(tx, context, instrument, outage);
  const payload = { labId: outage.labId, outageId: outage.id };
  await append(tx, {
    name: 'outage.cancelled',
    ...{ labId: outage.labId, aggregateId: outage.id, payload, occurredAt: context.now },
  });
  return done({ id: outage.id });
}

/** Who came or could still come keeps the booking; whose time has begun without the instrument owes nothing and is free of it. */
async function closeConflicts(
  tx: Tx,
  context: CommandContext,
  instrument: LockedInstrument,
  outage: StoredOutage,
): Promise<void> {
  const conflicts = await loadConflictsOfOutage(tx, outage.labId, outage.id);
  const claimIds = conflicts.map((conflict) => conflict.claimId);
  const displaced = await stillSuspended(tx, outage.labId, claimIds);
  const live = await loadLiveBookings(tx, outage.labId, claimIds);
  const inUse = new Set(live.filter(({ status }) => status === 'inUse').map(({ id }) => id));
  const kept: string[] = [];
  for (const conflict of conflicts) {
    const next = await outageOver(tx, instrument, displaced.get(conflict.claimId) ?? []);
    if (next) await settleConflict(tx, context, conflict, { cause: next.kind, outageId: next.id });
    else if (isMissed(conflict, context.now) && !inUse.has(conflict.claimId))
      await applyAnswer(tx, context, conflict, { action: 'cancel' }, true);
    else {
      await settleConflict(tx, context, conflict, { outcome: 'kept' });
      kept.push(conflict.claimId);
    }
  }
  await resumeNoShows(tx, outage.labId, kept);
}

/** The oldest outage that still lies over one of the parts; it need not touch the one that is called off. */
async function outageOver(
  tx: Tx,
  instrument: LockedInstrument,
  parts: readonly Window[],
): Promise<StoredOutage | undefined> {
  const over = (await Promise.all(parts.map((part) => activeOutages(tx, instrument, part)))).flat();
  return over.toSorted((a, b) => a.createdAt - b.createdAt || a.id.localeCompare(b.id))[0];
}

function isMissed(conflict: StoredConflict, now: number): boolean {
  return conflict.claimKind === 'booking' && conflict.status !== 'escalated' && conflict.from <= now;
}
