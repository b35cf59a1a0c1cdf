import { setMaxListeners } from 'node:events';
import { remindFilings } from '@guanyi/commands/approvals/file-disposal';
import { timeOutApprovals } from '@guanyi/commands/approvals/time-out-approvals';
import { waiveRebooked } from '@guanyi/commands/billing/charge-fee';
import { confirmDueUsage } from '@guanyi/commands/billing/confirm-usage';
import { rateBacklog } from '@guanyi/commands/billing/rate-backlog';
import { checkNightly, foldChanges } from '@guanyi/commands/catalogue/keep-projection';
import { systemContext } from '@guanyi/commands/context';
import { lapseIdleCases } from '@guanyi/commands/equity/lapse-idle-cases';
import { execute } from '@guanyi/commands/execute';
import { passDays } from '@guanyi/commands/lending/pass-days';
import { remindOverdue } from '@guanyi/commands/payments/remind-overdue';
import { forgetExpired } from '@guanyi/commands/platform/forget-expired';
import { expireDueBookings } from '@guanyi/commands/scheduling/expire-due-bookings';
import { warnOfOverruns } from '@guanyi/commands/scheduling/warn-of-overruns';
import type { Database } from '@guanyi/db/client';
import type { Clock } from '@guanyi/platform/clock';
import type { Logger } from '@guanyi/platform/logger';
import { advanceConflicts, tendAll } from './conflict-schedules.ts';
import { routing } from './routing.ts';
import { advanceCalibrations, advancePlans } from './upkeep-schedules.ts';

export interface ScheduleDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface Schedule {
  readonly name: string;
  readonly everyMs: number;
  readonly run: (deps: ScheduleDeps) => Promise<void>;
}

const batch = 200;

/**
 * What time itself does. Due times stand in PostgreSQL and are looked for there, so nothing is forgotten while the worker or the queue
 * is away; several workers may look at once, because rows are taken with SKIP LOCKED or changed at most once.
 * Events whose lease has passed and mails whose pause is over are found by the relay itself.
 */
export const schedules: readonly Schedule[] = [
  { name: 'expire-due-bookings', everyMs: 5_000, run: expireAll },
  { name: 'pass-days', everyMs: 5_000, run: passAllDays },
  { name: 'time-out-approvals', everyMs: 5_000, run: timeOutAll },
  { name: 'remind-filings', everyMs: 60_000, run: remindOfFilings },
  { name: 'lapse-idle-cases', everyMs: 30_000, run: lapseIdle },
  { name: 'confirm-due-usage', everyMs: 5_000, run: confirmAll },
  { name: 'rate-backlog', everyMs: 10_000, run: rateWaiting },
  { name: 'waive-rebooked', everyMs: 5_000, run: waiveAll },
  { name: 'advance-conflicts', everyMs: 5_000, run: advanceConflicts },
  { name: 'tend-waitlists', everyMs: 5_000, run: tendAll },
  { name: 'advance-plans', everyMs: 5_000, run: advancePlans },
  { name: 'advance-calibrations', everyMs: 10_000, run: advanceCalibrations },
  { name: 'remind-overdue', everyMs: 60_000, run: remindAll },
  { name: 'warn-of-overruns', everyMs: 10_000, run: warnAll },
  { name: 'forget-expired', everyMs: 600_000, run: forget },
  { name: 'fold-changes', everyMs: 1_000, run: foldAll },
  { name: 'check-projection', everyMs: 3_600_000, run: checkAtNight },
];

async function expireAll({ database, clock }: ScheduleDeps): Promise<void> {
  for (;;) {
    const outcome = await execute(database, systemContext(clock.now()), expireDueBookings, { limit: batch });
    if (!outcome.ok || outcome.value.ended < batch) return;
  }
}

async function passAllDays({ database, clock }: ScheduleDeps): Promise<void> {
  for (;;) {
    const outcome = await execute(database, systemContext(clock.now()), passDays, { limit: batch });
    if (!outcome.ok || outcome.value.found < batch) return;
  }
}

async function timeOutAll({ database, clock }: ScheduleDeps): Promise<void> {
  for (;;) {
    const outcome = await execute(database, systemContext(clock.now()), timeOutApprovals, { limit: batch });
    if (!outcome.ok || outcome.value.found < batch) return;
  }
}

