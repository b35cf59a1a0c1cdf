import { systemContext } from '@guanyi/commands/context';
import { lapseIdleCases } from '@guanyi/commands/equity/lapse-idle-cases';
import { execute } from '@guanyi/commands/execute';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildEquityScene, type EquityScene, secondOfMarch } from '../../support/equity-scene.ts';

let scene: EquityScene;

beforeAll(async () => {
  scene = await buildEquityScene();
});
afterAll(() => scene.close());

const registerOf = async (ventureId: string) => {
  const { body } = await scene.as('auditor', `GET /ventures/${ventureId}/stakes`);
  const units = Object.fromEntries(
    body.holdings.map((one: { organisationId: string; units: number }) => [one.organisationId, one.units]),
  );
  return { issued: body.unitsIssued, units };
};

const availability = async (instrumentId: string, from: string, until: string) => {
  const { body } = await scene.api.send(`GET /instruments/${instrumentId}/availability?from=${from}&until=${until}`);
  return body as { busy: { from: string; until: string; kind: string }[]; free: unknown[] };
};

describe('the contribution', () => {
  test('takes the instrument out of the pool from the first day on, without end', async () => {
    scene.api.clock.set(secondOfMarch);
    const { instrumentId } = await scene.caseAt('contributed', { firstDay: '2026-04-01' });
    const before = await availability(instrumentId, '2026-03-31T00:00:00Z', '2026-03-31T16:00:00Z');
    expect([before.busy, before.free.length]).toEqual([[], 1]);
    const after = await availability(instrumentId, '2026-03-31T16:00:00Z', '2026-04-10T00:00:00Z');
    expect(after.busy).toEqual([
      { from: '2026-03-31T16:00:00.000Z', until: '2026-04-10T00:00:00.000Z', kind: 'equity' },
    ]);
    expect(after.free).toEqual([]);
    const booking = {
      ...{ instrumentId, from: '2026-04-02T01:00:00Z', until: '2026-04-02T02:00:00Z' },
      purpose: { kind: 'research', text: '' },
    };
    const taken = await scene.as('booker', 'POST /bookings', booking);
    expect([taken.status, taken.body.code]).toEqual([409, 'slot-taken']);
    const search = `GET /instruments?availableFrom=2026-04-02T01:00:00Z&availableUntil=2026-04-02T02:00:00Z&limit=100`;
    const { body: found } = await scene.api.send(search);
    expect(found.items.map((item: { id: string }) => item.id)).not.toContain(instrumentId);
  });

  test('what was booked from then on becomes a conflict, what comes before stays', async () => {
    scene.api.clock.set(secondOfMarch);
    const { caseId, instrumentId } = await scene.caseAt('agreed');
    const book = async (day: string) => {
      const body = {
        ...{ instrumentId, from: `${day}T01:00:00Z`, until: `${day}T02:00:00Z` },
        purpose: { kind: 'research', text: '' },
      };
      const reply = await scene.as('booker', 'POST /bookings', body);
      return reply.body.id as string;
    };
    const [before, after] = [await book('2026-03-30'), await book('2026-04-02')];
    const reply = await scene.as('officer', `POST /equity-cases/${caseId}/contribute`, { firstDay: '2026-04-01' });
    expect(reply.status).toBe(200);
    const { body: conflicts } = await scene.as('manager', 'GET /conflicts?limit=100');
    const found = conflicts.items.filter((one: { bookingId?: string }) =>
      [before, after].includes(one.bookingId ?? ''),
    );
    expect(found.map((one: { bookingId: string; cause: string }) => [one.bookingId, one.cause])).toEqual([
      [after, 'equity'],
    ]);
  });

  test('is refused under customs supervision: the days of use count (X4)', async () => {
    scene.api.clock.set(secondOfMarch);
    const { caseId, instrumentId } = await scene.caseAt('agreed');
    await scene.api.database
      .sql`UPDATE instruments SET customs_supervised_until = '2026-06-30' WHERE id = ${instrumentId}`;
    const contribute = (firstDay: string) =>
      scene.as('officer', `POST /equity-cases/${caseId}/contribute`, { firstDay });
    const early = await contribute('2026-06-30');
    expect([early.status, early.body.code, early.body.supervisedUntil]).toEqual([
      422,
      'customs-supervised',
      '2026-06-30',
    ]);
    expect((await contribute('2026-03-17')).body.code).toBe('too-soon');
    expect((await contribute('2026-07-01')).body.status).toBe('contributed');
  });

  test('of two ventures that want one instrument the second is refused', async () => {
    scene.api.clock.set(secondOfMarch);
    const first = await scene.caseAt('agreed');
    scene.api.clock.set(secondOfMarch);
    const second = await scene.caseAt('agreed', { instrumentId: first.instrumentId });
    const body = { firstDay: '2026-05-01' };
    const replies = await Promise.all(
      [first, second].map(({ caseId }) => scene.as('officer', `POST /equity-cases/${caseId}/contribute`, body)),
    );
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409]);
    expect(replies.find((reply) => reply.status === 409)!.body.code).toBe('slot-taken');
  });
});

