import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { remindOverdue } from '@guanyi/commands/payments/remind-overdue';
import { describe, expect, test } from 'vitest';
import { icbcFile } from '../../support/bank-files.ts';
import { faultsOfBooks } from '../../support/books.ts';
import type { TestReply } from '../../support/build-app.ts';
import { eventually } from '../../support/eventually.ts';
import { wednesdayMorning } from '../../support/factories/world.ts';
import { multipart } from '../../support/multipart.ts';
import {
  allocate,
  api,
  as,
  customer,
  pay,
  receivable,
  statement,
  stateOf,
  usePaymentScene,
  world,
} from '../../support/payment-scene.ts';
import { runWorker } from '../../support/running-worker.ts';

usePaymentScene();

describe('a statement', () => {
  test('is paid in parts, and then in full; its books say the same', async () => {
    const { id } = await statement([30_000]);
    expect(await receivable()).toBe(30_000);
    const first = await pay(10_000);
    const given = await allocate(first.id, [id, 10_000]);
    expect(given.body).toMatchObject({ status: 'allocated', unallocatedFen: 0, allocations: [{ statementId: id }] });
    expect(await stateOf(id)).toEqual(['partlyPaid', 20_000]);
    const second = await pay(25_000);
    expect((await allocate(second.id, [id, 20_000])).body).toMatchObject({
      status: 'partlyAllocated',
      unallocatedFen: 5_000,
    });
    expect(await stateOf(id)).toEqual(['paid', 0]);
    expect(await receivable()).toBe(0);
  });

  test('shares a payment with another', async () => {
    const [a, b] = [await statement([10_000]), await statement([20_000], 1)];
    const payment = await pay(25_000);
    expect((await allocate(payment.id, [a.id, 10_000], [b.id, 15_000])).status).toBe(200);
    expect([await stateOf(a.id), await stateOf(b.id)]).toEqual([
      ['paid', 0],
      ['partlyPaid', 5_000],
    ]);
  });

  test.each([
    ['more than it wants', 10_001, 422, 'exceeds-outstanding'],
    ['more than the payment has', 6_001, 422, 'exceeds-unallocated'],
    ['nothing', 0, 400, 'invalid-input'],
  ] as const)('does not take %s', async (_name, amountFen, status, code) => {
    const { id } = await statement([10_000]);
    const payment = await pay(code === 'exceeds-outstanding' ? 20_000 : 6_000);
    const reply = await allocate(payment.id, [id, amountFen]);
    expect([reply.status, reply.body.code]).toEqual([status, code]);
    expect(await stateOf(id)).toEqual(['issued', 10_000]);
  });

  test('that is a draft takes nothing yet', async () => {
    const { id } = await statement([10_000], 0, { isDraft: true });
    const reply = await allocate((await pay(10_000)).id, [id, 10_000]);
    expect([reply.status, reply.body.code, reply.body.currentStatus]).toEqual([409, 'state-conflict', 'draft']);
  });

  test('of another customer is not paid by this one', async () => {
    const { id } = await statement([10_000]);
    const payment = await pay(10_000, { organisationId: world.university });
    expect((await allocate(payment.id, [id, 10_000])).body.code).toBe('payer-mismatch');
  });

  test('never takes more than it wants from many who allocate at once, nor gives a payment twice', async () => {
    const [a, b] = [await statement([10_000]), await statement([10_000], 1)];
    const payment = await pay(12_000);
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, i) => allocate(payment.id, [i % 2 ? a.id : b.id, 5_000])),
    );
    expect(replies.filter((reply) => reply.status === 200)).toHaveLength(2);
    expect(replies.every((reply) => [200, 422].includes(reply.status))).toBe(true);
    const [one, two] = [await stateOf(a.id), await stateOf(b.id)];
    expect(Number(one[1]) + Number(two[1])).toBe(10_000);
    expect(await receivable()).toBe(10_000);
  });
});

