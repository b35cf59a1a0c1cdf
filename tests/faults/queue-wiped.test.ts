import { setTimeout as sleep } from 'node:timers/promises';
import { execute } from '@guanyi/commands/execute';
import { createBooking } from '@guanyi/commands/scheduling/create-booking';
import { connect, type Database } from '@guanyi/db/client';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import {
  asPerson,
  at,
  createInstrument,
  createWorld,
  type World,
  wednesdayMorning,
} from '../support/factories/world.ts';
import { hasRedis, type RedisInTest, startRedis } from '../support/redis-server.ts';
import { runWorker } from '../support/running-worker.ts';
import { fullScale } from '../support/scale.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const redisHere = hasRedis();
const size = fullScale
  ? { bookings: 20_000, instruments: 40, downMs: 600_000, wipes: 60, paceMs: 30 }
  : { bookings: 240, instruments: 2, downMs: 2_500, wipes: 4, paceMs: 20 };
const drainLimitMs = fullScale ? 120_000 : 12_000;

let testDatabase: TestDatabase;
let database: Database;
let world: World;
const instrumentIds: string[] = [];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = connect(testDatabase.url, { max: 4 });
  world = await createWorld(database);
  const place = { labId: world.labId, districtId: world.districtId, approval: 'auto' as const };
  for (let n = 0; n < size.instruments; n++) instrumentIds.push(await createInstrument(database, place));
});

afterAll(async () => {
  await database?.close();
  await testDatabase?.drop();
});

const slotsPerDay = 24;
const dayMs = 86_400_000;

/** Every booking takes a half hour of its own, so that a refusal can only mean a fault. */
async function book(n: number): Promise<boolean> {
  const slot = Math.floor(n / instrumentIds.length);
  const from = at('2026-12-10 08:00') + Math.floor(slot / slotsPerDay) * dayMs + (slot % slotsPerDay) * 1_800_000;
  const request = {
    instrumentId: instrumentIds[n % instrumentIds.length] as string,
    from,
    until: from + 1_800_000,
    purpose: { kind: 'research', text: 'load' },
  };
  const outcome = await execute(database, asPerson(world.booker, wednesdayMorning), createBooking, request);
  return outcome.ok;
}

async function openEvents(): Promise<number> {
  const [row] = await database.sql<{ n: number }[]>`
    SELECT (SELECT count(*) FROM outbox WHERE processed_at IS NULL)::int
      + (SELECT count(*) FROM deliveries WHERE status = 'pending')::int AS n`;
  return row?.n ?? 0;
}

/** Books at an even pace while something happens to the queue. @returns how many succeeded. */
async function bookWhile(first: number, count: number, trouble: () => Promise<void>): Promise<number> {
  const troubled = trouble();
  let succeeded = 0;
  for (let n = first; n < first + count; n++) {
    if (await book(n)) succeeded += 1;
    await sleep(size.paceMs);
  }
  await troubled;
  return succeeded;
}

async function expectEverybodyTold(bookings: number): Promise<void> {
  const [told] = await database.sql`
    SELECT count(*) FILTER (WHERE kind = 'bookingConfirmed')::int AS booker, count(DISTINCT event_id)::int AS events FROM notifications`;
  expect(told).toEqual({ booker: bookings, events: bookings });
  const [mails] =
    await database.sql`SELECT count(*)::int AS kept, count(DISTINCT message_id)::int AS logical FROM mailbox`;
  expect(mails).toEqual({ kept: bookings * 3, logical: bookings * 3 });
}

describe.runIf(redisHere)('a queue that goes away makes things slower, not wrong', () => {
  let redis: RedisInTest;

  beforeAll(async () => {
    redis = await startRedis();
  });

  afterAll(() => redis?.stop());

  test('Redis is stopped and wiped under load, on both sides of the wipe nothing is lost', {
    timeout: size.downMs * 3 + drainLimitMs * 3 + 600_000,
  }, async () => {
    const worker = await runWorker(testDatabase.url, { redisUrl: redis.url });
    try {
      const half = size.bookings / 2;
      const duringStop = await bookWhile(0, half, async () => {
        await sleep(300);
        await redis.kill();
        await sleep(size.downMs);
        await redis.start();
      });
      const duringWipes = await bookWhile(half, half, async () => {
        for (let wipe = 0; wipe < size.wipes; wipe++) {
          await sleep((half * size.paceMs) / size.wipes);
          await redis.command('FLUSHALL');
        }
      });
      expect(duringStop + duringWipes).toBe(size.bookings);
      const stoppedAt = performance.now();
      await eventually(async () => (await openEvents()) === 0, { withinMs: drainLimitMs, describe: openEvents });
      await expectEverybodyTold(size.bookings);
      console.info(
        `${size.bookings} bookings, 0 failed, Redis away ${size.downMs} ms and wiped ${size.wipes} times: 0 lost, ` +
          `drained ${Math.round(performance.now() - stoppedAt)} ms after the last booking`,
      );
    } finally {
      await worker.stop();
    }
  });
});

describe('a wiped queue in PostgreSQL', () => {
  test('loses nothing', { timeout: 60_000 }, async () => {
    const before = size.bookings;
    const count = 20;
    const worker = await runWorker(testDatabase.url);
    // The role of the application may not touch the queue's own tables.
    const owner = postgres(testDatabase.url, { max: 1 });
    try {
      const succeeded = await bookWhile(before, count, async () => {
        for (let wipe = 0; wipe < 3; wipe++) {
          await sleep(150);
          await owner`DELETE FROM bullmq.job`;
        }
      });
      expect(succeeded).toBe(count);
      await eventually(async () => (await openEvents()) === 0, { withinMs: drainLimitMs, describe: openEvents });
    } finally {
      await owner.end();
      await worker.stop();
    }
  });
});