describe('the register', () => {
  test('dilution, transfer and exit move whole units, and what is held is always what is issued (D9)', async () => {
    scene.api.clock.set(secondOfMarch);
    const { caseId, ventureId = '' } = await scene.caseAt('contributed');
    const { district, customer, investor } = scene;
    const issued = await scene.as('officer', `POST /ventures/${ventureId}/stakes/issues`, {
      ...{ toOrganisationId: investor, units: 250_000, reason: 'second round' },
    });
    expect(issued.status).toBe(201);
    await scene.as('officer', `POST /ventures/${ventureId}/stakes/transfers`, {
      ...{ fromOrganisationId: customer, toOrganisationId: investor, units: 100_000, reason: 'sold' },
    });
    expect(await registerOf(ventureId)).toEqual({
      issued: 1_250_000,
      units: { [customer]: 600_000, [investor]: 350_000, [district]: 300_000 },
    });
    const exit = { kind: 'buyBack', lastDay: '2029-04-30', instrumentReturns: true, considerationFen: 350_000_000 };
    const left = await scene.as('officer', `POST /equity-cases/${caseId}/exit`, exit);
    expect([left.status, left.body.status, left.body.exit]).toEqual([200, 'exited', exit]);
    expect(await registerOf(ventureId)).toEqual({
      issued: 950_000,
      units: { [customer]: 600_000, [investor]: 350_000 },
    });
    const { body: entries } = await scene.as('other', `GET /ventures/${ventureId}/stakes/entries?limit=100`);
    expect(entries.items.map((one: { kind: string; units: number }) => [one.kind, one.units])).toEqual([
      ['cancel', -300_000],
      ['transfer', 100_000],
      ['transfer', -100_000],
      ['issue', 250_000],
      ...[...entries.items.slice(4)].map((one: { kind: string; units: number }) => [one.kind, one.units]),
    ]);
    const sum = entries.items.reduce((total: number, one: { units: number }) => total + one.units, 0);
    expect(sum).toBe(950_000);
    const further = await scene.as('officer', `POST /ventures/${ventureId}/stakes/issues`, {
      ...{ toOrganisationId: investor, units: 1, reason: 'late' },
    });
    expect([further.status, further.body.currentStatus]).toEqual([409, 'exited']);
  });

  test('nobody gives more than they have', async () => {
    scene.api.clock.set(secondOfMarch);
    const { ventureId = '' } = await scene.caseAt('agreed');
    const reply = await scene.as('officer', `POST /ventures/${ventureId}/stakes/transfers`, {
      ...{ fromOrganisationId: scene.customer, toOrganisationId: scene.investor, units: 700_001, reason: 'too much' },
    });
    expect([reply.status, reply.body.code]).toEqual([422, 'insufficient-balance']);
    expect((await registerOf(ventureId)).units).toEqual({ [scene.customer]: 700_000, [scene.district]: 300_000 });
  });

  test('who gets units sees the venture from then on, and nobody else does', async () => {
    scene.api.clock.set(secondOfMarch);
    const { ventureId = '' } = await scene.caseAt('agreed');
    expect((await scene.as('other', `GET /ventures/${ventureId}`)).status).toBe(404);
    await scene.as('officer', `POST /ventures/${ventureId}/stakes/transfers`, {
      ...{ fromOrganisationId: scene.customer, toOrganisationId: scene.investor, units: 1, reason: 'joins' },
    });
    const { status, body } = await scene.as('other', `GET /ventures/${ventureId}`);
    expect([status, body.unitsIssued, body.holdings.length]).toEqual([200, 1_000_000, 3]);
  });

  test('entries come in pages that show each line once', async () => {
    scene.api.clock.set(secondOfMarch);
    const { ventureId = '' } = await scene.caseAt('agreed');
    for (let i = 1; i <= 5; i++) {
      await scene.as('officer', `POST /ventures/${ventureId}/stakes/transfers`, {
        ...{ fromOrganisationId: scene.customer, toOrganisationId: scene.investor, units: i, reason: 'page' },
      });
    }
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const { body } = await scene.as('officer', `GET /ventures/${ventureId}/stakes/entries?limit=3${cursor}`);
      seen.push(...body.items.map((one: { id: string }) => one.id));
      if (!body.nextCursor) break;
      cursor = `&cursor=${body.nextCursor}`;
    }
    expect([seen.length, new Set(seen).size]).toEqual([12, 12]);
  });
});

