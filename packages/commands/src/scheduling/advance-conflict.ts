import type { Tx } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import { loadLiveBookings } from '@guanyi/db/scheduling/bookings';
import { loadConflictForUpdate, type StoredConflict, saveConflict } from '@guanyi/db/scheduling/conflicts';
import type { ConflictAnswer } from '@guanyi/domain/scheduling/conflict';
import { type CommandContext, done, type Outcome } from '../context.ts';
import { applyAnswer } from './apply-answer.ts';
import { offerOptions } from './offer-options.ts';
import { settleConflict } from './settle-conflict.ts';

/** After so many failed steps a person has to look. */
const patience = 4;

/**
 * Takes the next step of a conflict if it is due: before the deadline it looks for places, at the deadline it applies the
 * default. Safe to call any number of times, by several workers and after any crash: the step and what is due next are one
 * transaction.
 */
export async function advanceConflict(
  tx: Tx,
  context: CommandContext,
  { conflictId }: { conflictId: string },
): Promise<Outcome<null>> {
  const conflict = await loadConflictForUpdate(tx, context.reach, conflictId);
  if (!conflict || conflict.dueAt === null || conflict.dueAt > context.now) return done(null);
  if (context.now < conflict.deadline) {
    await offerOptions(tx, context, conflict);
    return done(null);
  }
  const [live] = await loadLiveBookings(tx, conflict.labId, [conflict.claimId]);
  if (!live || live.status === 'inUse' || conflict.defaultAction === 'keep') {
    await settleConflict(tx, context, conflict, { outcome: live ? 'kept' : 'overtaken' });
    return done(null);
  }
  return (await applyAnswer(tx, context, conflict, defaultAnswer(conflict), true)) ?? done(null);
}

function defaultAnswer({ defaultAction, defaultOption }: StoredConflict): ConflictAnswer {
  return defaultAction === 'accept' && defaultOption !== null
    ? { action: 'accept', optionIndex: defaultOption }
    : { action: 'cancel' };
}

/**
 * Notes that a step could not be taken. What was held may be gone, so places are looked for once more; what keeps failing
 * goes to the people of the lab.
 */
export async function noteFailedStep(
  tx: Tx,
  context: CommandContext,
  { conflictId }: { conflictId: string },
): Promise<Outcome<null>> {
  const conflict = await loadConflictForUpdate(tx, context.reach, conflictId);
  if (!conflict || conflict.dueAt === null || conflict.dueAt > context.now) return done(null);
  const failures = conflict.failures + 1;
  const isStuck = failures >= patience;
  // A place that was lost at the last moment is not replaced without asking: the default falls back to cancelling.
  const fallback = { defaultAction: 'cancel' as const, defaultOption: null };
  const next: StoredConflict = isStuck
    ? { ...conflict, failures, status: 'escalated', dueAt: null, defaultAction: 'none', defaultOption: null }
    : { ...conflict, failures, ...(failures > 1 ? fallback : {}) };
  await saveConflict(tx, next, context.now);
  if (isStuck)
    await append(tx, {
      name: 'conflict.escalated',
      ...{ labId: conflict.labId, aggregateId: conflict.id, occurredAt: context.now },
      payload: { labId: conflict.labId, conflictId: conflict.id },
    });
  return done(null);
}
