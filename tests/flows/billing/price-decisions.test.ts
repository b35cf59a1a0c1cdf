import { describe, expect, test } from 'vitest';
import {
  api,
  atInstant,
  booking,
  chargesOnceThere,
  instrument,
  iso,
  record,
  tokens,
  useBillingScene,
  world,
} from '../../support/billing-scene.ts';

useBillingScene();

const tuesday = '2026-12-15';

/** An instrument whose academic price is 60.00 an hour, and 90.00 from the instant on. */
async function raisedAt(instant: string): Promise<string> {
  const instrumentId = await instrument();
  const { body } = await api.send(`GET /price-policies?instrumentId=${instrumentId}&priceGroup=academic`, {
    token: tokens.labManager,
  });
  const token = tokens.labManager;
  await api.send(`POST /price-policies/${body.items[0].id}/end`, { token, body: { effectiveUntil: instant } });
  const raised = { instrumentId, form: 'machineTime', priceGroup: 'academic', ratePerHourFen: 9_000 };
  const made = await api.send('POST /price-policies', { token, body: { ...raised, effectiveFrom: instant } });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return instrumentId;
}

const quote = (instrumentId: string, window: { from: string; until: string }) =>
  api.send('POST /quotes', { token: tokens.booker, body: { instrumentId, form: 'machineTime', ...window } });
const hours = (from: string, until: string, day?: string) => ({ from: iso(from, day), until: iso(until, day) });

describe('the policy that prices (R23)', () => {
  test('is the one of the booked start, for the whole booking and its overage', async () => {
    const instrumentId = await raisedAt(iso('12:00'));
    for (const [from, until, owed] of [
      ['11:30', '12:30', 6_000],
      ['12:00', '13:00', 9_000],
    ] as const) {
      expect((await quote(instrumentId, hours(from, until))).body.subtotalFen).toBe(owed);
    }
    const bookingId = await booking(instrumentId, '11:00', '12:00');
    const late = await record({ bookingId, ...hours('11:00', '13:00') });
    expect(late.status).toBe(201);
    expect((await chargesOnceThere(`bookingId=${bookingId}`))[0].subtotalFen).toBe(6_000);
  });

  test('of a walk-up use is the one of its own start', async () => {
    const instrumentId = await raisedAt(iso('12:00'));
    const walkUp = { instrumentId, organisationId: world.university };
    await record({ ...walkUp, ...hours('11:59', '12:59') });
    await record({ ...walkUp, ...hours('13:00', '14:00') });
    const owed = async () => (await chargesOnceThere(`instrumentId=${instrumentId}`)).map((one) => one.subtotalFen);
    await expect.poll(async () => (await owed()).toSorted(), { timeout: 10_000 }).toEqual([6_000, 9_000]);
  });
});

describe('a price list that changes meanwhile (M4)', () => {
  test('changes nothing of what is booked, and a quote of before says so', async () => {
    const instrumentId = await instrument();
    const token = tokens.labManager;
    const first = await quote(instrumentId, hours('09:00', '10:00'));
    const bookingId = await booking(instrumentId, '09:00', '10:00', { quoteId: first.body.id });
    const second = await quote(instrumentId, hours('11:00', '12:00'));
    const { pricePolicyId } = second.body;
    const ended = await api.send(`POST /price-policies/${pricePolicyId}/end`, {
      token,
      body: { effectiveUntil: iso('08:00') },
    });
    expect(ended.status, JSON.stringify(ended.body)).toBe(200);
    const missing = await quote(instrumentId, hours('11:00', '12:00'));
    expect([missing.status, missing.body.code]).toEqual([422, 'price-missing']);
    const raised = { instrumentId, form: 'machineTime', priceGroup: 'academic', ratePerHourFen: 9_000 };
    await api.send('POST /price-policies', { token, body: { ...raised, effectiveFrom: iso('08:00') } });
    const body = { instrumentId, ...hours('11:00', '12:00'), purpose: { kind: 'research', text: '' } };
    const stale = await api.send('POST /bookings', {
      token: tokens.booker,
      body: { ...body, quoteId: second.body.id },
    });
    expect([stale.status, stale.body.code, stale.body.totalFen]).toEqual([422, 'price-changed', 9_540]);
    await record({ bookingId, ...hours('09:00', '10:00') });
    expect((await chargesOnceThere(`bookingId=${bookingId}`))[0]).toMatchObject({ subtotalFen: 6_000, pricePolicyId });
  });

  test('a quote counts until the instant at which it expires (R35)', async () => {
    const instrumentId = await instrument();
    const { body } = await quote(instrumentId, hours('09:00', '10:00', tuesday));
    const ask = { instrumentId, ...hours('09:00', '10:00', tuesday), purpose: { kind: 'research', text: '' } };
    const book = (at: number) =>
      atInstant(at, () => api.send('POST /bookings', { token: tokens.booker, body: { ...ask, quoteId: body.id } }));
    const late = await book(Date.parse(body.expiresAt));
    expect([late.status, late.body.code]).toEqual([422, 'quote-expired']);
    expect((await book(Date.parse(body.expiresAt) - 1)).status).toBe(201);
  });
});

