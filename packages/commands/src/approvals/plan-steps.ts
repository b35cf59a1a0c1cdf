import type { Connection } from '@guanyi/db/client';
import { loadWorkCalendar } from '@guanyi/db/scheduling/facts';
import { stagesOf } from '@guanyi/domain/approvals/chain';
import type { PolicyStep } from '@guanyi/domain/approvals/policy';
import { DAY_MS, HOUR_MS } from '@guanyi/domain/kernel/window';
import type { WorkCalendar } from '@guanyi/domain/kernel/working-days';
import { addWorkingHours } from '@guanyi/domain/kernel/working-hours';

/** When each step is due if every stage takes all its time: that of the first stage holds, the others are expected. */
export async function planSteps(
  connection: Connection,
  steps: readonly PolicyStep[],
  zone: string,
  now: number,
): Promise<{ stage: number; deadline: number }[]> {
  const calendar = await calendarFor(
    connection,
    now,
    steps.reduce((sum, step) => sum + step.slaHours, 0),
  );
  const stages = stagesOf(steps);
  const stageEnds = new Map<number, number>([[0, now]]);
  return steps.map((step, i) => {
    const stage = stages[i] ?? 1;
    const deadline = addWorkingHours(calendar, zone, stageEnds.get(stage - 1) ?? now, step.slaHours);
    stageEnds.set(stage, Math.max(stageEnds.get(stage) ?? 0, deadline));
    return { stage, deadline };
  });
}

/** Holidays stretch working hours: twice the time and a month more is always enough. */
export function calendarFor(connection: Connection, now: number, hours: number): Promise<WorkCalendar> {
  return loadWorkCalendar(connection, { from: now, until: now + 2 * hours * HOUR_MS + 31 * DAY_MS });
}
