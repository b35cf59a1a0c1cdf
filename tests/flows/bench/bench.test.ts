import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tableOf } from '../../../infra/bench/harness/results.ts';
import { bench } from '../../../infra/bench/run.ts';
import { seedNation } from '../../../infra/bench/seed-national.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const tiny = { scale: 0.002, seed: 3, bookings: 3_000, today: undefined };
const quiet = () => {};
/** Seeding and measuring start processes and fill both cores, which takes long beside other tests. */
const limitMs = 150_000;

let database: TestDatabase;

beforeAll(async () => {
  process.chdir(fileURLToPath(new URL('../../..', import.meta.url)));
  database = await createTestDatabase();
});

afterAll(() => database.drop());

test(
  'a tiny nation is made, passes its own checks, and is not made twice',
  async () => {
    const said: string[] = [];
    await seedNation(database.url, tiny, (text) => said.push(text));
    expect(said.filter((line) => line.startsWith('FAULT'))).toEqual([]);
    expect(said).toContain('ok    bookings: 3,000');
    await seedNation(database.url, tiny, quiet);
    await expect(seedNation(database.url, { ...tiny, seed: 4 }, quiet)).rejects.toThrow('already holds national data');
    const sql = postgres(database.url, { max: 1 });
    await expect(sql`SELECT count(*)::int AS bookings FROM bookings`).resolves.toEqual([{ bookings: 3_000 }]);
    const [booking] = await sql`SELECT lab_id, instrument_id, during FROM occupancy LIMIT 1`;
    await expect(
      sql`INSERT INTO occupancy (lab_id, id, instrument_id, during, kind, claim_id, created_at)
      VALUES (${booking!.lab_id}, gen_random_uuid(), ${booking!.instrument_id}, ${booking!.during}, 'hold', gen_random_uuid(), now())`,
    ).rejects.toThrow('occupancy_no_overlap');
    await sql.end();
  },
  limitMs,
);

test(
  'the benchmark gives results on it and leaves it without overlaps and without its own bookings',
  async () => {
    const target = { databaseUrl: database.url, redisUrl: undefined };
    const size = { pairs: 1, seconds: 2, charges: 1_000, usages: 1_000, memorySeconds: 1 };
    const only = ['createBooking', 'claim', 'correctness'];
    const options = { scale: tiny.scale, only, size };
    const result = await bench(target, options, quiet);
    expect(result.measures.map((measure) => measure.name)).toEqual([
      'createBooking, 32 connections',
      'createBooking, 100 connections',
      'booking statement',
      'correctness after the run',
    ]);
    const last = result.measures.at(-1);
    expect(last?.details).toMatchObject({ overlaps: 0, unclaimed: 0 });
    for (const measure of result.measures)
      expect(measure.compared?.ratio ?? measure.skipped ?? measure.details).toBeTruthy();
    expect(tableOf(result)).toContain('| booking statement |');
    const sql = postgres(database.url, { max: 1 });
    await expect(sql`SELECT count(*)::int AS bookings FROM bookings`).resolves.toEqual([{ bookings: 3_000 }]);
    await sql.end();
  },
  limitMs,
);
