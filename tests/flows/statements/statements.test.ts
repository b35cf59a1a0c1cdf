import { createHash } from 'node:crypto';
import { hashPassword } from '@guanyi/commands/identity/passwords';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildTestApp, type TestApp, type TestReply, testPassword } from '../../support/build-app.ts';
import { eventually } from '../../support/eventually.ts';
import { type ChargeSpec, createCharges } from '../../support/factories/charges.ts';
import { createInstrument, createLab, createOrganisation, createPerson } from '../../support/factories/world.ts';
import { runWorker, type WorkerInTest } from '../../support/running-worker.ts';

let api: TestApp;
let worker: WorkerInTest;
let passwordHash: string;
let district: string;
let lab: string;
let instrument: string;
let university: string;
let enterprise: string;
let finance: string;

const december = Date.parse('2026-12-01T02:00:00Z');

beforeAll(async () => {
  api = await buildTestApp({ now: december });
  worker = await runWorker(api.databaseUrl, { clock: api.clock });
  passwordHash = await hashPassword(testPassword);
});
afterAll(async () => {
  await worker.stop();
  await api.close();
});

/** Each test has a district of its own, so that months and numbers begin anew. */
beforeEach(async () => {
  api.clock.set(december);
  const { database } = api;
  district = await createOrganisation(database, 'customsDistrict');
  lab = await createLab(database, district);
  instrument = await createInstrument(database, { labId: lab, districtId: district });
  university = await createOrganisation(database, 'university');
  enterprise = await createOrganisation(database, 'enterprise');
  finance = await signIn(district, 'finance');
});

async function signIn(organisationId: string, role: 'finance' | 'orgFinance' | 'hqReviewer'): Promise<string> {
  const person = await createPerson(api.database, organisationId, role, null, passwordHash);
  return api.login(person.email);
}

/** Charges of November, unless told otherwise. */
function charge(organisationId: string, day: string, more: Partial<ChargeSpec> = {}): Promise<string[]> {
  const occurredAt = Date.parse(`${day}+08:00`);
  const place = { districtId: district, labId: lab, instrumentId: instrument };
  return createCharges(api.database, [{ ...place, organisationId, occurredAt, amountsFen: [8_000], ...more }]);
}

const post = (path: string, body: object = {}, token = finance) => api.send(`POST ${path}`, { token, body });
const get = (path: string, token = finance) => api.send(`GET ${path}`, { token });

async function run(more: object = {}, period = '2026-11'): Promise<Record<string, unknown> & { statements: string[] }> {
  const asked = await post('/statement-runs', { districtId: district, period, ...more });
  expect([asked.status, asked.headers.location]).toEqual([202, `/api/v1/operations/${asked.body.id}`]);
  return eventually(async () => {
    const { body } = await get(`/operations/${asked.body.id}`);
    return body.status === 'succeeded' && body.result;
  });
}

async function issued(more: object = {}): Promise<TestReply['body']> {
  const { statements } = await run();
  const reply = await post(`/statements/${statements[0]}/issue`, more);
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return reply.body;
}

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
    const send = (version: string) =>
      api.send(`POST /statements/${statements[0]}/issue`, {
        token: finance,
        body: {},
        headers: { 'if-match': version },
      });
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

describe('M11: a credit note', () => {
  const credit = (id: string, lines: object[], reason = 'disputed hour') =>
    post(`/statements/${id}/credit-notes`, { lines, reason });

  test('takes back part of a charge and its tax; the statement stays as it was, and less is owed', async () => {
    const [chargeId] = await charge(university, '2026-11-05T10:00:00');
    const before = await issued();
    const reply = await credit(before.id, [{ chargeId, amountFen: 1_000 }]);
    expect(reply.body).toMatchObject({
      statementId: before.id,
      lines: [{ chargeId, amountFen: 1_000, taxFen: 60 }],
      totalFen: 1_060,
    });
    expect([reply.status, reply.body.number]).toEqual([201, expect.stringMatching(/-CN-2026-000001$/)]);
    const after = (await get(`/statements/${before.id}`)).body;
    for (const field of ['number', 'status', 'subtotalFen', 'taxFen', 'totalFen', 'issuedAt'])
      expect(after[field]).toEqual(before[field]);
    expect([after.creditedFen, after.outstandingFen, after.creditNotes.length]).toEqual([1_060, 7_420, 1]);
    const { body } = await get('/ledger/trial-balance');
    expect(body.accounts.map((one: { kind: string; balanceFen: number }) => [one.kind, one.balanceFen])).toEqual([
      ['income', -7_000],
      ['receivable', 7_420],
      ['tax', -420],
    ]);
  });

  test('is never for more than is left, also when many are written at once', async () => {
    const [chargeId] = await charge(university, '2026-11-05T10:00:00');
    const { id } = await issued();
    expect((await credit(id, [{ chargeId, amountFen: 8_001 }])).body.code).toBe('credit-out-of-range');
    const replies = await Promise.all(Array.from({ length: 6 }, () => credit(id, [{ chargeId, amountFen: 2_000 }])));
    expect(replies.map((reply) => reply.status).sort()).toEqual([201, 201, 201, 201, 422, 422]);
    expect((await get(`/statements/${id}`)).body).toMatchObject({
      creditedFen: 8_480,
      outstandingFen: 0,
      totalFen: 8_480,
    });
  });

  test('counts what an adjustment has taken off already', async () => {
    const [chargeId] = await charge(university, '2026-11-05T10:00:00');
    const { id } = await issued();
    await charge(university, '2026-12-05T10:00:00', {
      kind: 'adjustment',
      amountsFen: [-3_000],
      refersToChargeId: chargeId!,
    });
    expect((await credit(id, [{ chargeId, amountFen: 5_001 }])).status).toBe(422);
    expect((await credit(id, [{ chargeId, amountFen: 5_000 }])).body.totalFen).toBe(5_300);
  });

  test('needs an issued statement and charges that stand on it', async () => {
    const [chargeId] = await charge(university, '2026-11-05T10:00:00');
    const [other] = await charge(enterprise, '2026-10-05T10:00:00');
    const { statements } = await run();
    expect((await credit(statements[0]!, [{ chargeId, amountFen: 1 }])).body.code).toBe('state-conflict');
    await post(`/statements/${statements[0]}/issue`);
    expect((await credit(statements[0]!, [{ chargeId: other, amountFen: 1 }])).status).toBe(404);
    for (const amountFen of [0, -1, 1.5, 1e15]) {
      expect((await credit(statements[0]!, [{ chargeId, amountFen }])).status).toBe(400);
    }
  });
});

