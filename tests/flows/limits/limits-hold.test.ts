import { rateUsage } from '@guanyi/commands/billing/rate-usage';
import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { hashPassword } from '@guanyi/commands/identity/passwords';
import { expireDueBookings } from '@guanyi/commands/scheduling/expire-due-bookings';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildTestApp, type TestApp, type TestReply, testPassword } from '../../support/build-app.ts';
import {
  at,
  createInstrument,
  createPerson,
  createWorld,
  type Person,
  type World,
  wednesdayMorning,
} from '../../support/factories/world.ts';

let api: TestApp;
let world: World;
let passwordHash: string;
/** A customer of its own for each test, so that what one owes does not weigh on another. */
let customer: { id: string; booker: Person; orgAdmin: Person };

/** A token of the moment: the clock moves further than one lives. */
const as = (person: Person) => api.login(person.email);

beforeAll(async () => {
  api = await buildTestApp({ now: wednesdayMorning, poolSize: 8 });
  passwordHash = await hashPassword(testPassword);
  world = await createWorld(api.database, { passwordHash });
});
afterAll(() => api.close());

beforeEach(async () => {
  api.clock.set(wednesdayMorning);
  const { university: id } = await createWorld(api.database);
  const person = (role: 'booker' | 'orgAdmin') => createPerson(api.database, id, role, null, passwordHash);
  customer = { id, booker: await person('booker'), orgAdmin: await person('orgAdmin') };
});

/** 100.00 an hour without tax. */
const policy = { ratePerHourFen: 10_000, taxCategory: 'exempt', cancellation: { noticeHours: 24, feeFen: 4_000 } };

async function instrument(approval: 'auto' | 'chain' = 'auto'): Promise<string> {
  return createInstrument(api.database, { labId: world.labId, districtId: world.districtId, approval, policy });
}

const monday = (clock: string) => new Date(at(`2026-12-14 ${clock}`)).toISOString();

async function book(more: Record<string, unknown> = {}, key?: string): Promise<TestReply> {
  const instrumentId = more.instrumentId ?? (await instrument());
  return api.send('POST /bookings', {
    token: await as(customer.booker),
    ...(key ? { headers: { 'idempotency-key': key } } : {}),
    body: {
      instrumentId,
      from: monday('09:00'),
      until: monday('10:00'),
      purpose: { kind: 'research', text: '' },
      ...more,
    },
  });
}

async function setBudget(projectCode: string, limitFen: number, kind = 'hard'): Promise<TestReply> {
  return api.send(`PUT /project-budgets/${encodeURIComponent(projectCode)}`, {
    token: await as(customer.orgAdmin),
    body: { limitFen, kind },
  });
}

async function setCredit(limitFen: number): Promise<TestReply> {
  return api.send('POST /credit-limits', {
    token: await as(world.finance),
    body: { organisationId: customer.id, limitFen },
  });
}

async function budgetOf(projectCode: string) {
  const query = `projectCode=${encodeURIComponent(projectCode)}`;
  const reply = await api.send(`GET /project-budgets?${query}`, { token: await as(customer.orgAdmin) });
  return reply.body.items[0];
}

async function creditOf() {
  const reply = await api.send(`GET /credit-limits?organisationId=${customer.id}`, { token: await as(world.finance) });
  return reply.body.items[0];
}

async function use(bookingId: string, until: string): Promise<void> {
  api.clock.set(at('2026-12-14 09:00'));
  expect(
    (await api.send(`POST /bookings/${bookingId}/check-in`, { token: await as(world.keeper), body: {} })).status,
  ).toBe(200);
  api.clock.set(at(`2026-12-14 ${until}`));
  expect(
    (await api.send(`POST /bookings/${bookingId}/check-out`, { token: await as(world.keeper), body: {} })).status,
  ).toBe(200);
}

async function charge(bookingId: string): Promise<void> {
  const [row] = await api.database.sql<{ id: string; labId: string }[]>`
    SELECT id, lab_id AS "labId" FROM usage_records WHERE booking_id = ${bookingId}`;
  await execute(api.database, systemContext(api.clock.now()), rateUsage, { labId: row!.labId, usageRecordId: row!.id });
}

