import { hashPassword } from '@guanyi/commands/identity/passwords';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsOfBooks } from '../../support/books.ts';
import { buildTestApp, type TestApp, type TestReply, testPassword } from '../../support/build-app.ts';
import { createPerson, createWorld, type Person, type World, wednesdayMorning } from '../../support/factories/world.ts';
import { createStatement } from '../../support/issued-statement.ts';

let api: TestApp;
let world: World;
let finance: string;
let admin: string;
let passwordHash: string;

beforeAll(async () => {
  api = await buildTestApp({ now: wednesdayMorning, poolSize: 8 });
  passwordHash = await hashPassword(testPassword);
  world = await createWorld(api.database, { passwordHash });
  finance = await api.login(world.finance.email);
  admin = await api.login((await person('orgAdmin')).email);
});
afterAll(() => api.close());

function person(role: 'orgAdmin' | 'hqReviewer', organisationId = world.enterprise): Promise<Person> {
  return createPerson(api.database, organisationId, role, null, passwordHash);
}

let month = 0;
function statement(amountsFen: number[], more: Partial<Parameters<typeof createStatement>[1]> = {}) {
  month = (month % 12) + 1;
  const period = `2026-${String(month).padStart(2, '0')}`;
  const { finance: by, labId, instrumentId, enterprise: organisationId } = world;
  return createStatement(api.database, {
    ...{ finance: by, labId, instrumentId, organisationId, period, amountsFen, now: wednesdayMorning },
    ...more,
  });
}

async function programme(more: Record<string, unknown> = {}): Promise<string> {
  const body = {
    ...{ name: '青岛市科技创新券', region: '370000', year: 2026, capPerOrganisationFen: 1_000_000 },
    ...{ sharePermille: 500, modes: ['rent'], settle: 'deduct' },
    ...more,
  };
  const reply = await api.send('POST /voucher-programmes', { token: finance, body });
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return reply.body.id;
}

async function voucher(programmeId: string, amountFen: number, organisationId = world.enterprise): Promise<TestReply> {
  return api.send('POST /vouchers', { token: finance, body: { programmeId, organisationId, amountFen } });
}

function apply(voucherId: string, statementId: string, token = admin): Promise<TestReply> {
  return api.send(`POST /vouchers/${voucherId}/apply`, { token, body: { statementId } });
}

