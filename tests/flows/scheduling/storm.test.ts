import { hashPassword } from '@guanyi/commands/identity/passwords';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestApp, type TestApp, type TestReply, testPassword } from '../../support/build-app.ts';
import { at, createInstrument, createWorld, type World, wednesdayMorning } from '../../support/factories/world.ts';
import { fullScale } from '../../support/scale.ts';

const contenders = fullScale ? 10_000 : 1_000;
const atATime = 200;

let app: TestApp;
let world: World;
let tokens: string[];

beforeAll(async () => {
  app = await buildTestApp({ now: wednesdayMorning, poolSize: 8 });
  world = await createWorld(app.database, { passwordHash: await hashPassword(testPassword) });
  tokens = [await app.login(world.booker.email), await app.login(world.otherBooker.email)];
});

afterAll(() => app.close());

async function freshInstrument(): Promise<string> {
  return createInstrument(app.database, { labId: world.labId, districtId: world.districtId });
}

function ask(instrumentId: string, who: number, from: string, until: string, key?: string): Promise<TestReply> {
  return app.send('POST /bookings', {
    token: tokens[who % tokens.length],
    ...(key ? { headers: { 'idempotency-key': key } } : {}),
    body: {
      instrumentId,
      from: new Date(at(`2026-12-14 ${from}`)).toISOString(),
      until: new Date(at(`2026-12-14 ${until}`)).toISOString(),
      purpose: { kind: 'research', text: '' },
    },
  });
}

/** Runs `count` pieces of work, at most `atATime` of them at once. */
async function crowd<T>(count: number, work: (i: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const one = async () => {
    while (next < count) {
      const i = next++;
      results[i] = await work(i);
    }
  };
  await Promise.all(Array.from({ length: atATime }, one));
  return results;
}

test(
  `of ${contenders} who ask for one free slot one gets it and all others are told that it is taken`,
  async () => {
    const instrumentId = await freshInstrument();
    const replies = await crowd(contenders, (i) => ask(instrumentId, i, '09:00', '11:00'));
    const winners = replies.filter((reply) => reply.status === 201);
    const losers = replies.filter((reply) => reply.status === 409 && reply.body.code === 'slot-taken');
    expect([winners.length, losers.length]).toEqual([1, contenders - 1]);
    expect(losers.every((reply) => reply.body.alternatives.length > 0)).toBe(true);
    const [row] = await app.database
      .sql`SELECT count(*)::int AS n FROM occupancy WHERE instrument_id = ${instrumentId} AND active`;
    expect(row!.n).toBe(1);
  },
  fullScale ? 300_000 : 60_000,
);

test('requests that arrive together are each accepted or refused by themselves, with every trace of the accepted ones', async () => {
  const instrumentId = await freshInstrument();
  const halfHours = Array.from({ length: 24 }, (_, i) => 8 * 60 + i * 30);
  const clock = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const replies = await crowd(halfHours.length * 4, (i) => {
    const from = halfHours[i % halfHours.length]!;
    return ask(instrumentId, i, clock(from), clock(from + 30), `row-${i}`);
  });
  expect(replies.filter((reply) => reply.status === 201)).toHaveLength(halfHours.length);
  expect(replies.filter((reply) => reply.status === 409)).toHaveLength(halfHours.length * 3);
  const [traces] = await app.database.sql`
    SELECT count(*)::int AS bookings, count(h.booking_id)::int AS histories, count(o.id)::int AS events
    FROM bookings b LEFT JOIN booking_history h ON h.booking_id = b.id LEFT JOIN outbox o ON o.aggregate_id = b.id
    WHERE b.instrument_id = ${instrumentId}`;
  expect(traces).toEqual({ bookings: 24, histories: 24, events: 24 });
});

test('the same key sent many times at once makes one booking, and a later replay answers what the first was told', async () => {
  const instrumentId = await freshInstrument();
  const replies = await crowd(40, () => ask(instrumentId, 0, '09:00', '10:00', 'one-and-only'));
  const created = replies.filter((reply) => reply.status === 201);
  expect(new Set(created.map((reply) => reply.body.id)).size).toBe(1);
  expect(new Set(replies.filter((reply) => reply.status !== 201).map((reply) => reply.body.code))).toSatisfy(
    (codes: Set<string>) => [...codes].every((code) => code === 'request-in-progress'),
  );
  const replay = await ask(instrumentId, 0, '09:00', '10:00', 'one-and-only');
  expect(replay.status).toBe(201);
  expect(replay.headers['idempotency-replayed']).toBe('true');
  expect(replay.body).toEqual(created[0]!.body);
  const other = await ask(instrumentId, 0, '13:00', '14:00', 'one-and-only');
  expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
});

test('a key is looked up by the index, also when it was planned while there were none', async () => {
  await app.database.begin(async ({ sql }) => {
    await sql`CREATE TEMPORARY TABLE kept ON COMMIT DROP AS SELECT * FROM idempotency_keys`;
    await sql`DELETE FROM idempotency_keys`;
    await sql`ANALYZE idempotency_keys`;
    await sql`INSERT INTO idempotency_keys SELECT * FROM kept`;
    await sql`SELECT idempotency_key_is_known(user_id, operation, key) FROM kept`;
    const [known] = await sql`SELECT bool_and(idempotency_key_is_known(user_id, operation, key)) AS all FROM kept`;
    const [reads] = await sql`
      SELECT idx_scan::int AS "byIndex" FROM pg_stat_xact_user_tables WHERE relname = 'idempotency_keys'`;
    expect(known!.all).toBe(true);
    expect(reads!.byIndex).toBeGreaterThan(10);
  });
});