describe('the file of a statement', () => {
  const fileOf = (id: string, query = '', locale = 'zh-CN') =>
    api.app.inject({
      url: `/api/v1/statements/${id}/file${query}`,
      headers: { authorization: `Bearer ${finance}`, 'accept-language': locale },
    });
  const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

  test('is PDF/A with a name, and stays the same to the byte whatever is renamed, credited or how often it is printed', async () => {
    const [chargeId] = await charge(university, '2026-11-05T10:00:00');
    const { id, number } = await issued();
    const first = await fileOf(id);
    expect([first.statusCode, first.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(first.headers['content-disposition']).toBe(`attachment; filename="${number}.pdf"`);
    expect(first.rawPayload.toString('latin1')).toMatch(/pdfaid:part>2</);
    await api.database.sql`UPDATE organisations SET name_zh = '改名' WHERE id = ${university}`;
    await api.database.sql`UPDATE instruments SET name_zh = '改名' WHERE id = ${instrument}`;
    await post(`/statements/${id}/credit-notes`, { lines: [{ chargeId, amountFen: 100 }], reason: 'r' });
    api.clock.advance(86_400_000);
    finance = await signIn(district, 'finance');
    expect(hash((await fileOf(id)).rawPayload)).toBe(hash(first.rawPayload));
    expect(hash((await fileOf(id, '?format=pdf', 'en')).rawPayload)).not.toBe(hash(first.rawPayload));
  });

  test('is a worksheet when asked for one', async () => {
    await charge(university, '2026-11-05T10:00:00');
    const { id } = await issued();
    const sheet = await fileOf(id, '?format=xlsx');
    expect([sheet.statusCode, sheet.rawPayload.subarray(0, 2).toString()]).toEqual([200, 'PK']);
    expect((await fileOf(id, '?format=docx')).statusCode).toBe(400);
  });

  test('is for those who may see the statement', async () => {
    await charge(university, '2026-11-05T10:00:00');
    const { id } = await issued();
    const theirs = await signIn(enterprise, 'orgFinance');
    const own = await signIn(university, 'orgFinance');
    expect((await get(`/statements/${id}/file`, theirs)).status).toBe(404);
    expect((await get(`/statements/${id}`, theirs)).status).toBe(404);
    expect((await get(`/statements/${id}`, own)).status).toBe(200);
  });
});

describe('the books', () => {
  test('tell each transfer with its reference, and the journal of a month as CSV', async () => {
    await charge(university, '2026-11-05T10:00:00');
    const { id } = await issued();
    const { body } = await get(`/ledger/transfers?reference=${id}`);
    expect(body.items.map((one: { kind: string; amountFen: number }) => [one.kind, one.amountFen]).sort()).toEqual([
      ['statementIncome', 8_000],
      ['statementTax', 480],
    ]);
    const csv = await get('/ledger/journal?period=2026-12');
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.body.charCodeAt(0)).toBe(0xfeff);
    expect(csv.body.trim().split('\n')).toHaveLength(3);
  });

  test('say what a month waits for before it is closed', async () => {
    await charge(university, '2026-11-05T10:00:00');
    const open = async () =>
      (await get('/ledger/periods')).body.items.find((one: { period: string }) => one.period === '2026-11');
    expect(await open()).toMatchObject({ status: 'open', unstatedCharges: 1, draftStatements: 0 });
    const { statements } = await run();
    expect(await open()).toMatchObject({ unstatedCharges: 0, draftStatements: 1, outstandingFen: 0 });
    await post(`/statements/${statements[0]}/issue`);
    expect(await open()).toMatchObject({ draftStatements: 0, outstandingFen: 8_480 });
  });

  test('are closed and opened by month, once each, and only by the own district or the headquarters', async () => {
    const path = '/ledger/periods/2026-11';
    const body = { districtId: district, period: '2026-11' };
    expect((await post(`${path}/close`, body)).body).toMatchObject({ status: 'closed', period: '2026-11' });
    expect((await post(`${path}/close`, body)).body).toMatchObject({ code: 'state-conflict', currentStatus: 'closed' });
    expect((await post(`${path}/close`, { ...body, period: '2026-10' })).status).toBe(400);
    const foreign = await createOrganisation(api.database, 'customsDistrict');
    const stranger = await signIn(foreign, 'finance');
    expect((await post(`${path}/reopen`, body, stranger)).status).toBe(404);
    const headquarters = await signIn(await createOrganisation(api.database, 'government'), 'hqReviewer');
    expect((await post(`${path}/close`, body, headquarters)).status).toBe(403);
    expect((await post(`${path}/reopen`, body, headquarters)).body.status).toBe('open');
    expect((await get('/ledger/trial-balance', headquarters)).status).toBe(400);
    expect((await get(`/ledger/trial-balance?districtId=${district}`, headquarters)).status).toBe(200);
  });
});