describe('a project budget', () => {
  test('of 500.00 takes five bookings of 100.00 of twelve that come at once', async () => {
    await setBudget('P-1', 50_000);
    const instruments = await Promise.all(Array.from({ length: 12 }, () => instrument()));
    const replies = await Promise.all(
      instruments.map((instrumentId, i) => book({ instrumentId, projectCode: 'P-1' }, i % 2 ? `key-${i}` : undefined)),
    );
    const codes = replies.map((reply) => reply.body.code ?? reply.status);
    expect(codes.filter((code) => code === 201)).toHaveLength(5);
    expect(codes.filter((code) => code === 'budget-exceeded')).toHaveLength(7);
    expect(await budgetOf('P-1')).toMatchObject({ reservedFen: 50_000, spentFen: 0, availableFen: 0 });
  });

  test('leaves no trace of what it refuses: the slot is free for others', async () => {
    await setBudget('P-1', 9_999);
    const instrumentId = await instrument();
    const refused = await book({ instrumentId, projectCode: 'P-1' });
    expect([refused.status, refused.body.code]).toEqual([422, 'budget-exceeded']);
    expect(refused.body).toMatchObject({ projectCode: 'P-1', limitFen: 9_999, availableFen: 9_999, wantedFen: 10_000 });
    expect((await book({ instrumentId })).status).toBe(201);
  });

  test('that is soft lets through and shows by how much it is exceeded', async () => {
    await setBudget('P-1', 15_000, 'soft');
    await book({ projectCode: 'P-1' });
    expect((await book({ projectCode: 'P-1' })).status).toBe(201);
    expect(await budgetOf('P-1')).toMatchObject({ reservedFen: 20_000, availableFen: -5_000 });
  });

  test('counts the bookings that were there before it', async () => {
    await book({ projectCode: 'P-1' });
    const reply = await setBudget('P-1', 15_000);
    expect([reply.status, reply.body.reservedFen]).toEqual([200, 10_000]);
    expect((await book({ projectCode: 'P-1' })).body.code).toBe('budget-exceeded');
  });

  test('is freed by a free cancellation, a refusal and a lapse, and spent by a fee', async () => {
    await setBudget('P-1', 40_000);
    const [cancelled, declined, , late] = await Promise.all([
      book({ projectCode: 'P-1' }),
      instrument('chain').then((instrumentId) => book({ projectCode: 'P-1', instrumentId })),
      instrument('chain').then((instrumentId) => book({ projectCode: 'P-1', instrumentId })),
      book({ projectCode: 'P-1' }),
    ]);
    expect((await book({ projectCode: 'P-1' })).body.code).toBe('budget-exceeded');
    const cancel = async (id: string) =>
      api.send(`POST /bookings/${id}/cancel`, { token: await as(customer.booker), body: { reason: 'plans' } });
    expect((await cancel(cancelled.body.id)).status).toBe(200);
    await api.send(`POST /bookings/${declined.body.id}/decline`, {
      token: await as(world.labManager),
      body: { reason: 'busy' },
    });
    expect(await budgetOf('P-1')).toMatchObject({ reservedFen: 20_000, spentFen: 0 });

    // A reader sees at once what time has ended, whether or not the sweeper has come by.
    api.clock.set(wednesdayMorning + 48 * 3_600_000);
    expect(await budgetOf('P-1')).toMatchObject({ reservedFen: 10_000 });
    await execute(api.database, systemContext(api.clock.now()), expireDueBookings, { limit: 100 });
    expect(await budgetOf('P-1')).toMatchObject({ reservedFen: 10_000 });

    api.clock.set(at('2026-12-13 09:01'));
    expect((await cancel(late.body.id)).body.cancellationFeeFen).toBe(4_000);
    expect(await budgetOf('P-1')).toMatchObject({ reservedFen: 0, spentFen: 4_000, availableFen: 36_000 });
  });

  test('is settled by the charge, and stays reserved until there is one', async () => {
    await setBudget('P-1', 50_000);
    const { body } = await book({ projectCode: 'P-1' });
    await use(body.id, '09:50');
    expect(await budgetOf('P-1')).toMatchObject({ reservedFen: 10_000, spentFen: 0 });
    await charge(body.id);
    expect(await budgetOf('P-1')).toMatchObject({ reservedFen: 0, spentFen: 10_000 });
  });

  test('belongs to one organisation: the same code elsewhere is another project', async () => {
    await setBudget('P-1', 0);
    const reply = await api.send('POST /bookings', {
      token: await as(world.booker),
      body: {
        instrumentId: await instrument(),
        from: monday('09:00'),
        until: monday('10:00'),
        purpose: { kind: 'research', text: '' },
        projectCode: 'P-1',
      },
    });
    expect(reply.status).toBe(201);
  });

  test('takes any code that a booking takes, and changes in place', async () => {
    const code = '国自然 42/76-甲';
    const first = await setBudget(code, 100);
    const second = await setBudget(code, 200, 'soft');
    expect(second.body).toMatchObject({
      id: first.body.id,
      projectCode: code,
      limitFen: 200,
      kind: 'soft',
      version: 2,
    });
    for (const body of [
      { limitFen: -1, kind: 'hard' },
      { limitFen: 0.5, kind: 'hard' },
      { limitFen: 1 },
      { limitFen: 1, kind: 'firm' },
    ]) {
      const reply = await api.send('PUT /project-budgets/P-1', { token: await as(customer.orgAdmin), body });
      expect([reply.status, reply.body.code]).toEqual([400, 'invalid-input']);
    }
  });
});