describe('moving a booking (R28)', () => {
  test('takes the policy in force at the new start, and answers the new price', async () => {
    const instrumentId = await raisedAt(iso('12:00'));
    const bookingId = await booking(instrumentId, '09:00', '10:00');
    const moved = await api.send(`POST /bookings/${bookingId}/reschedule`, {
      token: tokens.booker,
      body: hours('13:00', '14:00'),
    });
    expect(moved.status, JSON.stringify(moved.body)).toBe(200);
    expect(moved.body).toMatchObject({ quotedSubtotalFen: 9_000, quotedTotalFen: 9_540 });
    await record({ bookingId, ...hours('13:00', '14:00') });
    expect((await chargesOnceThere(`bookingId=${bookingId}`))[0].subtotalFen).toBe(9_000);
  });
});

describe('a series (R29)', () => {
  test('charges each occurrence by itself: own set-up, steps, minimum and cap', async () => {
    const policy = {
      ...{ ratePerHourFen: 6_000, steps: [{ fromMinute: 60, ratePerHourFen: 3_000 }], setupFen: 1_000 },
      ...{ minimumFen: 8_000, capFen: 9_500 },
    };
    const instrumentId = await instrument({ policy });
    const body = {
      ...{ instrumentId, ...hours('09:00', '11:00', tuesday), purpose: { kind: 'research', text: '' } },
      ...{ rrule: 'FREQ=DAILY;COUNT=2', onConflict: 'fail' },
    };
    const series = await api.send('POST /booking-series', { token: tokens.booker, body });
    expect(series.status, JSON.stringify(series.body)).toBe(201);
    for (const { bookingId, from, until } of series.body.occurrences) {
      await record({ bookingId, from, until });
      const [charge] = await chargesOnceThere(`bookingId=${bookingId}`);
      expect(charge.lines.map((one: { kind: string; amountFen: number }) => [one.kind, one.amountFen])).toEqual([
        ['time', 9_000],
        ['setup', 1_000],
        ['cap', -500],
      ]);
    }
  });
});

describe('notice to the millisecond (M6, R36)', () => {
  test.each([
    ['48 h before', 48 * 3_600_000, 0],
    ['exactly 24 h before', 24 * 3_600_000, 0],
    ['a millisecond later', 24 * 3_600_000 - 1, 4_575],
    ['23 h 59 min before', 24 * 3_600_000 - 60_000, 4_575],
  ])('cancelled %s', async (_name, before, owed) => {
    const instrumentId = await instrument();
    const friday = hours('09:00', '10:00', '2026-12-18');
    const body = { instrumentId, ...friday, purpose: { kind: 'research', text: '' } };
    const { body: made } = await api.send('POST /bookings', { token: tokens.booker, body });
    const cancelled = await atInstant(Date.parse(friday.from) - before, () =>
      api.send(`POST /bookings/${made.id}/cancel`, { token: tokens.booker, body: { reason: 'r' } }),
    );
    expect(cancelled.body).toMatchObject({ status: 'cancelled', cancellationFeeFen: owed });
  });
});
