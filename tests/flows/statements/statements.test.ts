import { describe, expect, test } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { createOrganisation } from '../../support/factories/world.ts';
import {
  api,
  charge,
  district,
  enterprise,
  get,
  issued,
  post,
  run,
  signIn,
  university,
  useStatementScene,
} from '../../support/statement-scene.ts';

useStatementScene();

describe('a run', () => {
  test('states each charge of the month once, one statement a customer, and says what it made', async () => {
    const [first] = await charge(university, '2026-11-01T00:00:00');
    await charge(university, '2026-11-30T23:59:59');
    await charge(enterprise, '2026-11-15T12:00:00', { amountsFen: [10_000, -1_500], taxCategory: 'vat13' });
    const result = await run();
    expect(result).toMatchObject({ count: 2, totalFen: 8_480 * 2 + 9_605 });
    const mine = await get(`/statements?organisationId=${university}`);
    expect(mine.body.items).toEqual([
      expect.objectContaining({
        status: 'draft',
        period: '2026-11',
        organisationId: university,
        payeeId: district,
        subtotalFen: 16_000,
        taxFen: 960,
        voucherFen: 0,
        totalFen: 16_960,
        outstandingFen: 16_960,
      }),
    ]);
    expect(mine.body.items[0].charges[0]).toMatchObject({
      chargeId: first,
      subtotalFen: 8_000,
      taxFen: 480,
      totalFen: 8_480,
    });
  });

  test('takes the month by the wall clocks of the district', async () => {
    await charge(university, '2026-10-31T23:59:59');
    await charge(university, '2026-12-01T00:00:00');
    expect(await run()).toEqual({
      statements: [],
      count: 0,
      totalFen: 0,
      dryRun: false,
      districtId: district,
      period: '2026-11',
    });
    expect(await run({}, '2026-12')).toMatchObject({ count: 1 });
  });

  test('again finds nothing; charges that came late go onto a further statement', async () => {
    await charge(university, '2026-11-05T10:00:00');
    expect(await run()).toMatchObject({ count: 1 });
    expect(await run()).toMatchObject({ count: 0, totalFen: 0 });
    await charge(university, '2026-11-06T10:00:00', { amountsFen: [100] });
    expect(await run()).toMatchObject({ count: 1, totalFen: 106 });
  });

  test('three at once state every charge once, with numbers that have no gap', async () => {
    const customers = await Promise.all(
      Array.from({ length: 9 }, () => createOrganisation(api.database, 'enterprise')),
    );
    for (const customer of customers) await charge(customer, '2026-11-20T10:00:00');
    const results = await Promise.all([run(), run(), run()]);
    expect(results.map((result) => result.count).sort()).toEqual([0, 0, 9]);
    const { body } = await get(`/statements?payeeId=${district}&limit=100`);
    const numbers = body.items
      .map((item: { number: string }) => Number(item.number.slice(-6)))
      .sort((a: number, b: number) => a - b);
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('in the dry counts, compares with the month before, and writes nothing', async () => {
    await charge(university, '2026-10-10T10:00:00', { amountsFen: [5_000] });
    await charge(university, '2026-11-10T10:00:00');
    await charge(enterprise, '2026-10-10T10:00:00', { amountsFen: [1_000] });
    const result = await run({ dryRun: true });
    expect(result).toMatchObject({ statements: [], count: 1, totalFen: 8_480, dryRun: true });
    expect(result.organisations).toEqual([
      expect.objectContaining({
        organisationId: university,
        chargeCount: 1,
        totalFen: 8_480,
        previousTotalFen: 5_300,
        differenceFen: 3_180,
      }),
      expect.objectContaining({
        organisationId: enterprise,
        chargeCount: 0,
        totalFen: 0,
        previousTotalFen: 1_060,
        differenceFen: -1_060,
      }),
    ]);
    expect((await get('/statements')).body.items).toEqual([]);
  });

  test('of a foreign district is not found, and a month that is none is malformed', async () => {
    const foreign = await createOrganisation(api.database, 'customsDistrict');
    expect((await post('/statement-runs', { districtId: foreign, period: '2026-11' })).status).toBe(404);
    for (const period of ['2026-13', '2026-11-01', '202611', '']) {
      expect((await post('/statement-runs', { districtId: district, period })).status).toBe(400);
    }
  });
});

describe('R19: the tax of a statement', () => {
  test('is the sum of the line taxes: two charges of 0.25 at 6 % owe 0.04, not 0.03', async () => {
    await charge(university, '2026-11-05T10:00:00', { amountsFen: [25] });
    await charge(university, '2026-11-06T10:00:00', { amountsFen: [25] });
    expect(await issued()).toMatchObject({ subtotalFen: 50, taxFen: 4, totalFen: 54 });
    const [row] = await api.database.sql`SELECT frozen->'taxes' AS taxes FROM statements WHERE payee_id = ${district}`;
    expect(row?.taxes).toEqual([{ taxCategory: 'vat6', subtotalFen: 50, taxFen: 4 }]);
  });
});

describe('issuing', () => {
  test('makes the customer owe: receivable, income and tax move, and the books balance', async () => {
    await charge(university, '2026-11-05T10:00:00');
    expect(await issued()).toMatchObject({
      status: 'issued',
      outstandingFen: 8_480,
      issuedAt: '2026-12-01T02:00:00.000Z',
      dueOn: '2026-12-31',
    });
    const { body } = await get('/ledger/trial-balance');
    const balances = Object.fromEntries(
      body.accounts.map((one: { kind: string; balanceFen: number }) => [one.kind, one.balanceFen]),
    );
    expect(balances).toEqual({ receivable: 8_480, income: -8_000, tax: -480 });
    expect(body.totals).toEqual({ debitFen: 8_480, creditFen: 8_480, balanceFen: 0 });
  });

  test('of an administrative unit earns for the treasury and can carry both references', async () => {
    await api.database.sql`UPDATE organisations SET uscc = '11' || substr(uscc, 3) WHERE id = ${district}`;
    await charge(university, '2026-11-05T10:00:00');
    const statement = await issued({ taxInvoiceRef: 'FP-0001', remittanceRef: 'JK-0002' });
    expect(statement).toMatchObject({ taxInvoiceRef: 'FP-0001', remittanceRef: 'JK-0002' });
    const { body } = await get(`/ledger/trial-balance?districtId=${district}`);
    expect(body.accounts.map((one: { kind: string }) => one.kind).sort()).toEqual(['receivable', 'tax', 'treasury']);
  });

  test('happens once, whoever asks how often at once', async () => {
    await charge(university, '2026-11-05T10:00:00');
    const { statements } = await run();
    const replies = await Promise.all(Array.from({ length: 6 }, () => post(`/statements/${statements[0]}/issue`)));
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    expect(replies.find((reply) => reply.status === 409)?.body).toMatchObject({
      code: 'state-conflict',
      currentStatus: 'issued',
    });
  });

  test('ends the statement as a draft: it cannot be called off any more', async () => {
    await charge(university, '2026-11-05T10:00:00');
    const { id } = await issued();
    expect((await post(`/statements/${id}/void`, { reason: 'late' })).body.code).toBe('state-conflict');
  });

  test('into a closed month is refused and changes nothing', async () => {
    await charge(university, '2026-11-05T10:00:00');
    const { statements } = await run();
    await post('/ledger/periods/2026-12/close', { districtId: district, period: '2026-12' });
    expect((await post(`/statements/${statements[0]}/issue`)).body.code).toBe('period-closed');
    expect((await get(`/statements/${statements[0]}`)).body.status).toBe('draft');
  });

  test('honours If-Match', async () => {
    await charge(university, '2026-11-05T10:00:00');
    const { statements } = await run();
    const token = await signIn(district, 'finance');
    const path = `POST /statements/${statements[0]}/issue`;
    const send = (version: string) => api.send(path, { token, body: {}, headers: { 'if-match': version } });
    expect((await send('"7"')).status).toBe(412);
    expect((await send('"1"')).headers.etag).toBe('"2"');
  });
});

describe('calling a draft off', () => {
  test('frees its charges, which the next run states; the number stays with the void statement', async () => {
    const [id] = await charge(university, '2026-11-05T10:00:00');
    const first = await run();
    const reply = await post(`/statements/${first.statements[0]}/void`, { reason: 'wrong price group' });
    expect([reply.status, reply.body.status, reply.body.voidReason]).toEqual([200, 'void', 'wrong price group']);
    const second = await run();
    expect(second).toMatchObject({ count: 1, totalFen: 8_480 });
    const { body } = await get(`/statements/${second.statements[0]}`);
    expect([body.charges[0].chargeId, body.number.slice(-6)]).toEqual([id, '000002']);
    expect((await post(`/statements/${first.statements[0]}/issue`)).body.code).toBe('state-conflict');
  });
});

test('a customer’s finance is told of its statement and of what is taken off it, in its own language and once', async () => {
  const [chargeId] = await charge(university, '2026-11-05T10:00:00');
  const own = await signIn(university, 'orgFinance');
  await api.database
    .sql`UPDATE users SET locale = 'en' WHERE id IN (SELECT user_id FROM memberships WHERE organisation_id = ${university})`;
  const { id, number } = await issued();
  await post(`/statements/${id}/credit-notes`, { lines: [{ chargeId, amountFen: 1_000 }], reason: 'power cut' });
  const told = await eventually(async () => {
    const { items } = (await get('/notifications', own)).body;
    return items.length === 2 && items;
  });
  expect(told.map((one: { kind: string; subject: object }) => [one.kind, one.subject])).toEqual([
    ['creditNoteCreated', { type: 'statement', id }],
    ['statementIssued', { type: 'statement', id }],
  ]);
  const mails = await eventually(async () => {
    const sent = await api.database.sql<{ subject: string; body: string }[]>`
      SELECT m.subject, m.text_body AS body FROM mailbox m JOIN users u ON u.email = m.recipient
      JOIN memberships p ON p.user_id = u.id WHERE p.organisation_id = ${university} ORDER BY m.subject DESC`;
    return sent.length === 2 && sent;
  });
  expect(mails[0]).toMatchObject({ subject: `[Guanyi] Statement ${number}: ¥84.80` });
  expect(mails[0]!.body).toContain(`/desk/statements?statement=${id}`);
  expect(mails[1]!.body).toContain('Reason: power cut. ¥74.20 is left to be paid.');
});
