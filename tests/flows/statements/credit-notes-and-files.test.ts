import { createHash } from 'node:crypto';
import { readPrintedStatement } from '@guanyi/db/statements/print';
import { readPrintedCreditNote } from '@guanyi/db/statements/print-credit-note';
import { creditNoteHash, statementHash } from '@guanyi/documents/statements/content-hash';
import { publicReach } from '@guanyi/domain/identity/reach';
import { describe, expect, test } from 'vitest';
import { createOrganisation } from '../../support/factories/world.ts';
import {
  api,
  charge,
  district,
  enterprise,
  get,
  instrument,
  issued,
  post,
  run,
  signIn,
  university,
  useStatementScene,
} from '../../support/statement-scene.ts';

useStatementScene();

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

  test('and an adjustment share what is left: neither takes more than the other has left', async () => {
    const [chargeId] = await charge(university, '2026-11-05T10:00:00');
    const { id } = await issued();
    await credit(id, [{ chargeId, amountFen: 5_000 }]);
    const adjust = (amountFen: number) => post(`/charges/${chargeId}/adjust`, { amountFen, reason: 'r' });
    expect((await adjust(-3_001)).status).toBe(422);
    const replies = await Promise.all([adjust(-3_000), credit(id, [{ chargeId, amountFen: 3_000 }])]);
    expect(replies.map((reply) => reply.status).sort()).toEqual([201, 422]);
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

describe('the numbers that a statement has elsewhere', () => {
  const note = async (id: string, body: object) =>
    api.send(`PATCH /statements/${id}`, { token: await signIn(district, 'finance'), body });

  test('are noted when they are known, and changed, until the month of the issue is closed', async () => {
    await charge(university, '2026-11-05T10:00:00');
    const { id } = await issued({ taxInvoiceRef: 'FP-1' });
    expect((await note(id, { remittanceRef: '3702-9' })).body).toMatchObject({
      ...{ taxInvoiceRef: 'FP-1', remittanceRef: '3702-9', totalFen: 8_480, status: 'issued' },
    });
    const changed = await note(id, { taxInvoiceRef: null });
    expect(changed.body).not.toHaveProperty('taxInvoiceRef');
    await post('/ledger/periods/2026-12/close', { districtId: district });
    const late = await note(id, { taxInvoiceRef: 'FP-2' });
    expect([late.status, late.body.code]).toEqual([422, 'period-closed']);
    expect((await get(`/statements/${id}`)).body.remittanceRef).toBe('3702-9');
  });

  test('are none of a draft, and nothing else of a statement is changed', async () => {
    await charge(university, '2026-11-05T10:00:00');
    const { statements } = await run();
    const draft = await note(statements[0]!, { taxInvoiceRef: 'FP-1' });
    expect([draft.status, draft.body.code]).toEqual([409, 'state-conflict']);
    await post(`/statements/${statements[0]}/issue`);
    expect((await note(statements[0]!, { totalFen: 1 })).body.code).toBe('unknown-field');
  });
});

const fileOf = async (id: string, query = '', locale = 'zh-CN', part = '') =>
  api.app.inject({
    url: `/api/v1/statements/${id}${part}/file${query}`,
    headers: { authorization: `Bearer ${await signIn(district, 'finance')}`, 'accept-language': locale },
  });

test('the file of a credit note is PDF/A in both languages, the same bytes each time, for those who may see it', async () => {
  const [chargeId] = await charge(university, '2026-11-05T10:00:00');
  const { id } = await issued();
  const { body } = await post(`/statements/${id}/credit-notes`, {
    lines: [{ chargeId, amountFen: 1_000 }],
    reason: '停机',
  });
  const part = `/credit-notes/${body.id}`;
  const first = await fileOf(id, '', 'zh-CN', part);
  expect([first.statusCode, first.headers['content-disposition']]).toEqual([
    200,
    `attachment; filename="${body.number}.pdf"`,
  ]);
  expect(first.rawPayload.toString('latin1')).toMatch(/pdfaid:part>2</);
  await api.database.sql`UPDATE organisations SET name_zh = '改名' WHERE id = ${university}`;
  api.clock.advance(86_400_000);
  expect((await fileOf(id, '', 'zh-CN', part)).rawPayload.equals(first.rawPayload)).toBe(true);
  expect((await fileOf(id, '', 'en', part)).rawPayload.equals(first.rawPayload)).toBe(false);
  expect((await get(`/statements/${id}${part}/file`, await signIn(enterprise, 'orgFinance'))).status).toBe(404);
  expect((await fileOf(body.id, '', 'en', part)).statusCode).toBe(404);
});

test('a statement and its credit note are verified by anybody, by number and hash, without a word of what they ask for', async () => {
  const [chargeId] = await charge(university, '2026-11-05T10:00:00');
  const { statements } = await run();
  const id = statements[0]!;
  const check = async (number: string, hash?: string) =>
    (await api.send(`GET /contract-verifications/${number}${hash ? `?hash=${hash}` : ''}`)).body;
  const { number } = (await get(`/statements/${id}`)).body;
  expect(await check(number)).toEqual({ number, isGenuine: false });
  await post(`/statements/${id}/issue`);
  const made = (await post(`/statements/${id}/credit-notes`, { lines: [{ chargeId, amountFen: 100 }], reason: '停机' }))
    .body;
  const everywhere = { ...publicReach, all: true };
  const statement = await readPrintedStatement(api.database, everywhere, id);
  const note = await readPrintedCreditNote(api.database, everywhere, { statementId: id, creditNoteId: made.id });
  const papers = [
    ['statement', number, statementHash(statement!.printed)],
    ['creditNote', made.number, creditNoteHash(note!)],
  ] as const;
  for (const [kind, paper, contentHash] of papers) {
    const told = await check(paper, contentHash);
    expect(told).toMatchObject({ number: paper, isGenuine: true, kind, status: 'issued' });
    expect(Object.keys(told).sort()).toEqual(['isGenuine', 'issuedAt', 'issuer', 'kind', 'number', 'status']);
    expect(await check(paper, 'f'.repeat(64))).toEqual({ number: paper, isGenuine: false });
  }
  // References that are noted later are no part of what is asked for.
  await api.send(`PATCH /statements/${id}`, {
    token: await signIn(district, 'finance'),
    body: { taxInvoiceRef: 'FP' },
  });
  expect((await check(number, papers[0][2])).isGenuine).toBe(true);
});

describe('the file of a statement', () => {
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
