import { setTimeout as sleep } from 'node:timers/promises';
import { execute } from '@guanyi/commands/execute';
import { joinWaitlist } from '@guanyi/commands/scheduling/join-waitlist';
import { connect, type Database } from '@guanyi/db/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import {
  asPerson,
  createInstrument,
  createOrganisation,
  createPerson,
  createWorld,
  type World,
} from '../support/factories/world.ts';
import { runWorker } from '../support/running-worker.ts';
import { fullScale } from '../support/scale.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { startWorkerProcess } from '../support/worker-process.ts';

const size = fullScale ? { people: 200, kills: 20 } : { people: 24, kills: 2 };
const hourMs = 3_600_000;

let testDatabase: TestDatabase;
let database: Database;
let world: World;
/** The queue's tables belong to the login, not to the role of the application. */
let owner: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = connect(testDatabase.url, { max: 4 });
  owner = connect(testDatabase.url, { max: 1, role: 'none' });
  world = await createWorld(database);
});

afterAll(async () => {
  await database?.close();
  await owner?.close();
  await testDatabase?.drop();
});

test('a line is served in order and nobody twice although the worker is killed again and again and the queue is emptied', {
  timeout: 300_000,
}, async () => {
  // The worker process lives in real time, so the story begins now.
  const now = Date.now();
  const rules = { weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', until: '24:00' })) };
  const place = { labId: world.labId, districtId: world.districtId, approval: 'auto' as const };
  const instrumentId = await createInstrument(database, { ...place, rules });
  const from = (Math.floor(now / (24 * hourMs)) + 3) * 24 * hourMs;
  for (let n = 0; n < size.people; n++) {
    // Every second one wants the slot booked at once.
    const person = await createPerson(database, await createOrganisation(database, 'university'), 'booker');
    const wish = { instrumentId, from, until: from + size.people * hourMs, minutes: 60, autoAccept: n % 2 === 1 };
    const joined = await execute(database, asPerson(person, now + n), joinWaitlist, wish);
    if (!joined.ok) throw new Error(joined.code);
  }
  for (let kill = 0; kill < size.kills; kill++) {
    const worker = await startWorkerProcess({
      DATABASE_URL: testDatabase.url,
      MAIL_FROM: 'Guanyi <no-reply@guanyi.test>',
    });
    await sleep(150 + 150 * kill);
    await worker.kill();
    await owner.sql`DELETE FROM bullmq.job`;
  }
  const worker = await runWorker(testDatabase.url);
  try {
    const served = async () =>
      (await counts()).offered === size.people / 2 && (await counts()).accepted === size.people / 2;
    await eventually(served, { withinMs: 120_000, describe: counts });
  } finally {
    await worker.stop();
  }
  const line = await database.sql<{ slot: number }[]>`
    SELECT (extract(epoch FROM offer_from_at) * 1000)::float8 AS slot FROM waitlist_entries ORDER BY created_at, id`;
  expect(line.map(({ slot }) => (slot - from) / hourMs)).toEqual(Array.from({ length: size.people }, (_, n) => n));
  const [left] = await database.sql`
    SELECT (SELECT count(*)::int FROM bookings) AS bookings,
      (SELECT count(*)::int FROM occupancy WHERE active AND kind = 'hold') AS holds,
      (SELECT count(*)::int FROM notifications WHERE kind IN ('waitlistOffered', 'waitlistBooked')) AS told,
      (SELECT count(DISTINCT (event_id, user_id))::int FROM notifications WHERE kind IN ('waitlistOffered', 'waitlistBooked')) AS once`;
  expect(left).toMatchObject({ bookings: size.people / 2, holds: size.people / 2, once: left?.told });
  console.info(`${size.people} in line, worker killed ${size.kills} times: each served once and in order`);
});

async function counts(): Promise<Record<string, number>> {
  const rows = await database.sql<{ status: string; n: number }[]>`
    SELECT status, count(*)::int AS n FROM waitlist_entries GROUP BY status`;
  return Object.fromEntries(rows.map(({ status, n }) => [status, n]));
}
