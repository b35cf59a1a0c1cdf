import { describe, expect, test } from 'vitest';
import {
  act,
  api,
  booking,
  charges,
  chargesOnceThere,
  instrument,
  iso,
  record,
  tokens,
  useBillingScene,
  world,
} from '../../support/billing-scene.ts';

useBillingScene();

describe('what a booking is billed for (R1, M1)', () => {
  // The matrix of cases.md: 60.00 an hour, 20 % off from 17:00.
  const evening = [{ days: 'any', from: '17:00', until: '24:00', permille: 800 }];
  test.each([
    ['15:00', '16:00', '15:15', '15:45', [6_000, 3_000, 6_000]],
    ['15:00', '16:00', '15:15', '16:15', [6_000, 6_000, 7_500]],
    ['16:00', '18:00', '16:00', '18:15', [10_800, 12_000, 12_000]],
  ])('booked %s–%s, used %s–%s: %j on booked, used and overage', async (from, until, usedFrom, usedUntil, owed) => {
    for (const [i, chargeFor] of ['booked', 'used', 'overage'].entries()) {
      const policy = { chargeFor, timeFactors: evening, taxCategory: 'exempt' };
      const bookingId = await booking(await instrument({ policy }), from, until);
      const reply = await record({ bookingId, from: iso(usedFrom), until: iso(usedUntil) });
      expect(reply.status, JSON.stringify(reply.body)).toBe(201);
      const [charge] = await chargesOnceThere(`bookingId=${bookingId}`);
      expect(charge).toMatchObject({ kind: 'usage', usageRecordId: reply.body.id, subtotalFen: owed[i] });
    }
  });

  test('an unchanged booking is billed as it was quoted', async () => {
    const instrumentId = await instrument({ policy: { setupFen: 5_000, subsidyPermille: 133 } });
    const window = { from: iso('09:00'), until: iso('11:30') };
    const quote = await api.send('POST /quotes', {
      token: tokens.booker,
      body: { instrumentId, form: 'machineTime', ...window },
    });
    const bookingId = await booking(instrumentId, '09:00', '11:30', { quoteId: quote.body.id });
    await record({ bookingId, ...window });
    const [charge] = await chargesOnceThere(`bookingId=${bookingId}`);
    for (const name of ['subtotalFen', 'taxFen', 'totalFen'])
      expect([name, charge[name]]).toEqual([name, quote.body[name]]);
  });

  test('idle minutes are kept and never priced (R27)', async () => {
    const bookingId = await booking(await instrument({ policy: { chargeFor: 'used' } }), '09:00', '11:00');
    const use = { bookingId, from: iso('09:00'), until: iso('11:00') };
    const tooIdle = await record({ ...use, idleMinutes: 121 });
    expect([tooIdle.status, tooIdle.body.code]).toEqual([422, 'idle-exceeds-use']);
    const reply = await record({ ...use, idleMinutes: 30 });
    expect(reply.body).toMatchObject({ idleMinutes: 30, usedMinutes: 120 });
    expect((await chargesOnceThere(`bookingId=${bookingId}`))[0].subtotalFen).toBe(12_000);
  });

  test('what a meter tells beside the use is compared and never billed', async () => {
    const bookingId = await booking(await instrument({ policy: { chargeFor: 'used' } }), '09:00', '11:00');
    const use = await record({ bookingId, source: 'keeper', from: iso('09:00'), until: iso('11:15') });
    const metered = await record({ bookingId, from: iso('09:05'), until: iso('10:05') });
    expect(metered.status).toBe(201);
    expect(metered.body).toMatchObject({ besideUsageRecordId: use.body.id });
    await chargesOnceThere(`bookingId=${bookingId}`);
    await act(metered.body.id, 'confirm', {}, tokens.keeper);
    expect(await charges(`bookingId=${bookingId}`)).toHaveLength(1);
    const list = await api.send(`GET /usage-records?bookingId=${bookingId}&beside=false`, { token: tokens.booker });
    expect(list.body.items).toEqual([
      expect.objectContaining({
        bookedFrom: iso('09:00'),
        bookedUntil: iso('11:00'),
        metered: [expect.objectContaining({ usageRecordId: metered.body.id, from: iso('09:05') })],
        variance: { overMinutes: 15, meteredMinutes: -75 },
      }),
    ]);
  });

  test('a booking that was cancelled has no use', async () => {
    const bookingId = await booking(await instrument(), '15:00', '16:00');
    await api.send(`POST /bookings/${bookingId}/cancel`, { token: tokens.booker, body: { reason: 'x' } });
    const reply = await record({ bookingId, from: iso('15:00'), until: iso('16:00') });
    expect([reply.status, reply.body.code, reply.body.currentStatus]).toEqual([409, 'state-conflict', 'cancelled']);
  });
});

