import { setTimeout as sleep } from 'node:timers/promises';
import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { createBooking } from '@guanyi/commands/scheduling/create-booking';
import { createOutage } from '@guanyi/commands/scheduling/create-outage';
import { connect, type Database } from '@guanyi/db/client';
import { listConflicts } from '@guanyi/db/scheduling/conflicts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { asPerson, createInstrument, createWorld, type World } from '../support/factories/world.ts';
import { runWorker } from '../support/running-worker.ts';
import { fullScale } from '../support/scale.ts';
import { createTestClock } from '../support/test-clock.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { startWorkerProcess } from '../support/worker-process.ts';

const size = fullScale ? { bookings: 500, spares: 3, kills: 12 } : { bookings: 60, spares: 2, kills: 3 };
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

test('an outage is resolved to the end although its worker is killed again and again and the queue is emptied', {
  timeout: 300_000,
}, async () => {
  // The worker process lives in real time, so the story begins now.
  const now = Date.now();
  const place = { labId: world.labId, districtId: world.districtId, approval: 'auto' as const };
  const rules = { weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', until: '24:00' })) };
  const broken = await createInstrument(database, { ...place, rules });
  for (let n = 0; n < size.spares; n++) await createInstrument(database, { ...place, rules });
  const first = (Math.floor(now / (24 * hourMs)) + 5) * 24 * hourMs;
  for (let n = 0; n < size.bookings; n++) {
    const window = { from: first + n * hourMs, until: first + (n + 1) * hourMs };
    const asked = { instrumentId: broken, ...window, purpose: { kind: 'research', text: '' } };
    const outcome = await execute(database, asPerson(world.booker, now), createBooking, asked);
    if (!outcome.ok) throw new Error(outcome.code);
  }
  const until = first + size.bookings * hourMs;
  const outage = { instrumentId: broken, from: first, until, kind: 'breakdown' as const, note: '' };
  const announced = await execute(database, asPerson(world.keeper, now), createOutage, outage);
  expect(announced).toMatchObject({ ok: true });

  for (let kill = 0; kill < size.kills; kill++) {
    const worker = await startWorkerProcess({
      DATABASE_URL: testDatabase.url,
      MAIL_FROM: 'Guanyi <no-reply@guanyi.test>',
    });
    await sleep(150 + 200 * kill);
    await worker.kill();
    await owner.sql`DELETE FROM bullmq.job`;
  }
  const clock = createTestClock(now);
  const worker = await runWorker(testDatabase.url, { clock });
  try {
    await eventually(async () => (await counts()).open === 0, { withinMs: 120_000, describe: counts });
    const everything = systemContext(now).reach;
    const conflicts = await listConflicts(database, everything, { limit: 1_000 });
    const places = conflicts.flatMap(({ options }) => options.map((one) => `${one.instrumentId} ${one.from}`));
    expect(conflicts).toHaveLength(size.bookings);
    expect(new Set(places).size).toBe(places.length);
    clock.set(Math.max(...conflicts.map(({ deadline }) => deadline)) + 1);
    await eventually(async () => (await counts()).resolved === size.bookings, { withinMs: 120_000, describe: counts });
  } finally {
    await worker.stop();
  }
  const [left] = await database.sql`
    SELECT count(*) FILTER (WHERE status = 'confirmed')::int AS moved, count(*) FILTER (WHERE status = 'cancelled')::int AS cancelled,
      count(DISTINCT (instrument_id, from_at)) FILTER (WHERE status = 'confirmed')::int AS places,
      (SELECT count(*)::int FROM charges) AS fees
    FROM bookings`;
  expect(left?.moved + left?.cancelled).toBe(size.bookings);
  expect(left).toMatchObject({ places: left?.moved, fees: 0 });
  const [told] = await database.sql`
    SELECT count(*)::int AS mails, count(DISTINCT (event_id, user_id))::int AS events FROM notifications WHERE kind = 'conflictOffered'`;
  expect(told?.mails).toBe(told?.events);
  console.info(
    `${size.bookings} conflicts, worker killed ${size.kills} times: ${left?.moved} moved, ${left?.cancelled} cancelled free, 0 lost`,
  );
});

async function counts(): Promise<Record<string, number>> {
  const [row] = await database.sql<{ open: number; offered: number; resolved: number }[]>`
    SELECT count(*) FILTER (WHERE status = 'open' AND options = '[]' AND version = 1)::int AS open,
      count(*) FILTER (WHERE status = 'offered')::int AS offered, count(*) FILTER (WHERE status = 'resolved')::int AS resolved
    FROM conflicts`;
  return row ?? {};
}