describe('a distribution (X10)', () => {
  test('of 99,999.99 at 70/30 gives 70,000.00 and 29,999.99, and the unit’s part goes into its books', async () => {
    scene.api.clock.set(secondOfMarch);
    const { caseId, ventureId = '' } = await scene.caseAt('contributed');
    const made = await scene.as('finance', `POST /equity-cases/${caseId}/distributions`, {
      ...{ amountFen: 9_999_999, declaredOn: '2026-03-18' },
    });
    expect(made.status).toBe(201);
    expect(made.body.parts.map((part: { amountFen: number }) => part.amountFen)).toEqual([7_000_000, 2_999_999]);
    expect(made.body.route).toBe('ownBudget');
    const [booked] = await scene.api.database.sql`
      SELECT t.amount, d.kind AS debit, c.kind AS credit FROM transfers t
      JOIN ledger_accounts d ON d.id = t.debit_account_id JOIN ledger_accounts c ON c.id = t.credit_account_id
      WHERE t.kind = 'distribution' AND t.reference = ${made.body.id}`;
    expect(booked).toMatchObject({ amount: 2_999_999, debit: 'ventureReceivable', credit: 'income' });
    const { body: listed } = await scene.as('booker', `GET /ventures/${ventureId}/distributions`);
    expect(listed.items).toHaveLength(1);
  });

  test('is divided by what was held on the day it was declared', async () => {
    scene.api.clock.set(secondOfMarch);
    const { caseId, ventureId = '' } = await scene.caseAt('contributed');
    scene.api.clock.set('2026-03-20T02:00:00Z');
    await scene.as('officer', `POST /ventures/${ventureId}/stakes/transfers`, {
      ...{ fromOrganisationId: scene.customer, toOrganisationId: scene.investor, units: 700_000, reason: 'sold' },
    });
    const parts = async (declaredOn: string) => {
      const body = { amountFen: 100, declaredOn };
      const reply = await scene.as('finance', `POST /equity-cases/${caseId}/distributions`, body);
      return reply.body.parts?.map((part: { organisationId: string }) => part.organisationId) ?? reply.body.code;
    };
    expect(await parts('2026-03-19')).toEqual([scene.customer, scene.district]);
    expect(await parts('2026-03-20')).toEqual([scene.investor, scene.district]);
    expect(await parts('2026-03-17')).toBe('not-eligible');
  });

  test('waits for the contribution', async () => {
    scene.api.clock.set(secondOfMarch);
    const { caseId } = await scene.caseAt('agreed');
    const body = { amountFen: 100, declaredOn: '2026-03-18' };
    const reply = await scene.as('finance', `POST /equity-cases/${caseId}/distributions`, body);
    expect([reply.status, reply.body.currentStatus]).toEqual([409, 'agreed']);
  });
});

