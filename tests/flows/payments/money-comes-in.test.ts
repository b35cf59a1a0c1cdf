import { hashPassword } from '@guanyi/commands/identity/passwords';
import { readAccount } from '@guanyi/db/ledger/accounts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { abcFile, type BankLine, ccbFile, icbcFile } from '../../support/bank-files.ts';
import { buildTestApp, type TestApp, type TestReply, testPassword } from '../../support/build-app.ts';
import { eventually } from '../../support/eventually.ts';
import { createWorld, type World, wednesdayMorning } from '../../support/factories/world.ts';
import { multipart } from '../../support/multipart.ts';
import { setPeriod } from '../../support/periods.ts';
import { runWorker } from '../../support/running-worker.ts';

let api: TestApp;
let world: World;
let finance: string;
let customerName: string;

beforeAll(async () => {
  api = await buildTestApp({ now: wednesdayMorning, poolSize: 8 });
  world = await createWorld(api.database, { passwordHash: await hashPassword(testPassword) });
  finance = await api.login(world.finance.email);
  const [row] = await api.database.sql<{ name: string }[]>`
    SELECT name_zh AS name FROM organisations WHERE id = ${world.university}`;
  customerName = row!.name;
});
afterAll(() => api.close());

let entered = 0;
const nextReference = () => `R-${++entered}`;

function record(more: Record<string, unknown> = {}): Promise<TestReply> {
  const body = {
    ...{ organisationId: world.university, amountFen: 10_000, receivedOn: '2026-11-09' },
    ...{ reference: nextReference(), method: 'bankTransfer' },
    ...more,
  };
  return api.send('POST /payments', { token: finance, body });
}

function handIn(bytes: Uint8Array | string, token = finance): Promise<TestReply> {
  return api.send('POST /payments/imports', {
    token,
    ...multipart({}, { name: '流水.csv', type: 'text/csv', bytes: Buffer.from(bytes as string) }),
  });
}

async function unallocatedOf(organisationId: string): Promise<number> {
  const sums = await readAccount(api.database, world.districtId, { kind: 'unallocated', ownerId: organisationId });
  return sums.creditSum - sums.debitSum;
}

function receipts(count: number): BankLine[] {
  return Array.from({ length: count }, (_, i) => ({
    day: '2026-11-0'.concat(String((i % 9) + 1)),
    yuan: `${(i + 1).toLocaleString('en-US')}.50`,
    payer: i % 2 ? `公司${i}` : customerName,
    reference: nextReference(),
  }));
}

