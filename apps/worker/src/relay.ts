import type { Database } from '@guanyi/db/client';
import { claimDueDeliveries, releaseDeliveries } from '@guanyi/db/notifications/deliveries';
import {
  type ClaimedEvent,
  claimOpenEvents,
  closeEvent,
  listLabsWithOpenEvents,
  releaseEvents,
} from '@guanyi/db/outbox-relay';
import type { Clock } from '@guanyi/platform/clock';
import type { Logger } from '@guanyi/platform/logger';
import type { Queue } from 'bullmq';
import type { JobData, QueueKit, QueueName } from './queue-kit.ts';
import type { Route, Routing } from './reaction.ts';

export interface RelayDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly kit: QueueKit;
  readonly queues: Record<QueueName, Queue<JobData>>;
  readonly routing: Routing;
  /** False leaves mails in line: there is nowhere to send them. */
  readonly hasMail: boolean;
  /** How long a row stays claimed before it counts as lost with its queue. */
  readonly leaseMs: number;
}

/** Rows taken in hand of one lab at a time: enough to be quick, few enough that no lab waits long for another. */
const rowsPerLab = 50;
/** Labs whose rows go to the queue together: each way to the queue costs as much as taking a lab's rows in hand. */
const labsAtOnce = 20;
/** Labs whose rows are taken in hand at the same time: each waits for a commit. */
const claimsAtOnce = 4;
/** Events that one job carries where the handler is quick: a job costs the queue as much as the handler takes. */
const eventsPerJob = 20;
const mailsPerPass = 100;
/** More jobs than this in a queue and the relay waits: a long queue only makes leases run out. */
const longestQueue = 500;
/** Adding to a queue whose backend has just gone away can hang for as long as it is away. */
const addTimeoutMs = 3_000;
const busyPauseMs = 20;
const longestPauseMs = 400;
const failurePauseMs = 1_000;

/**
 * Carries rows from the outbox, and mails whose time has come, to the queues; runs until `stop`.
 * PostgreSQL stays the truth: a row is closed by its handlers, and one whose lease has passed is simply carried again.
 */
export function startRelay(deps: RelayDeps): { stop(): Promise<void> } {
  let stopped = false;
  let wake = () => {};
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const run = async () => {
    let pauseMs = busyPauseMs;
    while (!stopped) {
      try {
        const carried = deps.kit.isReachable() ? await carryOnce(deps, () => stopped) : 0;
        pauseMs = carried > 0 ? busyPauseMs : Math.min(pauseMs * 2, longestPauseMs);
      } catch (error) {
        if (!stopped) deps.log.warn({ err: error }, 'The relay could not carry; it tries again.');
        pauseMs = failurePauseMs;
      }
      if (!stopped) await pause(pauseMs);
    }
  };
  const running = run();
  return {
    async stop() {
      stopped = true;
      wake();
      await running;
    },
  };
}

/** @returns how many rows went to a queue. */
async function carryOnce(deps: RelayDeps, isStopped: () => boolean): Promise<number> {
  let carried = 0;
  const labs = await listLabsWithOpenEvents(deps.database);
  for (let first = 0; first < labs.length; first += labsAtOnce) {
    if (isStopped() || (await isBackedUp(deps, ['notices', 'billing', 'imports']))) break;
    carried += await carryLabs(deps, labs.slice(first, first + labsAtOnce));
  }
  if (deps.hasMail && !isStopped() && !(await isBackedUp(deps, ['mail']))) carried += await carryMails(deps);
  return carried;
}

async function isBackedUp({ queues }: RelayDeps, names: readonly QueueName[]): Promise<boolean> {
  const counts = await Promise.all(names.map((name) => inTime(queues[name].getWaitingCount())));
  return counts.some((count) => count >= longestQueue);
}

async function carryLabs(deps: RelayDeps, labs: readonly (string | null)[]): Promise<number> {
  const events: ClaimedEvent[] = [];
  for (let first = 0; first < labs.length; first += claimsAtOnce) {
    const options = { limit: rowsPerLab, leaseMs: deps.leaseMs };
    const some = labs.slice(first, first + claimsAtOnce).map((labId) => claimOpenEvents(deps.database, labId, options));
    events.push(...(await Promise.all(some)).flat());
  }
  const jobs = createJobs();
  for (const event of events) {
    const routes: readonly Route<never>[] | undefined = deps.routing[event.name as keyof Routing];
    if (!routes)
      deps.log.error({ event: event.name, id: event.id }, 'No route for an event; a newer worker may know it.');
    else if (routes.length === 0) await closeEvent(deps.database, event.id, [], deps.clock.now());
    else for (const route of routes) jobs.add(event, route);
  }
  try {
    for (const [name, batch] of jobs.byQueue()) await inTime(deps.queues[name].addBulk(batch));
  } catch (error) {
    await releaseEvents(
      deps.database,
      events.map((event) => event.id),
    );
    throw error;
  }
  return events.length;
}

async function carryMails(deps: RelayDeps): Promise<number> {
  const mails = await claimDueDeliveries(deps.database, { limit: mailsPerPass, leaseMs: deps.leaseMs });
  if (mails.length === 0) return 0;
  const jobs = mails.map((mail) => ({
    name: 'deliver',
    data: { handler: 'deliver', rowId: mail.id, attempts: mail.attempts },
    opts: { jobId: `${mail.id}-${mail.attempts}`, attempts: 1, removeOnComplete: true, removeOnFail: true },
  }));
  try {
    await inTime(deps.queues.mail.addBulk(jobs));
  } catch (error) {
    await releaseDeliveries(
      deps.database,
      mails.map((mail) => mail.id),
    );
    throw error;
  }
  return mails.length;
}

type Job = Parameters<Queue<JobData>['addBulk']>[0][number];

/** Gathers what goes to the queues: a job for each event and handler, or for some events where the handler is quick. */
function createJobs() {
  const groups: { route: Route<never>; events: ClaimedEvent[] }[] = [];
  const open = new Map<string, (typeof groups)[number]>();
  return {
    add(event: ClaimedEvent, route: Route<never>): void {
      const known = route.isQuick && open.get(route.handler);
      if (known && known.events.length < eventsPerJob) {
        known.events.push(event);
        return;
      }
      const group = { route, events: [event] };
      groups.push(group);
      open.set(route.handler, group);
    },
    byQueue(): Map<QueueName, Job[]> {
      const jobs = new Map<QueueName, Job[]>();
      for (const { route, events } of groups) {
        jobs.set(route.queue, [...(jobs.get(route.queue) ?? []), eventJob(events, route)]);
      }
      return jobs;
    },
  };
}

/**
 * The job's name in the queue is the same however often it is carried, so a job that still waits is not doubled. One of several events
 * may come again in other company: handling an event twice changes nothing.
 */
function eventJob(events: readonly ClaimedEvent[], route: Route<never>): Job {
  const [first, ...more] = events.map((event) => event.id);
  const company = more.length > 0 ? `-${more.length}-${more.at(-1)}` : '';
  return {
    name: events[0]!.name,
    data: { handler: route.handler, rowId: first!, ...(more.length > 0 ? { moreRowIds: more } : {}) },
    opts: {
      jobId: `${first}-${route.handler}${company}`,
      attempts: route.attempts,
      backoff: { type: 'exponential', delay: 500 },
      removeOnComplete: true,
      removeOnFail: true,
    },
  };
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The queue did not answer in time.')), addTimeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    // The loser may still fail later; nobody waits for it then.
    work.catch(() => {});
  }
}
