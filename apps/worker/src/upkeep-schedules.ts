import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { advancePlan } from '@guanyi/commands/scheduling/plan-maintenance';
import { advanceCalibration } from '@guanyi/commands/scheduling/record-calibration';
import type { ReactionDeps } from './reaction.ts';

type Deps = Pick<ReactionDeps, 'database' | 'clock'>;

/** Each step is a transaction of its own; the rest of a long row waits for the next round, so that a stop is not held up. */
const stepsEach = 200;

/** Puts the next occurrences of maintenance plans into the calendar. */
export async function advancePlans({ database, clock }: Deps): Promise<void> {
  for (let step = 0; step < stepsEach; step++) {
    const outcome = await execute(database, systemContext(clock.now()), advancePlan, undefined);
    if (!outcome.ok || !outcome.value.found) return;
  }
}

/** Occupies the days on which calibrations are due, reminds their labs and tells what has expired. */
export async function advanceCalibrations({ database, clock }: Deps): Promise<void> {
  for (let step = 0; step < stepsEach; step++) {
    const outcome = await execute(database, systemContext(clock.now()), advanceCalibration, undefined);
    if (!outcome.ok || !outcome.value.found) return;
  }
}