describe('a walk-up use (X14)', () => {
  test('is priced by its own start and the group of its customer', async () => {
    const instrumentId = await instrument();
    const use = { from: iso('12:00:00'), until: iso('12:02:50') };
    const reply = await record({ instrumentId, organisationId: world.university, ...use });
    expect(reply.status, JSON.stringify(reply.body)).toBe(201);
    const [charge] = await chargesOnceThere(`usageRecordId=${reply.body.id}`);
    expect(charge).toMatchObject({ organisationId: world.university, subtotalFen: 200, lines: [{ quantity: 2 }] });
    expect(charge).not.toHaveProperty('bookingId');
  });

  test('must say instrument and customer', async () => {
    const use = { from: iso('12:00'), until: iso('13:00') };
    for (const [given, missing] of [
      [{ instrumentId: world.instrumentId }, '/organisationId'],
      [{ organisationId: world.university }, '/instrumentId'],
    ] as const) {
      const reply = await record({ ...given, ...use });
      expect([reply.status, reply.body.errors?.[0]?.pointer]).toEqual([400, missing]);
    }
  });

  test('without a price becomes a problem, never zero, until there is one (M5)', async () => {
    const instrumentId = await instrument();
    const { sql } = api.database;
    await sql`DELETE FROM price_policies WHERE instrument_id = ${instrumentId} AND price_group = 'academic'`;
    const use = { instrumentId, organisationId: world.university, from: iso('12:00'), until: iso('13:00') };
    const reply = await record(use);
    expect(reply.body).toMatchObject({ status: 'problem', problem: 'price-missing' });
    const { id } = reply.body;
    expect((await act(id, 'confirm', {}, tokens.keeper)).body.code).toBe('state-conflict');
    expect((await act(id, 'price', {}, tokens.finance)).body.code).toBe('price-missing');
    const policy = { instrumentId, form: 'machineTime', priceGroup: 'academic', ratePerHourFen: 5_000 };
    await api.send('POST /price-policies', {
      token: tokens.labManager,
      body: { ...policy, effectiveFrom: iso('00:00') },
    });
    expect((await act(id, 'price', {}, tokens.finance)).body).toMatchObject({ status: 'recorded' });
    const [charge] = await chargesOnceThere(`usageRecordId=${id}`);
    expect(charge.subtotalFen).toBe(5_000);
  });
});

describe('a use without an end (R31, X16)', () => {
  test('is a problem until the keeper supplies it, once', async () => {
    const bookingId = await booking(await instrument({ policy: { chargeFor: 'used' } }), '09:00', '10:00');
    const open = { bookingId, source: 'meter', sourceId: 'open-1', from: iso('09:00') };
    const reply = await record(open);
    expect(reply.body).toMatchObject({ status: 'problem', problem: 'missing-end' });
    const { id } = reply.body;
    const again = await record({ ...open, until: iso('10:00') });
    expect([again.status, again.body.id, again.body.status]).toEqual([200, id, 'problem']);
    for (const token of [tokens.keeper, tokens.booker])
      expect((await act(id, 'confirm', {}, token)).body).toMatchObject({ code: 'state-conflict' });
    const backward = await act(id, 'complete', { until: iso('09:00') }, tokens.keeper);
    expect([backward.status, backward.body.code]).toEqual([422, 'use-without-length']);
    expect(await charges(`bookingId=${bookingId}`)).toEqual([]);
    const completed = await act(id, 'complete', { until: iso('09:30') }, tokens.keeper);
    expect(completed.body).toMatchObject({ status: 'recorded', until: iso('09:30') });
    expect((await chargesOnceThere(`bookingId=${bookingId}`))[0].subtotalFen).toBe(3_000);
    expect((await act(id, 'complete', { until: iso('09:40') }, tokens.keeper)).body.code).toBe('state-conflict');
  });

  test.each(['09:00', '08:00'])('is refused when its end is not after its start: %s', async (until) => {
    const reply = await record({
      instrumentId: world.instrumentId,
      organisationId: world.university,
      from: iso('09:00'),
      until: iso(until),
    });
    expect([reply.status, reply.body.code]).toEqual([422, 'use-without-length']);
  });
});

describe('the same use told twice', () => {
  test('in any order, with a fifth told again, is billed once each and none is missing (M10)', async () => {
    const instrumentId = await instrument({ policy: { taxCategory: 'exempt' } });
    const told = Array.from({ length: 25 }, (_, n) => ({
      instrumentId,
      organisationId: n % 2 ? world.university : world.enterprise,
      source: 'powermeter',
      sourceId: `pm-${n}`,
      from: iso(`08:${String(n).padStart(2, '0')}`),
      until: iso('10:00'),
    }));
    const mixed = [...told, ...told.slice(0, 5)].sort(() => Math.random() - 0.5);
    const replies = await Promise.all(mixed.map((use) => record(use)));
    expect(replies.map(({ status }) => status).sort()).toEqual([...Array(5).fill(200), ...Array(25).fill(201)]);
    const ids = [...new Set(replies.map(({ body }) => body.id))];
    expect(ids).toHaveLength(25);
    // Both confirm, in any order, while the worker rates.
    const confirmations = ids.flatMap((id) => [id, id]).sort(() => Math.random() - 0.5);
    const confirmed = await Promise.all(confirmations.map((id) => act(id, 'confirm', {}, tokens.keeper)));
    expect(new Set(confirmed.map(({ status }) => status))).toEqual(new Set([200]));
    const billed = await charges(`instrumentId=${instrumentId}&limit=100`);
    expect(billed.map((charge) => charge.usageRecordId).sort()).toEqual(ids.sort());
    const owed = told.reduce((sum, _, n) => sum + (120 - n) * 100, 0);
    expect(billed.reduce((sum, charge) => sum + charge.totalFen, 0)).toBe(owed);
  });
});