describe('a voucher', () => {
  test('covers its share of a statement, cut down, 84.81 at 500 ‰ by 42.40, and leaves lines and total alone (R34)', async () => {
    const { body } = await voucher(await programme(), 1_000_000);
    const { id } = await statement([8_481]);
    const applied = await apply(body.id, id);
    expect(applied.status, JSON.stringify(applied.body)).toBe(200);
    expect(applied.body).toMatchObject({ coveredFen: 4_240, voucherFen: 4_240, outstandingFen: 4_241, usedFen: 4_240 });
    const after = await api.send(`GET /statements/${id}`, { token: finance });
    expect(after.body).toMatchObject({
      status: 'partlyPaid',
      totalFen: 8_481,
      voucherFen: 4_240,
      outstandingFen: 4_241,
    });
  });

  test('with 100.00 left covers 100.00 of 848.00, and nothing once it is used up', async () => {
    const { body } = await voucher(await programme(), 10_000);
    const [a, b] = [await statement([84_800]), await statement([84_800])];
    expect((await apply(body.id, a.id)).body).toMatchObject({ coveredFen: 10_000, status: 'used', leftFen: 0 });
    const refused = await apply(body.id, b.id);
    expect([refused.status, refused.body.code]).toEqual([422, 'voucher-exhausted']);
  });

  test('applied by many statements at once never pays more than is left of it (M12)', async () => {
    const { body } = await voucher(await programme({ sharePermille: 1_000 }), 10_000);
    const owed = [await statement([6_000]), await statement([6_000]), await statement([6_000])];
    const replies = await Promise.all(owed.map(({ id }) => apply(body.id, id)));
    const covered = replies.filter((reply) => reply.status === 200).map((reply) => reply.body.coveredFen);
    expect(covered.reduce((sum, fen) => sum + fen, 0)).toBe(10_000);
    expect(replies.filter((reply) => reply.status !== 200).every((reply) => reply.status === 422)).toBe(true);
  });

  test('is held to the cap of its organisation together with the others of its programme', async () => {
    const programmeId = await programme({ sharePermille: 1_000, capPerOrganisationFen: 7_000 });
    const vouchers = [await voucher(programmeId, 5_000), await voucher(programmeId, 5_000)];
    const owed = [await statement([5_000]), await statement([5_000])];
    const replies = await Promise.all(owed.map(({ id }, i) => apply(vouchers[i]!.body.id, id)));
    expect(replies.map((reply) => reply.body.coveredFen).toSorted()).toEqual([2_000, 5_000]);
  });

  test('pays a statement once', async () => {
    const programmeId = await programme();
    const [first, second] = [await voucher(programmeId, 1_000), await voucher(programmeId, 1_000)];
    const { id } = await statement([9_000]);
    const replies = await Promise.all([apply(first.body.id, id), apply(second.body.id, id), apply(first.body.id, id)]);
    expect(replies.map((reply) => reply.status).toSorted()).toEqual([200, 409, 409]);
    expect(replies.find((reply) => reply.status === 409)?.body.code).toBe('voucher-applied');
  });

  test.each(['deduct', 'reimburse'] as const)(
    'by %s gets back what it paid of a draft that is called off',
    async (settle) => {
      const programmeId = await programme({ settle, capPerOrganisationFen: 10_000 });
      const { body } = await voucher(programmeId, 10_000);
      const { id } = await statement([8_000], { isDraft: true });
      expect((await apply(body.id, id)).body.coveredFen).toBe(4_000);
      const called = await api.send(`POST /statements/${id}/void`, { token: finance, body: { reason: 'wrong month' } });
      expect(called.body, JSON.stringify(called.body)).toMatchObject({
        status: 'void',
        voucherFen: 0,
        outstandingFen: 0,
      });
      const list = await api.send(`GET /vouchers?programmeId=${programmeId}`, { token: admin });
      expect(list.body.items).toMatchObject([{ usedFen: 0, leftFen: 10_000, redemptions: [] }]);
      const file = await api.send(`GET /voucher-programmes/${programmeId}/redemptions`, { token: finance });
      expect(String(file.body).trim().split('\n')).toHaveLength(1);
      expect(await faultsOfBooks(api.database)).toEqual([]);
      const next = await statement([20_000]);
      expect((await apply(body.id, next.id)).body.coveredFen).toBe(10_000);
    },
  );

  test('that is reimbursed lowers nothing and is counted all the same', async () => {
    const { body } = await voucher(await programme({ settle: 'reimburse' }), 10_000);
    const { id } = await statement([9_000]);
    expect((await apply(body.id, id)).body).toMatchObject({ coveredFen: 4_500, voucherFen: 0, outstandingFen: 9_000 });
  });

  test('pays no fee, no other year and no mode that the programme leaves out', async () => {
    const fee = await statement([5_000], { kind: 'cancellation' });
    const plain = await voucher(await programme(), 10_000);
    const old = await voucher(await programme({ year: 2025 }), 10_000);
    const loans = await voucher(await programme({ modes: ['loan'] }), 10_000);
    const rent = await statement([5_000]);
    const reasons = [
      await apply(plain.body.id, fee.id),
      await apply(old.body.id, rent.id),
      await apply(loans.body.id, rent.id),
    ];
    expect(reasons.map((reply) => [reply.status, reply.body.code, reply.body.reason])).toEqual([
      [422, 'not-eligible', 'nothing-eligible'],
      [422, 'not-eligible', 'wrong-year'],
      [422, 'not-eligible', 'nothing-eligible'],
    ]);
  });

  test('goes to organisations of the region only, and is used by its own', async () => {
    const elsewhere = await programme({ region: '310000' });
    const refused = await voucher(elsewhere, 1_000);
    expect([refused.status, refused.body.code, refused.body.reason]).toEqual([422, 'not-eligible', 'wrong-region']);
    const theirs = await voucher(await programme(), 1_000, world.university);
    expect((await apply(theirs.body.id, (await statement([1_000])).id)).status).toBe(404);
    const other = await createWorld(api.database, { passwordHash });
    const body = { programmeId: elsewhere, organisationId: world.enterprise, amountFen: 1 };
    expect((await api.send('POST /vouchers', { token: await api.login(other.finance.email), body })).status).toBe(404);
  });

  test.each([
    ['no share', { sharePermille: 0 }],
    ['more than all', { sharePermille: 1_001 }],
    ['no mode', { modes: [] }],
    ['a region in words', { region: '青岛' }],
    ['half a fen', { capPerOrganisationFen: 0.5 }],
  ])('programme with %s is malformed', async (_name, more) => {
    const body = {
      ...{
        name: 'P',
        region: '37',
        year: 2026,
        capPerOrganisationFen: 1,
        sharePermille: 1,
        modes: ['rent'],
        settle: 'deduct',
      },
      ...more,
    };
    const reply = await api.send('POST /voucher-programmes', { token: finance, body });
    expect([reply.status, reply.body.code]).toEqual([400, 'invalid-input']);
  });
});

test('the sponsor gets a file of what was paid, which no spreadsheet computes', async () => {
  const token = await api.login((await person('hqReviewer', world.university)).email);
  const body = {
    ...{ name: '全国券', region: '37', year: 2026, capPerOrganisationFen: 100_000, sharePermille: 500 },
    ...{ modes: ['rent'], settle: 'deduct' },
  };
  const made = await api.send('POST /voucher-programmes', { token, body });
  const issue = { programmeId: made.body.id, organisationId: world.enterprise, amountFen: 50_000 };
  const issued = await api.send('POST /vouchers', { token, body: issue });
  const { id, number } = await statement([10_000]);
  expect((await apply(issued.body.id, id)).status).toBe(200);
  const file = await api.send(`GET /voucher-programmes/${made.body.id}/redemptions`, { token });
  const [head, row] = String(file.body).replace('\uFEFF', '').trim().split('\n');
  expect(head).toContain('缴费单号');
  expect(row).toContain(`${number},2026-`);
  expect(row).toContain('100.00,50.00,抵扣');
  const list = await api.send('GET /voucher-programmes', { token });
  expect(list.body.items.find((item: { id: string }) => item.id === made.body.id)).toMatchObject({
    issuedFen: 50_000,
    usedFen: 5_000,
  });
});