describe('what a payment gave to a statement', () => {
  const reverse = async (payment: string, allocation: string) =>
    api.send(`POST /payments/${payment}/allocations/${allocation}/reverse`, {
      token: await as(world.finance),
      body: { reason: '错配' },
    });

  test('can be taken back: the money is free, the statement wants it, and the books say both', async () => {
    const { id } = await statement([10_000]);
    const payment = await pay(12_000);
    const [given] = (await allocate(payment.id, [id, 10_000])).body.allocations;
    const taken = await reverse(payment.id, given.id);
    expect(taken.status, JSON.stringify(taken.body)).toBe(200);
    expect(taken.body).toMatchObject({ unallocatedFen: 12_000, status: 'unallocated', allocations: [] });
    expect(taken.body.reversals).toMatchObject([{ allocationId: given.id, amountFen: 10_000, reason: '错配' }]);
    expect(await stateOf(id)).toEqual(['issued', 10_000]);
    expect(await receivable()).toBe(10_000);
    expect(await faultsOfBooks(api.database)).toEqual([]);
    expect((await allocate(payment.id, [id, 10_000])).status).toBe(200);
    expect(await receivable()).toBe(0);
  });

  test('is taken back once, by however many at once', async () => {
    const { id } = await statement([10_000]);
    const payment = await pay(10_000);
    const [given] = (await allocate(payment.id, [id, 10_000])).body.allocations;
    const replies = await Promise.all(Array.from({ length: 5 }, () => reverse(payment.id, given.id)));
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409, 409, 409, 409]);
    expect(await receivable()).toBe(10_000);
    expect(await faultsOfBooks(api.database)).toEqual([]);
  });

  test('and to no other payment is not found there', async () => {
    const { id } = await statement([10_000]);
    const [one, other] = [await pay(5_000), await pay(5_000)];
    const [given] = (await allocate(one.id, [id, 5_000])).body.allocations;
    expect((await reverse(other.id, given.id)).status).toBe(404);
  });
});

describe('a bank file', () => {
  let handedIn = 0;
  async function handIn(...lines: { yuan: string; remark: string; payer?: string }[]): Promise<TestReply> {
    const rows = lines.map(({ payer = customer.name, ...line }) => {
      handedIn += 1;
      return { day: '2026-12-02', payer, reference: `B-${handedIn}`, ...line };
    });
    const file = { name: 'bank.csv', type: 'text/csv', bytes: icbcFile(rows) };
    return api.send('POST /payments/imports', { token: await as(world.finance), ...multipart({}, file) });
  }

  test('pays the statement whose number and amount agree and leaves the rest to a person, with reasons', async () => {
    const [a, b] = [await statement([490_780]), await statement([12_345], 1)];
    const reply = await handIn(
      { yuan: '4,907.80', remark: `货款 ${a.number}` },
      { yuan: '123.45', remark: '检测费' },
      { yuan: '7.77', remark: '不明', payer: '无名' },
    );
    expect(reply.body).toMatchObject({ matched: 1, unmatched: 2, duplicates: 0, rejected: [] });
    expect([await stateOf(a.id), await stateOf(b.id)]).toEqual([
      ['paid', 0],
      ['issued', 12_345],
    ]);
    const token = await as(world.finance);
    const list = await api.send(`GET /payments?importId=${reply.body.id}&hasFree=true&q=检测费`, { token });
    const [waiting] = list.body.items;
    const found = await api.send(`GET /payments/${waiting.id}/matches`, { token });
    expect(found.body.suggestions[0]).toMatchObject({
      isCertain: false,
      allocations: [{ statementId: b.id, number: b.number, amountFen: 12_345 }],
      reasons: [
        { code: 'amountEqual', isDoubt: false },
        { code: 'payerEqual', isDoubt: false },
      ],
    });
  });

  test('that names a statement twice pays it once', async () => {
    const { id, number } = await statement([10_000]);
    const line = { yuan: '100.00', remark: number };
    expect((await handIn(line, line)).body).toMatchObject({ matched: 1, unmatched: 1 });
    expect(await stateOf(id)).toEqual(['paid', 0]);
  });

  test('with the right number and another amount is left to a person', async () => {
    const { number } = await statement([10_000]);
    expect((await handIn({ yuan: '99.99', remark: number })).body).toMatchObject({ matched: 0, unmatched: 1 });
  });

  test('of an unknown payer tells whose money it was once it is allocated', async () => {
    const { id, number } = await statement([10_000]);
    const reply = await handIn({ yuan: '100.00', remark: number, payer: '某财务公司' });
    expect(reply.body.matched).toBe(1);
    const list = await api.send(`GET /payments?importId=${reply.body.id}`, { token: await as(world.finance) });
    const [payment] = list.body.items;
    expect(payment).toMatchObject({ organisationId: customer.id, payer: '某财务公司' });
    expect(await stateOf(id)).toEqual(['paid', 0]);
    const path = `/payments/${payment.id}/allocations/${payment.allocations[0].id}/reverse`;
    const taken = await api.send(`POST ${path}`, { token: await as(world.finance), body: { reason: 'r' } });
    expect(taken.body.organisationId).toBeUndefined();
    expect(await stateOf(id)).toEqual(['issued', 10_000]);
  });
});

