import { beforeAll, describe, expect, test } from 'vitest';
import {
  api,
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

const policyOf = (instrumentId: string, more: object = {}) => ({
  ...{ instrumentId, form: 'sample', priceGroup: 'academic', effectiveFrom: iso('08:00'), perSampleFen: 100 },
  ...more,
});
const send = (path: string, body: object, token = tokens.finance) => api.send(`POST ${path}`, { token, body });

const wrong = [
  ['below zero', -1],
  ['huge', 1e17],
  ['a part of a fen', 0.5],
  ['text', '100'],
  ['nothing at all', null],
] as const;

describe('an amount that is wrong', () => {
  let instrumentId: string;
  let bookingId: string;
  let chargeId: string;
  let paymentId: string;
  beforeAll(async () => {
    instrumentId = await instrument();
    bookingId = await booking(instrumentId, '09:00', '10:00');
    await record({ bookingId, from: iso('09:00'), until: iso('10:00') });
    chargeId = (await chargesOnceThere(`bookingId=${bookingId}`))[0].id;
    const receipt = {
      organisationId: world.university,
      amountFen: 10_000,
      receivedOn: '2026-12-14',
      reference: 'good',
    };
    paymentId = (await send('/payments', receipt)).body.id;
  });

  test.each(wrong)(
    'because it is %s is refused by everything that takes money, and nothing is changed',
    async (_name, amountFen) => {
      const organisationId = world.university;
      const share = { organisationId, basisPoints: amountFen };
      const programme = { name: 'P', region: '37', year: 2026, sharePermille: 500, modes: ['rent'], settle: 'deduct' };
      const asked: [string, object][] = [
        ['/price-policies', policyOf(instrumentId, { perSampleFen: amountFen })],
        ['/price-policies', policyOf(instrumentId, { subsidyPermille: amountFen })],
        ['/cost-sheets', { valueFen: amountFen, depreciationYears: 10, ratedHoursPerYear: 1_000 }],
        ['/payments', { organisationId, amountFen, receivedOn: '2026-12-14', reference: 'x' }],
        [`/payments/${paymentId}/refund`, { amountFen, reason: 'r' }],
        [`/payments/${paymentId}/allocate`, { allocations: [{ statementId: paymentId, amountFen }] }],
        [`/charges/${chargeId}/split`, { shares: [share, share], reason: 'r' }],
        ['/credit-limits', { organisationId, limitFen: amountFen }],
        ['/voucher-programmes', { ...programme, capPerOrganisationFen: amountFen }],
      ];
      // An adjustment may be below zero: that is what it is for.
      if (amountFen !== -1) asked.push([`/charges/${chargeId}/adjust`, { amountFen, reason: 'r' }]);
      for (const [path, body] of asked) {
        const reply = await send(path, body);
        expect([path, body, reply.status, reply.body.code]).toEqual([path, body, 400, 'invalid-input']);
        expect(reply.body.errors[0].pointer).toMatch(/^\//);
      }
      const after = await api.send(`GET /charges?bookingId=${bookingId}`, { token: tokens.finance });
      expect(after.body.items).toHaveLength(1);
      const kept = await api.send(`GET /payments/${paymentId}`, { token: tokens.finance });
      expect(kept.body).toMatchObject({ unallocatedFen: 10_000, refunds: [], version: 1 });
    },
  );
});

describe('price policies that overlap', () => {
  test('are refused: one per instrument, form and group at a time, also when two come at once', async () => {
    const instrumentId = await instrument();
    const create = (more: object) => send('/price-policies', policyOf(instrumentId, more), tokens.labManager);
    const both = await Promise.all([create({}), create({ effectiveFrom: iso('09:00') })]);
    expect(both.map((reply) => reply.status).sort()).toEqual([201, 409]);
    expect(both.find((reply) => reply.status === 409)!.body.code).toBe('policy-overlap');
    const early = await create({ effectiveFrom: '2019-01-01T00:00:00Z', effectiveUntil: '2026-12-14T01:00:01Z' });
    expect([early.status, early.body.code]).toEqual([409, 'policy-overlap']);
    // Half open: one may end where the other begins.
    const { effectiveFrom } = both.find((reply) => reply.status === 201)!.body;
    const before = await create({ effectiveFrom: '2019-01-01T00:00:00Z', effectiveUntil: effectiveFrom });
    expect(before.status, JSON.stringify(before.body)).toBe(201);
    expect((await create({ priceGroup: 'enterprise' })).status).toBe(201);
  });

  test('and periods that run backward are refused', async () => {
    const instrumentId = await instrument();
    const reply = await send('/price-policies', policyOf(instrumentId, { effectiveUntil: iso('08:00') }));
    expect([reply.status, reply.body.code]).toEqual([400, 'invalid-window']);
  });
});

test('a payment into a closed month is refused and leaves nothing; it is taken once the month is open again', async () => {
  const district = { districtId: world.districtId };
  const late = { organisationId: world.university, amountFen: 100, receivedOn: '2026-11-05', reference: 'late' };
  expect((await send('/ledger/periods/2026-11/close', district)).status).toBe(200);
  const refused = await send('/payments', late);
  expect([refused.status, refused.body.code]).toEqual([422, 'period-closed']);
  const { body } = await api.send('GET /payments?q=late', { token: tokens.finance });
  expect(body.items).toEqual([]);
  await send('/ledger/periods/2026-11/reopen', district);
  expect((await send('/payments', late)).status).toBe(201);
});
