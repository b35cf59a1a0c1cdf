import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { advanceConflict, noteFailedStep } from '@guanyi/commands/scheduling/advance-conflict';
import { offerFreedTime } from '@guanyi/commands/scheduling/offer-freed-time';
import { tendWaitlists } from '@guanyi/commands/scheduling/tend-waitlists';
import { listDueConflicts } from '@guanyi/db/scheduling/conflicts';
import type { ReactionDeps } from './reaction.ts';

type Deps = Pick<ReactionDeps, 'database' | 'clock' | 'log'>;

const batch = 200;

/** Each step is a transaction of its own, so that one that fails does not hold up the others. */
export async function advanceConflicts({ database, clock, log }: Deps): Promise<void> {
  for (let due = batch; due === batch; ) {
    const ids = await listDueConflicts(database, clock.now(), batch);
    due = ids.length;
    for (const conflictId of ids) {
      const context = systemContext(clock.now());
      const step = execute(database, context, advanceConflict, { conflictId }).catch((err: unknown) => {
        log.warn({ err, conflictId }, 'A step of a conflict failed.');
        return { ok: false } as const;
      });
      if (!(await step).ok) await execute(database, context, noteFailedStep, { conflictId });
    }
  }
}

/** Lapses what nobody took, and offers anew what has become free without an event. */
export async function tendAll({ database, clock, log }: Deps): Promise<void> {
  for (let lapsed = batch; lapsed === batch; ) {
    const context = systemContext(clock.now());
    const tended = await execute(database, context, tendWaitlists, { limit: batch });
    if (!tended.ok) return;
    lapsed = tended.value.lapsed;
    for (const instrumentId of tended.value.instrumentIds) {
      await execute(database, context, offerFreedTime, { instrumentId }).catch((err: unknown) => {
        log.warn({ err, instrumentId }, 'Free time could not be offered.');
      });
    }
  }
}
