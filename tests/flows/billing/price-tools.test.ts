import { execute } from '@guanyi/commands/execute';
import { closePeriod, reopenPeriod } from '@guanyi/commands/ledger/change-period';
import { describe, expect, test } from 'vitest';
import {
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
import { asPerson } from '../../support/factories/world.ts';

useBillingScene();

const preview = (body: object, token = tokens.finance) => api.send('POST /price-previews', { token, body });

describe('what if', () => {
  test('prices a booking as its quote does, and names the rule behind each line', async () => {
    const instrumentId = await instrument({ policy: { setupFen: 5_000, minimumFen: 20_000, subsidyPermille: 100 } });
    const window = { from: iso('09:00'), until: iso('10:00') };
    const quote = await api.send('POST /quotes', {
      token: tokens.booker,
      body: { instrumentId, form: 'machineTime', ...window },
    });
    const reply = await preview({ instrumentId, priceGroup: 'academic', ...window });
    expect(reply.status, JSON.stringify(reply.body)).toBe(200);
    expect(reply.body).toMatchObject({
      pricePolicyId: quote.body.pricePolicyId,
      lines: quote.body.lines,
      totalFen: quote.body.totalFen,
    });
    expect(reply.body.lines.map((line: { rule: { code: string } }) => line.rule.code)).toEqual([
      'timeBooked',
      'setup',
      'minimum',
      'subsidy',
    ]);
  });

  test('prices a use that differs from its booking, under terms that are not in force yet', async () => {
    const instrumentId = await instrument();
    const body = {
      instrumentId,
      from: iso('15:00'),
      until: iso('16:00'),
      used: { from: iso('15:15'), until: iso('16:15') },
      draft: { ratePerHourFen: 12_000, steps: [{ fromMinute: 60, ratePerHourFen: 9_000 }], chargeFor: 'overage' },
    };
    const reply = await preview(body);
    expect(reply.body).toMatchObject({ subtotalFen: 14_250 });
    expect(reply.body).not.toHaveProperty('pricePolicyId');
    const wrong = await preview({ ...body, draft: { ratePerHourFen: 1, minimumFen: 10, capFen: 5 } });
    expect([wrong.status, wrong.body.code, wrong.body.errors[0].pointer]).toEqual([
      422,
      'invalid-price-policy',
      '/draft/capFen',
    ]);
  });

  test('prices a lease by its days and says where a price is missing', async () => {
    const instrumentId = await instrument();
    const days = { form: 'termLease', firstDay: '2026-12-14', lastDay: '2026-12-16' };
    const missing = await preview({ instrumentId, ...days });
    expect([missing.status, missing.body.code]).toEqual([422, 'price-missing']);
    const lease = await preview({ instrumentId, ...days, draft: { perDayFen: 80_000, taxCategory: 'vat13' } });
    expect(lease.body).toMatchObject({ subtotalFen: 240_000, taxFen: 31_200 });
    const backward = await preview({ instrumentId, ...days, firstDay: '2026-12-17', draft: {} });
    expect([backward.status, backward.body.code]).toEqual([400, 'invalid-window']);
  });
});

test('a cost sheet says what a machine hour costs and which rates would cover it', async () => {
  const reply = await api.send('POST /cost-sheets', {
    token: tokens.labManager,
    body: {
      valueFen: 180_000_000,
      depreciationYears: 10,
      ratedHoursPerYear: 1_600,
      consumablesPerHourFen: 4_550,
      shares: [{ priceGroup: 'enterprise', permille: 1_200 }],
      stepFen: 100,
    },
  });
  expect(reply.body).toMatchObject({
    perHourFen: 15_800,
    proposals: [{ priceGroup: 'enterprise', ratePerHourFen: 19_000 }],
  });
  const none = await api.send('POST /cost-sheets', {
    token: tokens.labManager,
    body: { valueFen: 1, depreciationYears: 0, ratedHoursPerYear: 1_600 },
  });
  expect(none.status).toBe(400);
});

test('a price that was set by a cost sheet keeps it, and prints it as evidence for the own side alone', async () => {
  const instrumentId = await instrument();
  const costSheet = { valueFen: 180_000_000, depreciationYears: 10, ratedHoursPerYear: 1_600 };
  const policy = {
    instrumentId,
    form: 'sample',
    priceGroup: 'academic',
    effectiveFrom: iso('08:00'),
    perSampleFen: 100,
  };
  const create = (priceGroup: string, more: object) =>
    api.send('POST /price-policies', { token: tokens.labManager, body: { ...policy, priceGroup, ...more } });
  const { status, body } = await create('academic', { costSheet });
  expect([status, body.hasCostSheet], JSON.stringify(body)).toEqual([201, true]);
  const file = (id: string, token: string, locale = 'zh-CN') =>
    api.app.inject({
      url: `/api/v1/price-policies/${id}/file`,
      headers: { authorization: `Bearer ${token}`, 'accept-language': locale },
    });
  const first = await file(body.id, tokens.labManager);
  expect([first.statusCode, first.headers['content-type']]).toEqual([200, 'application/pdf']);
  expect(first.rawPayload.toString('latin1')).toMatch(/pdfaid:part>2</);
  await api.database.sql`UPDATE instruments SET name_zh = '改名' WHERE id = ${instrumentId}`;
  expect((await file(body.id, tokens.finance)).rawPayload.equals(first.rawPayload)).toBe(true);
  expect((await file(body.id, tokens.finance, 'en')).rawPayload.equals(first.rawPayload)).toBe(false);
  expect((await file(body.id, tokens.booker)).statusCode).toBe(403);
  const told = (await api.send(`GET /contract-verifications/${body.id}`)).body;
  expect(told).toMatchObject({ isGenuine: true, kind: 'costSheet', status: 'issued' });
  expect(Object.keys(told).sort()).toEqual(['isGenuine', 'issuedAt', 'issuer', 'kind', 'number', 'status']);
  const wrong = `GET /contract-verifications/${body.id}?hash=${'f'.repeat(64)}`;
  expect((await api.send(wrong)).body).toEqual({ number: body.id, isGenuine: false });
  const list = await api.send(`GET /price-policies?instrumentId=${instrumentId}`, { token: tokens.booker });
  expect(JSON.stringify(list.body)).not.toContain('180000000');
  const without = await create('enterprise', {});
  expect((await file(without.body.id, tokens.labManager)).json().code).toBe('cost-sheet-missing');
});

describe('a month that finance has closed', () => {
  const change = (command: typeof closePeriod) =>
    execute(api.database, asPerson(world.finance, api.clock.now()), command, {
      districtId: world.districtId,
      period: '2026-12',
    });

  test('takes no late entry, and a correction stands in the present one', async () => {
    const instrumentId = await instrument();
    const bookingId = await booking(instrumentId, '09:00', '10:00');
    await record({ bookingId, from: iso('09:00'), until: iso('10:00') });
    const open = await record({ instrumentId, organisationId: world.university, from: iso('08:00') });
    const [charge] = await chargesOnceThere(`bookingId=${bookingId}`);
    expect((await change(closePeriod)).ok).toBe(true);
    const walkUp = { instrumentId, organisationId: world.university, from: iso('09:00'), until: iso('09:30') };
    const late = await record(walkUp);
    expect([late.status, late.body.code]).toEqual([422, 'period-closed']);
    const end = { token: tokens.keeper, body: { until: iso('09:00') } };
    expect((await api.send(`POST /usage-records/${open.body.id}/complete`, end)).body.code).toBe('period-closed');
    const body = { amountFen: -100, reason: '更正' };
    await api.send(`POST /charges/${charge.id}/adjust`, { token: tokens.finance, body });
    expect((await charges(`refersToChargeId=${charge.id}`))[0].occurredAt).toBe(
      new Date(api.clock.now()).toISOString(),
    );
    await change(reopenPeriod);
    expect((await record(walkUp)).status).toBe(201);
  });
});
