import { describe, expect, it, test } from 'vitest';
import { shanghai, shanghaiWindow } from '../kernel/calendar-2026.fixture.ts';
import { checkPolicy } from './check-policy.ts';
import { type PricedCustomer, type PricePolicy, policyInForce, priceGroupOf } from './price-policy.ts';
import { policyWith, quote } from './terms.fixture.ts';

describe('a price policy', () => {
  test.each<[string, Partial<PricePolicy>]>([
    ['nothing but zeros', { ratePerHourFen: 0, timeFactors: [], cancellation: { noticeHours: 0, feeFen: 0 } }],
    ['a step from the first minute', { steps: [{ fromMinute: 1, ratePerHourFen: 0 }] }],
    ['a factor to midnight, and free', { timeFactors: [{ days: 'any', from: '00:00', until: '24:00', permille: 0 }] }],
    ['a cap at the minimum', { minimumFen: 500, capFen: 500 }],
    ['no cap', { capFen: undefined }],
    ['the full price as fee', { cancellation: { noticeHours: 24, fullPrice: true } }],
    ['an end', { effectiveFrom: 1_000, effectiveUntil: 1_001 }],
  ])('may say: %s', (_name, changes) => {
    expect(checkPolicy(policyWith(changes))).toEqual([]);
  });

  const step = (fromMinute: number) => ({ fromMinute, ratePerHourFen: 100 });
  const factor = (from: string, until: string) => ({ days: 'any' as const, from, until, permille: 1_000 });
  test.each<[string, Partial<PricePolicy>, string, string]>([
    ['a negative rate', { ratePerHourFen: -1 }, 'out-of-range', '/ratePerHourFen'],
    ['half a fen', { setupFen: 0.5 }, 'out-of-range', '/setupFen'],
    ['a subsidy above the price', { subsidyPermille: 1_001 }, 'out-of-range', '/subsidyPermille'],
    ['a step from minute 0', { steps: [step(0)] }, 'steps-not-rising', '/steps/0/fromMinute'],
    ['equal steps', { steps: [step(60), step(60)] }, 'steps-not-rising', '/steps/1/fromMinute'],
    ['falling steps', { steps: [step(60), step(30)] }, 'steps-not-rising', '/steps/1/fromMinute'],
    ['a factor over midnight', { timeFactors: [factor('22:00', '06:00')] }, 'backward-window', '/timeFactors/0/until'],
    ['an empty factor', { timeFactors: [factor('22:00', '22:00')] }, 'backward-window', '/timeFactors/0/until'],
    ['a factor past midnight', { timeFactors: [factor('22:00', '25:00')] }, 'invalid-time', '/timeFactors/0/until'],
    ['a cap below the minimum', { minimumFen: 500, capFen: 499 }, 'cap-below-minimum', '/capFen'],
    ['an end before its start', { effectiveFrom: 1_000, effectiveUntil: 1_000 }, 'backward-period', '/effectiveUntil'],
    ['negative notice', { cancellation: { noticeHours: -1, feeFen: 0 } }, 'out-of-range', '/cancellation/noticeHours'],
  ])('may not say: %s', (_name, changes, code, pointer) => {
    expect(checkPolicy(policyWith(changes))).toMatchObject([{ code, pointer }]);
  });

  it('needs one kind of cancellation fee', () => {
    const neither = { noticeHours: 24 } as PricePolicy['cancellation'];
    expect(checkPolicy(policyWith({ cancellation: neither }))).toMatchObject([{ code: 'fee-ambiguous' }]);
  });
});

describe('the policy in force (R23, M5)', () => {
  const noon = shanghai('2026-03-11 12:00');
  const early = policyWith({ effectiveUntil: noon });
  const late = policyWith({ effectiveFrom: noon, ratePerHourFen: 9_000 });
  const wanted = { form: 'machineTime', priceGroup: 'academic' } as const;

  test.each([
    ['11:59', '12:59', 6_000],
    ['12:00', '13:00', 9_000],
  ])('is chosen by the booked start for the whole booking: %s–%s', (from, until, owed) => {
    const window = shanghaiWindow(from, until);
    const policy = policyInForce([late, early], { ...wanted, at: window.from });
    expect(policy && quote(policy, window).subtotalFen).toBe(owed);
  });

  it('is missing rather than another group, form or period', () => {
    expect(policyInForce([early], { ...wanted, at: noon })).toBeNull();
    expect(policyInForce([late], { ...wanted, priceGroup: 'sme', at: noon })).toBeNull();
    expect(policyInForce([late], { ...wanted, form: 'sample', at: noon })).toBeNull();
  });
});

describe('the price group (R26)', () => {
  const customer = (changes: Partial<PricedCustomer>): PricedCustomer => ({
    organisationId: 'c',
    kind: 'enterprise',
    ...changes,
  });

  test.each([
    [customer({ kind: 'university' }), 'academic'],
    [customer({ kind: 'institute' }), 'academic'],
    [customer({}), 'enterprise'],
    [customer({ isVerifiedSme: true }), 'sme'],
    [customer({ kind: 'customsDistrict', organisationId: 'owner' }), 'internal'],
    [customer({ kind: 'customsDistrict', organisationId: 'other' }), 'partner'],
    [customer({ isAllianceMember: true }), 'partner'],
    [customer({ kind: 'government' }), 'partner'],
  ])('of %j is %s', (who, group) => {
    expect(priceGroupOf(who, 'owner')).toBe(group);
  });
});
