import type { Database } from '@guanyi/db/client';
import type { Clock } from '@guanyi/platform/clock';
import type { Logger } from '@guanyi/platform/logger';
import type { Queue } from 'bullmq';
import { attemptLeaseMs, deliverMail, retryDelayMs } from './handlers/notifications/deliver-mail.ts';
import { type Mailer, messageOf, openMailer } from './mailer.ts';
import { type JobData, openQueueKit, type QueueName, queueNames } from './queue-kit.ts';
import { reactToAll } from './react.ts';
import type { ReactionDeps, Routing } from './reaction.ts';
import { startRelay } from './relay.ts';
import { checkRouting, routing as productRouting } from './routing.ts';
import { type Schedule, startSchedules } from './schedules.ts';

/** How patient the worker is with others; the defaults fit production. */
export interface Timing {
  /** After this a claimed row counts as lost with its queue. */
  readonly leaseMs?: number;
  /** After this a job whose worker died is given to another. */
  readonly lockMs?: number;
  /** After this a mail whose sender died is given to another. */
  readonly attemptLeaseMs?: number;
  readonly retryDelayMs?: (attempt: number) => number;
}

export interface WorkerDeps {
  readonly database: Database;
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  /** Without it mails land in the mailbox table. */
  readonly smtpUrl?: string | undefined;
  /** False leaves mails in line when there is no mail server: production has no mailbox page. */
  readonly mayKeepMails: boolean;
  readonly mailFrom: string;
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** Tests shorten these. */
  readonly timing?: Timing;
  readonly routing?: Routing;
  readonly schedules?: readonly Schedule[];
}

export interface RunningWorker {
  /** Takes nothing new, finishes what is in hand, closes its connections; the database stays the caller's. */
  stop(): Promise<void>;
}

/** Together below the size of the database pool, with one left for the relay. */
const concurrency: Record<QueueName, number> = { notices: 2, billing: 1, mail: 3, imports: 1 };
/** Longer than a job takes; one that is cut off is simply done again. */
const defaultLeaseMs = 20_000;

/**
 * Starts everything that happens after a commit: relay, handlers, mail and what time does.
 * @throws when an event has no route, or the queue's backend is unfit.
 */
export async function startWorker(deps: WorkerDeps): Promise<RunningWorker> {
  const { database, clock, log } = deps;
  const routing = deps.routing ?? productRouting;
  checkRouting(routing);
  const onError = sparingly((error) => log.warn({ err: error }, 'The queue reported an error.'));
  const lockMs = deps.timing?.lockMs;
  const { databaseUrl, redisUrl } = deps;
  const kit = await openQueueKit({ databaseUrl, redisUrl, onError, ...(lockMs ? { lockMs } : {}) });
  const mailer = deps.smtpUrl ? openMailer(deps.smtpUrl, deps.mailFrom) : undefined;
  const work = handlerOf(deps, routing, mailer);
  const queues = Object.fromEntries(queueNames.map((name) => [name, kit.queue(name)])) as Queues;
  const workers = queueNames.map((name) => kit.worker(name, concurrency[name], (job) => work(job.data)));
  for (const worker of workers) {
    worker.on('failed', (job, error) => log.warn({ err: error, job: job?.name, data: job?.data }, 'A job failed.'));
  }
  const hasMail = mailer !== undefined || deps.mayKeepMails;
  if (!hasMail) log.warn('No mail server is set: mails stay in line until SMTP_URL is given.');
  const leaseMs = deps.timing?.leaseMs ?? defaultLeaseMs;
  const relay = startRelay({ database, clock, log, kit, queues, routing, hasMail, leaseMs });
  const sweeper = startSchedules({ database, clock, log }, deps.schedules);
  return {
    async stop() {
      await Promise.all([relay.stop(), sweeper.stop()]);
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all(Object.values(queues).map((queue) => queue.close()));
      await kit.close();
      mailer?.close();
    },
  };
}

type Queues = Record<QueueName, Queue<JobData>>;

function handlerOf(deps: WorkerDeps, routing: Routing, mailer: Mailer | undefined): (data: JobData) => Promise<void> {
  const { database, clock, log, publicUrl } = deps;
  const sender = addressIn(deps.mailFrom);
  const mailDomain = sender.slice(sender.indexOf('@') + 1);
  const reactionDeps: ReactionDeps = { database, clock, log, mailDomain };
  const patience = { retryDelayMs, attemptLeaseMs, ...deps.timing };
  const deliveryDeps = { database, clock, log, mailer, publicUrl, sender, ...patience };
  return async (data) => {
    if (data.handler === 'deliver') await deliverMail(deliveryDeps, { id: data.rowId, attempts: data.attempts ?? 0 });
    else await reactToAll(reactionDeps, routing, data.handler, [data.rowId, ...(data.moreRowIds ?? [])]);
  };
}

const sameErrorEveryMs = 5_000;

/** Every connection reports an outage anew; each message is passed on once in five seconds. */
function sparingly(report: (error: unknown) => void): (error: unknown) => void {
  const reportedAt = new Map<string, number>();
  return (error) => {
    const now = performance.now();
    const last = reportedAt.get(messageOf(error));
    if (last !== undefined && now - last < sameErrorEveryMs) return;
    if (reportedAt.size > 100) reportedAt.clear();
    reportedAt.set(messageOf(error), now);
    report(error);
  };
}

/** `Guanyi <no-reply@guanyi.test>` → no-reply@guanyi.test */
function addressIn(from: string): string {
  return /[^\s<>]+@[a-z0-9.-]+(?=>?\s*$)/i.exec(from)?.[0] ?? 'no-reply@guanyi.invalid';
}