async function remindOfFilings({ database, clock }: ScheduleDeps): Promise<void> {
  for (;;) {
    const outcome = await execute(database, systemContext(clock.now()), remindFilings, { limit: batch });
    if (!outcome.ok || outcome.value.found < batch) return;
  }
}

async function lapseIdle({ database, clock }: ScheduleDeps): Promise<void> {
  for (;;) {
    const outcome = await execute(database, systemContext(clock.now()), lapseIdleCases, { limit: batch });
    if (!outcome.ok || outcome.value.ended < batch) return;
  }
}

async function confirmAll({ database, clock }: ScheduleDeps): Promise<void> {
  for (;;) {
    const outcome = await execute(database, systemContext(clock.now()), confirmDueUsage, { limit: batch });
    if (!outcome.ok || outcome.value.confirmed < batch) return;
  }
}

/** From so many waiting uses of a lab on, rating them in one statement beats taking them one by one. */
const backlogFrom = 200;
const backlogBatch = 1_000;

async function rateWaiting({ database, clock }: ScheduleDeps): Promise<void> {
  for (;;) {
    const handlers = routing['usage.recorded'].map((route) => route.handler);
    const input = { atLeast: backlogFrom, limit: backlogBatch, handlers };
    const outcome = await execute(database, systemContext(clock.now()), rateBacklog, input);
    if (!outcome.ok || outcome.value.rated === 0) return;
  }
}

async function waiveAll({ database, clock }: ScheduleDeps): Promise<void> {
  for (;;) {
    const outcome = await execute(database, systemContext(clock.now()), waiveRebooked, { limit: batch });
    if (!outcome.ok || outcome.value.decided < batch) return;
  }
}

async function remindAll({ database, clock }: ScheduleDeps): Promise<void> {
  for (;;) {
    const outcome = await execute(database, systemContext(clock.now()), remindOverdue, { limit: batch });
    if (!outcome.ok || outcome.value.reminded < batch) return;
  }
}

async function warnAll({ database, clock }: ScheduleDeps): Promise<void> {
  for (;;) {
    const outcome = await execute(database, systemContext(clock.now()), warnOfOverruns, { limit: batch });
    if (!outcome.ok || outcome.value.found < batch) return;
  }
}

async function forget({ database, clock, log }: ScheduleDeps): Promise<void> {
  const outcome = await execute(database, systemContext(clock.now()), forgetExpired, undefined);
  if (outcome.ok) log.debug(outcome.value, 'Forgot what had expired.');
}

/** Changes folded in one transaction: a second of heavy booking, and short enough to be waited for at a stop. */
const foldBatch = 2_000;

async function foldAll({ database, clock }: ScheduleDeps): Promise<void> {
  for (;;) {
    const outcome = await execute(database, systemContext(clock.now()), foldChanges, { limit: foldBatch });
    if (!outcome.ok || outcome.value.taken < foldBatch) return;
  }
}

/** Between two and three in the morning in China, when nobody is in a hurry. */
const quietHourUtc = 18;

async function checkAtNight({ database, clock, log }: ScheduleDeps): Promise<void> {
  if (new Date(clock.now()).getUTCHours() !== quietHourUtc) return;
  const outcome = await execute(database, systemContext(clock.now()), checkNightly, undefined);
  if (!outcome.ok || outcome.value === null) return;
  const { differing, miscounted } = outcome.value;
  if (differing + miscounted > 0) log.error(outcome.value, 'The search projection differed from the calendar.');
  else log.info('The search projection agrees with the calendar.');
}

/** Runs each schedule at its pace, at once at first, never twice at the same time; a failure is logged and tried again at the next turn. */
export function startSchedules(deps: ScheduleDeps, table: readonly Schedule[] = schedules): { stop(): Promise<void> } {
  const stopping = new AbortController();
  // Each schedule waits on it, and Node takes more than ten of them for a leak.
  setMaxListeners(table.length, stopping.signal);
  const running = table.map(async (schedule) => {
    while (!stopping.signal.aborted) {
      try {
        await schedule.run(deps);
      } catch (error) {
        if (!stopping.signal.aborted) deps.log.warn({ err: error, schedule: schedule.name }, 'A schedule failed.');
      }
      await pause(schedule.everyMs, stopping.signal);
    }
  });
  return {
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