describe('a credit limit', () => {
  test('of 500.00 takes five bookings of 100.00 of twelve that come at once', async () => {
    const set = await setCredit(50_000);
    expect([set.status, set.body.exposureFen, set.body.limitFen]).toEqual([201, 0, 50_000]);
    const instruments = await Promise.all(Array.from({ length: 12 }, () => instrument()));
    const replies = await Promise.all(instruments.map((instrumentId) => book({ instrumentId })));
    const codes = replies.map((reply) => reply.body.code ?? reply.status);
    expect(codes.filter((code) => code === 201)).toHaveLength(5);
    expect(codes.filter((code) => code === 'credit-limit-exceeded')).toHaveLength(7);
    const refused = replies.find((reply) => reply.status === 422);
    expect(refused?.body).toMatchObject({ reason: 'limit', limitFen: 50_000, exposureFen: 50_000, wantedFen: 10_000 });
  });

  test('counts what was there before, and what is used and charged', async () => {
    const { body } = await book();
    await book();
    expect((await setCredit(25_000)).body).toMatchObject({ exposureFen: 20_000, limitFen: 25_000 });
    expect((await book()).body.code).toBe('credit-limit-exceeded');
    await use(body.id, '10:00');
    expect(await creditOf()).toMatchObject({ reservedFen: 20_000, unbilledFen: 0 });
    await charge(body.id);
    expect(await creditOf()).toMatchObject({ reservedFen: 10_000, unbilledFen: 10_000, exposureFen: 20_000 });
  });

  test('is refused together with a budget by whichever is reached first, and never counted by halves', async () => {
    await setCredit(20_000);
    await setBudget('P-1', 30_000);
    const replies = await Promise.all(Array.from({ length: 4 }, () => book({ projectCode: 'P-1' })));
    const codes = replies.map((reply) => reply.body.code ?? reply.status);
    expect(codes.filter((code) => code === 201)).toHaveLength(2);
    expect(codes.filter((code) => code === 'credit-limit-exceeded')).toHaveLength(2);
    expect(await budgetOf('P-1')).toMatchObject({ reservedFen: 20_000 });
  });

  test('stands between one district and one customer', async () => {
    await setCredit(0);
    const elsewhere = await createWorld(api.database, { approval: 'auto' });
    expect((await book({ instrumentId: elsewhere.instrumentId })).status).toBe(201);
    expect((await book()).body.code).toBe('credit-limit-exceeded');
    const own = await api.send('GET /credit-limits', { token: await as(customer.orgAdmin) });
    expect(own.body.items).toMatchObject([{ organisationId: customer.id, payeeId: world.districtId, limitFen: 0 }]);
  });

  test('of nobody is not found', async () => {
    const body = { organisationId: '00000000-0000-7000-8000-000000000000', limitFen: 1 };
    expect((await api.send('POST /credit-limits', { token: await as(world.finance), body })).status).toBe(404);
  });
});
