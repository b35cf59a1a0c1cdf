import { type JobData, openQueueKit, type QueueKit } from '@guanyi/worker/queue-kit';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { hasRedis, type RedisInTest, startRedis } from '../../support/redis-server.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const redisHere = hasRedis();
const lockMs = 1_000;
const onError = () => {};

let testDatabase: TestDatabase;
let redis: RedisInTest | undefined;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  if (redisHere) redis = await startRedis();
});

afterAll(async () => {
  await redis?.stop();
  await testDatabase?.drop();
});

/** What the worker relies on, whichever backend carries the queue. */
describe.each([
  { backend: 'postgres', runs: true },
  { backend: 'redis', runs: redisHere },
])('a queue on $backend', ({ backend, runs }) => {
  let kit: QueueKit;
  const closers: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    if (!runs) return;
    const redisUrl = backend === 'redis' ? redis?.url : undefined;
    kit = await openQueueKit({ databaseUrl: testDatabase.url, redisUrl, onError, lockMs });
    expect(kit.kind).toBe(backend);
  });

  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  afterAll(async () => {
    await kit?.close();
  });

  function open(work: (data: JobData) => Promise<void>, concurrency = 4) {
    const queue = kit.queue('notices');
    const worker = kit.worker('notices', concurrency, (job) => work(job.data));
    closers.push(
      () => queue.close(),
      () => worker.close(),
    );
    return { queue, worker };
  }

  const data = (rowId: string): JobData => ({ handler: 'test', rowId });
  const options = (jobId: string) => ({ jobId, removeOnComplete: true, removeOnFail: true });

  test.runIf(runs)('hands out each of many jobs once', async () => {
    const seen: string[] = [];
    const { queue } = open(async ({ rowId }) => {
      seen.push(rowId);
    });
    const ids = Array.from({ length: 300 }, (_, n) => `bulk-${n}`);
    await queue.addBulk(ids.map((id) => ({ name: 'bulk', data: data(id), opts: options(id) })));
    await eventually(() => seen.length >= ids.length);
    expect([...seen].sort()).toEqual([...ids].sort());
    expect(await queue.getWaitingCount()).toBe(0);
  });

  test.runIf(runs)('takes a job that is already waiting only once', async () => {
    const queue = kit.queue('notices');
    closers.push(() => queue.close());
    for (let n = 0; n < 3; n++) await queue.addBulk([{ name: 'same', data: data('same'), opts: options('same') }]);
    expect(await queue.getWaitingCount()).toBe(1);
    const seen: string[] = [];
    open(async ({ rowId }) => {
      seen.push(rowId);
    });
    await eventually(() => seen.length === 1);
  });

  test.runIf(runs)('takes a job again that is done, because the row may need it again', async () => {
    let runsSeen = 0;
    const { queue } = open(async () => {
      runsSeen += 1;
    });
    for (const expected of [1, 2]) {
      await eventually(async () => (await queue.getJob('again')) === undefined);
      await queue.addBulk([{ name: 'again', data: data('again'), opts: options('again') }]);
      await eventually(() => runsSeen === expected);
    }
  });

  test.runIf(runs)('tries a failing job again, and forgets it after its last try', async () => {
    let tries = 0;
    const { queue } = open(async () => {
      tries += 1;
      throw new Error('not yet');
    });
    const backoff = { type: 'exponential', delay: 50 };
    await queue.addBulk([{ name: 'fail', data: data('fail'), opts: { ...options('fail'), attempts: 3, backoff } }]);
    await eventually(() => tries === 3);
    await eventually(async () => (await queue.getJob('fail')) === undefined);
  });

  test.runIf(runs)('gives the job of a dead worker to another', async () => {
    const dying = kit.worker('notices', 1, () => new Promise(() => {}));
    const queue = kit.queue('notices');
    closers.push(() => queue.close());
    await queue.addBulk([{ name: 'orphan', data: data('orphan'), opts: options('orphan') }]);
    await eventually(async () => (await queue.getActiveCount()) === 1);
    await dying.close(true);
    const seen: string[] = [];
    open(async ({ rowId }) => {
      seen.push(rowId);
    });
    await eventually(() => seen.includes('orphan'), { withinMs: 8 * lockMs });
  });

  test.runIf(runs)('goes on after it was wiped', async () => {
    const seen: string[] = [];
    const { queue } = open(async ({ rowId }) => {
      seen.push(rowId);
    });
    await queue.obliterate({ force: true });
    await queue.addBulk([{ name: 'after', data: data('after'), opts: options('after') }]);
    await eventually(() => seen.includes('after'));
  });
});

describe('Redis that may drop keys', () => {
  test.runIf(redisHere)('is refused at boot', async () => {
    const evicting = await startRedis({ policy: 'allkeys-lru' });
    try {
      const opening = openQueueKit({ databaseUrl: testDatabase.url, redisUrl: evicting.url, onError });
      await expect(opening).rejects.toThrow('noeviction');
    } finally {
      await evicting.stop();
    }
  });
});