describe('a payment', () => {
  test('is recorded with what is free of it, and stands in the books', async () => {
    const before = await unallocatedOf(world.university);
    const reply = await record({ amountFen: 12_345 });
    expect([reply.status, reply.headers.location]).toEqual([201, `/api/v1/payments/${reply.body.id}`]);
    expect(reply.body).toMatchObject({
      ...{ payer: customerName, receivedOn: '2026-11-09', amountFen: 12_345, unallocatedFen: 12_345 },
      ...{ status: 'unallocated', organisationId: world.university, payeeId: world.districtId },
    });
    expect(await unallocatedOf(world.university)).toBe(before + 12_345);
  });

  test('of the same bank reference and payer is the same payment', async () => {
    const { body } = await record({ reference: 'SAME', payer: '滨海大学（本部）' });
    const again = await record({ reference: 'SAME', payer: '滨海大学 (本部)', amountFen: 1 });
    expect([again.status, again.body.code, again.body.paymentId]).toEqual([409, 'already-exists', body.id]);
    expect((await record({ reference: 'SAME', payer: '另一家' })).status).toBe(201);
  });

  test('that comes in twice at once is entered once', async () => {
    const reference = nextReference();
    const before = await unallocatedOf(world.university);
    const replies = await Promise.all(Array.from({ length: 8 }, () => record({ reference })));
    expect(replies.map((reply) => reply.status).toSorted()).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
    expect(await unallocatedOf(world.university)).toBe(before + 10_000);
  });

  test('into a closed month is refused and changes nothing', async () => {
    await setPeriod(api.database, world.districtId, '2026-08', 'closed');
    const refused = await record({ receivedOn: '2026-08-31', reference: 'LATE' });
    expect([refused.status, refused.body.code]).toEqual([422, 'period-closed']);
    const list = await api.send('GET /payments?q=LATE', { token: finance });
    expect(list.body.items).toEqual([]);
    expect((await record({ receivedOn: '2026-09-01', reference: 'LATE' })).status).toBe(201);
  });

  test.each([
    ['nothing', { amountFen: 0 }],
    ['less than nothing', { amountFen: -1 }],
    ['half a fen', { amountFen: 0.5 }],
    ['more than there is', { amountFen: 1e15 }],
    ['no day', { receivedOn: '2026-02-30' }],
    ['a day with a time', { receivedOn: '2026-02-03T00:00:00Z' }],
    ['no reference', { reference: ' ' }],
    ['an unknown method', { method: 'cash' }],
  ])('of %s is malformed', async (_name, more) => {
    const reply = await record(more);
    expect([reply.status, reply.body.code]).toEqual([400, 'invalid-input']);
  });

  test('is refunded up to what is free, not a fen further, however many ask', async () => {
    const { body } = await record({ amountFen: 10_000 });
    const refund = (amountFen: number) =>
      api.send(`POST /payments/${body.id}/refund`, { token: finance, body: { amountFen, reason: '多付' } });
    const replies = await Promise.all(Array.from({ length: 5 }, () => refund(3_000)));
    expect(replies.filter((reply) => reply.status === 200)).toHaveLength(3);
    const refused = replies.filter((reply) => reply.status === 422);
    expect(refused.map((reply) => reply.body.code)).toEqual(['exceeds-unallocated', 'exceeds-unallocated']);
    const last = await refund(1_000);
    expect(last.body).toMatchObject({ refundedFen: 10_000, unallocatedFen: 0, status: 'refunded' });
    expect(last.body.refunds).toHaveLength(4);
  });

  test('is seen by its customer and by nobody else’s', async () => {
    const { body } = await record();
    const own = await api.login(world.booker.email);
    const other = await api.login(world.otherBooker.email);
    expect((await api.send(`GET /payments/${body.id}`, { token: own })).status).toBe(200);
    expect((await api.send(`GET /payments/${body.id}`, { token: other })).status).toBe(404);
    expect((await api.send('GET /payments', { token: other })).body.items).toEqual([]);
  });

  test('is found by its day, its payer and what is left of it', async () => {
    await record({ receivedOn: '2025-01-05', payer: '很久以前', reference: 'OLD' });
    for (const query of ['receivedUntil=2025-12-31', 'q=以前', 'q=OLD&hasFree=true&status=unallocated']) {
      const reply = await api.send(`GET /payments?${query}`, { token: finance });
      expect(reply.body.items.map((item: { reference: string }) => item.reference)).toEqual(['OLD']);
    }
    expect((await api.send('GET /payments?q=OLD&hasFree=false', { token: finance })).body.items).toEqual([]);
  });
});

