import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type Database } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import { newId } from '@guanyi/platform/ids';
import type { Routing } from '@guanyi/worker/reaction';
import { routing } from '@guanyi/worker/routing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { runWorker, type WorkerInTest } from '../support/running-worker.ts';
import { fullScale } from '../support/scale.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

/** `aggregates` writers at a time, each in a transaction of its own that stays open for up to `longestMs`. */
const size = fullScale
  ? { aggregates: 100, eventsEach: 1_000, longestMs: 500, withinMs: 1_800_000 }
  : { aggregates: 100, eventsEach: 12, longestMs: 150, withinMs: 15_000 };
const total = size.aggregates * size.eventsEach;

let testDatabase: TestDatabase;
let database: Database;
let workers: WorkerInTest[] = [];
const seen: { aggregateId: string; position: number }[] = [];

/** Instead of the product's reaction: notes what it sees, in the transaction that closes the event. */
const noting: Routing = {
  ...routing,
  'organisation.verified': [
    {
      handler: 'note',
      queue: 'notices',
      attempts: 3,
      reaction: {
        command: () => async (_tx, _context, event) => {
          const [aggregateId = '', position = ''] = event.payload.organisationId.split(' ');
          seen.push({ aggregateId, position: Number(position) });
          return { ok: true, value: undefined };
        },
      },
    },
  ],
};

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = connect(testDatabase.url, { max: 100 });
  workers = [
    await runWorker(testDatabase.url, { routing: noting }),
    await runWorker(testDatabase.url, { routing: noting }),
  ];
});

afterAll(async () => {
  for (const worker of workers) await worker.stop();
  await database?.close();
  await testDatabase?.drop();
});

async function write(aggregateId: string, position: number, labId: string | null): Promise<void> {
  await database.begin(async (tx) => {
    // The event takes its id and its time first and becomes visible only at the end.
    await append(tx, {
      name: 'organisation.verified',
      labId,
      aggregateId,
      payload: { organisationId: `${aggregateId} ${position}` },
      occurredAt: Date.now(),
    });
    await sleep(Math.random() ** 4 * size.longestMs);
  });
}

describe('the outbox skips nothing', () => {
  test('however the commits of short and long transactions interleave', { timeout: size.withinMs * 2 }, async () => {
    const startedAt = performance.now();
    const labs = [null, newId(), newId(), newId()];
    const writers = Array.from({ length: size.aggregates }, async (_, n) => {
      const aggregateId = newId();
      for (let position = 0; position < size.eventsEach; position++) {
        await write(aggregateId, position, labs[n % labs.length] ?? null);
      }
    });
    await Promise.all(writers);
    const writtenMs = Math.round(performance.now() - startedAt);
    const open = async () => {
      const [row] = await database.sql<
        { n: number }[]
      >`SELECT count(*)::int AS n FROM outbox WHERE processed_at IS NULL`;
      return row?.n ?? 0;
    };
    await eventually(async () => (await open()) === 0, { ...size, describe: open });

    const [handled] = await database.sql<{ n: number }[]>`SELECT count(*)::int AS n FROM outbox_handled`;
    expect(handled?.n).toBe(total);
    expect(new Set(seen.map((one) => `${one.aggregateId} ${one.position}`)).size).toBe(total);
    const last = new Map<string, number>();
    const outOfOrder = seen.filter(({ aggregateId, position }) => {
      const isLater = position >= (last.get(aggregateId) ?? 0);
      last.set(aggregateId, position);
      return !isLater;
    });
    expect(outOfOrder).toEqual([]);
    console.info(
      `${total} events in ${writtenMs} ms, 0 skipped, each aggregate in order, all handled in ${Math.round(performance.now() - startedAt)} ms`,
    );
  });
});