describe('a customer that is late', () => {
  const day = 86_400_000;

  test('stands in the ageing report by how late it is, and gets no further credit', async () => {
    const { id } = await statement([10_000]);
    await api.send('POST /credit-limits', {
      token: await as(world.finance),
      body: { organisationId: customer.id, limitFen: 1_000_000 },
    });
    api.clock.set(wednesdayMorning + 75 * day);
    const token = await as(world.finance);
    const report = await api.send(`GET /reports/ageing?organisationId=${customer.id}`, { token });
    expect(report.body.items).toMatchObject([{ days60Fen: 10_000, totalFen: 10_000, statementCount: 1 }]);
    expect(report.body.total.days60Fen).toBe(10_000);
    const from = new Date(wednesdayMorning + 76 * day).toISOString().replace('02:20', '02:00');
    const request = {
      token: await as(customer.admin),
      body: {
        instrumentId: world.instrumentId,
        from,
        until: new Date(Date.parse(from) + 3_600_000).toISOString(),
        purpose: { kind: 'research', text: '' },
      },
    };
    const refused = await api.send('POST /bookings', request);
    expect([refused.status, refused.body.code, refused.body.reason]).toEqual([422, 'credit-limit-exceeded', 'overdue']);
    await allocate((await pay(10_000, { receivedOn: '2027-02-01' })).id, [id, 10_000]);
    expect((await api.send('POST /bookings', request)).status).toBe(201);
  });

  test('is reminded by one mail per person and step, however often the sweeper comes by', async () => {
    await statement([10_000]);
    await statement([5_000], 1);
    const sweep = async (days: number) => {
      api.clock.set(wednesdayMorning + (30 + days) * day);
      const context = systemContext(api.clock.now());
      await Promise.all([1, 2].map(() => execute(api.database, context, remindOverdue, { limit: 500 })));
    };
    const steps = async () => {
      const rows = await api.database.sql<{ step: number; fen: number }[]>`
        SELECT step, overdue_fen AS fen FROM payment_reminders WHERE organisation_id = ${customer.id} ORDER BY step`;
      return rows.map((row) => [row.step, row.fen]);
    };
    await sweep(0);
    expect(await steps()).toEqual([]);
    await sweep(1);
    await sweep(2);
    expect(await steps()).toEqual([[1, 15_000]]);
    await sweep(16);
    await sweep(40);
    expect(await steps()).toEqual([
      [1, 15_000],
      [2, 15_000],
      [3, 15_000],
    ]);
    const worker = await runWorker(api.databaseUrl, { clock: api.clock, schedules: [] });
    try {
      const subjects = await eventually(async () => {
        const rows = await api.database.sql<{ n: number }[]>`
          SELECT count(*)::int AS n FROM deliveries WHERE user_id = ${customer.admin.userId} AND template = 'paymentOverdue'`;
        return rows[0]!.n >= 3 && rows[0]!.n;
      });
      expect(subjects).toBe(3);
    } finally {
      await worker.stop();
    }
  });
});