describe('a bank file', () => {
  test.each([
    ['icbc', icbcFile, 'UTF-8'],
    ['ccb', ccbFile, 'GBK'],
    ['abc', abcFile, 'GBK'],
  ] as const)('of %s is known by its columns and entered in one go', async (layout, write, encoding) => {
    const lines = receipts(4);
    const reply = await handIn(write(lines));
    expect(reply.status, JSON.stringify(reply.body)).toBe(202);
    const report = { matched: 0, unmatched: 4, duplicates: 0, rejected: [], layout, encoding };
    expect(reply.body).toMatchObject({ ...report, status: 'succeeded' });
    const operation = await api.send(String(reply.headers.location).replace('/api/v1', 'GET '), { token: finance });
    expect(operation.body).toMatchObject({ status: 'succeeded', result: report });
    const list = await api.send(`GET /payments?importId=${reply.body.id}`, { token: finance });
    const found = list.body.items.map((item: Record<string, unknown>) => [
      item.reference,
      item.amountFen,
      item.receivedOn,
    ]);
    const written = lines.map((line) => [line.reference, Number(line.yuan.replace(',', '')) * 100, line.day]);
    expect(found.toSorted()).toEqual(written.toSorted());
  });

  test('handed in twice, and twice at once, changes nothing twice', async () => {
    const file = icbcFile(receipts(6));
    const together = await Promise.all([handIn(file), handIn(file), handIn(file)]);
    expect(together.reduce((sum, reply) => sum + reply.body.unmatched, 0)).toBe(6);
    expect(together.reduce((sum, reply) => sum + reply.body.duplicates, 0)).toBe(12);
    const before = await unallocatedOf(world.university);
    expect((await handIn(file)).body).toMatchObject({ unmatched: 0, duplicates: 6 });
    expect(await unallocatedOf(world.university)).toBe(before);
  });

  test('cut anywhere gives the rows before the cut, and the whole file afterwards gives the rest once', async () => {
    for (const write of [icbcFile, ccbFile, abcFile]) {
      const lines = receipts(5);
      const bytes = Buffer.from(write(lines) as string);
      const sumBefore = (await unallocatedOf(world.university)) + (await unallocatedOf(world.districtId));
      for (const share of [0.55, 0.7, 0.85, 0.93]) {
        const reply = await handIn(bytes.subarray(0, Math.floor(bytes.length * share)));
        expect([202, 422]).toContain(reply.status);
      }
      const whole = await handIn(bytes);
      expect(whole.body.rejected).toEqual([]);
      expect(whole.body.unmatched + whole.body.duplicates).toBe(5);
      const wanted = lines.reduce((sum, line) => sum + Number(line.yuan) * 100, 0);
      const sumAfter = (await unallocatedOf(world.university)) + (await unallocatedOf(world.districtId));
      expect(sumAfter - sumBefore).toBe(wanted);
    }
  });

  test('says of each bad row what is wrong, in the reader’s language, and enters the others', async () => {
    await setPeriod(api.database, world.districtId, '2026-07', 'closed');
    const [good, bad, late] = receipts(3);
    const lines = [good!, { ...bad!, yuan: '1.005' }, { ...late!, day: '2026-07-31' }];
    const reply = await handIn(icbcFile(lines));
    expect(reply.body).toMatchObject({ unmatched: 1, rejectedCount: 2 });
    expect(reply.body.rejected).toMatchObject([
      {
        line: 3,
        column: '贷方发生额',
        code: 'unreadable-amount',
        value: '1.005',
        message: '金额不是大于零的元角分数额',
      },
      { line: 4, code: 'period-closed' },
    ]);
  });

  test.each([
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), 'unknown-encoding'],
    ['a register', '资产编号,名称\n1,质谱\n', 'unknown-columns'],
    ['nothing', '', 'unknown-columns'],
  ])('that is %s is refused whole', async (_name, bytes, code) => {
    const reply = await handIn(bytes);
    expect([reply.status, reply.body.code, reply.body.errors?.[0]?.code]).toEqual([422, 'unreadable-file', code]);
  });

  test('of many rows is left to the worker and comes to the same', async () => {
    const lines = receipts(1_205);
    const reply = await handIn(icbcFile(lines));
    expect(reply.body).toMatchObject({ status: 'running' });
    const worker = await runWorker(api.databaseUrl, { clock: api.clock });
    try {
      const done = await eventually(async () => {
        const operation = await api.send(`GET /operations/${reply.body.id}`, { token: finance });
        return operation.body.status === 'succeeded' && operation.body;
      });
      expect(done.result).toMatchObject({ matched: 0, unmatched: 1_205, duplicates: 0, rejected: [] });
    } finally {
      await worker.stop();
    }
    expect((await handIn(icbcFile(lines.slice(0, 900)))).body).toMatchObject({ duplicates: 900 });
  });
});