describe('the exit (X11)', () => {
  const leave = (caseId: string, change: object) =>
    scene.as('officer', `POST /equity-cases/${caseId}/exit`, {
      ...{ kind: 'buyBack', lastDay: '2029-04-30', instrumentReturns: true, considerationFen: 0, ...change },
    });
  const isBookable = async (instrumentId: string, day: string) => {
    const { busy } = await availability(instrumentId, `${day}T01:00:00Z`, `${day}T09:00:00Z`);
    return busy.length === 0;
  };

  test('a returning instrument is bookable from the day after the last', async () => {
    scene.api.clock.set(secondOfMarch);
    const { caseId, instrumentId } = await scene.caseAt('contributed');
    scene.api.clock.set('2029-04-20T02:00:00Z');
    await leave(caseId, {});
    expect([await isBookable(instrumentId, '2029-04-30'), await isBookable(instrumentId, '2029-05-01')]).toEqual([
      false,
      true,
    ]);
    const booking = {
      ...{ instrumentId, from: '2029-05-01T01:00:00Z', until: '2029-05-01T02:00:00Z' },
      purpose: { kind: 'research', text: '' },
    };
    expect((await scene.as('booker', 'POST /bookings', booking)).status).toBe(201);
  });

  test('one that does not return stays taken', async () => {
    scene.api.clock.set(secondOfMarch);
    const { caseId, instrumentId } = await scene.caseAt('contributed');
    await leave(caseId, { instrumentReturns: false, kind: 'windUp' });
    expect(await isBookable(instrumentId, '2029-05-01')).toBe(false);
  });

  test('a transfer hands the units over instead of cancelling them', async () => {
    scene.api.clock.set(secondOfMarch);
    const { caseId, ventureId = '' } = await scene.caseAt('contributed');
    await leave(caseId, { kind: 'transfer', toOrganisationId: scene.investor });
    expect(await registerOf(ventureId)).toEqual({
      issued: 1_000_000,
      units: { [scene.customer]: 700_000, [scene.investor]: 300_000 },
    });
  });

  test('nobody leaves before they came, or twice', async () => {
    scene.api.clock.set(secondOfMarch);
    const { caseId } = await scene.caseAt('contributed', { firstDay: '2026-04-01' });
    const early = await leave(caseId, { lastDay: '2026-03-31' });
    expect([early.status, early.body.code]).toEqual([400, 'invalid-window']);
    await leave(caseId, {});
    expect((await leave(caseId, {})).body).toMatchObject({ code: 'state-conflict', currentStatus: 'exited' });
  });
});

test('the sweeper ends what lies idle, once', async () => {
  scene.api.clock.set(secondOfMarch);
  const { caseId } = await scene.caseAt('feasible');
  const later = Date.parse('2028-03-05T00:00:00Z');
  for (const ended of [true, false]) {
    const outcome = await execute(scene.api.database, systemContext(later), lapseIdleCases, { limit: 100 });
    expect(outcome.ok && outcome.value.ended > 0).toBe(ended);
  }
  scene.api.clock.set(later);
  const { body } = await scene.as('booker', `GET /equity-cases/${caseId}`);
  expect([body.status, body.history.at(-1).action]).toEqual(['lapsed', 'lapse']);
});
