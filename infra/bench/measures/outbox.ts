import { setTimeout as sleep } from 'node:timers/promises';
import { openQueueKit, type QueueKit } from '@guanyi/worker/queue-kit';
import { compare } from '../harness/pairs.ts';
import { pgbench, runPgbench } from '../harness/pgbench.ts';
import { startWorker } from '../harness/processes.ts';
import { type Stand, slotsForRun } from '../harness/stand.ts';
import type { Measure } from './measure.ts';
import { recordBooking } from './record-booking.ts';

/** As the worker runs the queue that tells of bookings. */
const concurrency = 2;
const limitMs = 60_000;

/** From committed events to handled events, against the bare queue moving as many jobs that do nothing. */
export const outbox: Measure = {
  name: 'outbox',
  async run(stand) {
    const faults: string[] = [];
    const measured = {
      name: 'outbox to handled',
      what: 'events from outbox row to handled',
      against: `BullMQ adding and processing empty jobs, concurrency ${concurrency}`,
      gate: { atLeast: 0.5 },
      aim: '≥ 0.9',
      faults,
    };
    if (!pgbench) return [{ ...measured, skipped: 'pgbench is not installed' }];
    let events = 0;
    const script = (await recordBooking(stand)).whole;
    await stand.clear();
    try {
      const compared = await compare(
        stand.size.pairs,
        async () => {
          const handled = await handleEvents(stand, script, faults);
          events = handled.events;
          return handled.perSecond;
        },
        () => moveJobs(stand, events),
      );
      return [{ ...measured, compared, details: { events, backend: stand.redisUrl ? 'redis' : 'postgres' } }];
    } finally {
      await stand.clear();
    }
  },
};

/** Handles the events of one second of bookings; the rate is from the first to the last. */
async function handleEvents(
  stand: Stand,
  script: string,
  faults: string[],
): Promise<{ events: number; perSecond: number }> {
  const { first } = await stand.takeSlots(slotsForRun(stand.size));
  await runPgbench({
    databaseUrl: stand.databaseUrl,
    scripts: [script],
    connections: 8,
    seconds: 1,
    variables: { first, clients: 8, turn: 0, salt: Math.floor(Math.random() * 1e9) },
  });
  const events = await countOpen(stand);
  const worker = startWorker(stand.process);
  try {
    let startedAt = 0;
    for (const begunAt = performance.now(); performance.now() - begunAt < limitMs; ) {
      const left = await countOpen(stand);
      if (startedAt === 0 && left < events) startedAt = performance.now();
      if (left === 0) return { events, perSecond: events / ((performance.now() - startedAt) / 1_000) };
      await sleep(20);
    }
    const handled = events - (await countOpen(stand));
    faults.push(`${events - handled} of ${events} events not handled within ${limitMs / 1_000} s`);
    return { events, perSecond: handled / ((performance.now() - startedAt) / 1_000) };
  } finally {
    await worker.stop();
    await stand.clear();
  }
}

async function countOpen({ sql }: Stand): Promise<number> {
  const [row] = await sql<{ count: number }[]>`SELECT count(*)::int AS count FROM outbox WHERE processed_at IS NULL`;
  return row!.count;
}

/** @returns jobs processed a second. */
async function moveJobs(stand: Stand, jobs: number): Promise<number> {
  const kit: QueueKit = await openQueueKit({
    databaseUrl: stand.databaseUrl,
    redisUrl: stand.redisUrl,
    onError: (error) => stand.say(`queue: ${error instanceof Error ? error.message : String(error)}`),
  });
  const queue = kit.queue('imports');
  let done = 0;
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const startedAt = performance.now();
  const worker = kit.worker('imports', concurrency, async () => {
    done += 1;
    if (done === jobs) finish();
  });
  for (let added = 0; added < jobs; added += 50) {
    const many = Math.min(50, jobs - added);
    await queue.addBulk(
      Array.from({ length: many }, () => ({ name: 'bench', data: { handler: 'bench', rowId: 'bench' } })),
    );
  }
  await finished;
  const seconds = (performance.now() - startedAt) / 1_000;
  await worker.close();
  await queue.close();
  await kit.close();
  return jobs / seconds;
}
