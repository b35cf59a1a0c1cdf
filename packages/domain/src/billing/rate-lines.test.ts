import { describe, expect, it, test } from 'vitest';
import { calendar2026 } from '../kernel/calendar-2026.fixture.ts';
import { rateAdjustment, voucherCoverFen } from './adjustment.ts';
import { type PriceTerms, SERVICE_WAYS } from './price-policy.ts';
import { rateQuote, rateUsage } from './rate.ts';
import { amounts, bill, quote, taxes, termsWith, wednesday } from './terms.fixture.ts';

describe('the operator (R13)', () => {
  const terms = { operatorPerHourFen: 10_000 };

  it('is owed for the billed minutes, without factor', () => {
    const rating = bill(terms, 'overage', wednesday('16:00–18:00'), wednesday('16:15–18:15'), { serviceWay: 'guided' });
    expect(amounts(rating)).toEqual({ time: 12_000, operator: 22_500 });
    expect(rating.lines[1]).toMatchObject({ quantity: 135, unitPriceFen: 10_000, rule: { code: 'operator' } });
  });

  test.each(SERVICE_WAYS.map((way) => [way, way !== 'selfOperated'] as const))(
    'service way %s owes it: %s',
    (serviceWay, owed) => {
      expect('operator' in amounts(quote(terms, wednesday('15:00–16:00'), { serviceWay }))).toBe(owed);
    },
  );

  it('is not owed when the service way is not said', () => {
    expect(amounts(quote(terms, wednesday('15:00–16:00')))).toEqual({ time: 6_000 });
  });
});

describe('set-up and samples (R14, R24)', () => {
  it('count toward the minimum', () => {
    expect(amounts(quote({ setupFen: 5_000, minimumFen: 10_000 }, wednesday('15:00–15:30')))).toEqual({
      time: 3_000,
      setup: 5_000,
      minimum: 2_000,
    });
  });

  it('of machine time know no factor', () => {
    const rating = quote({ setupFen: 5_000, perSampleFen: 300 }, wednesday('17:00–18:00'), { samples: 4 });
    expect(amounts(rating)).toEqual({ time: 4_800, sample: 1_200, setup: 5_000 });
  });

  it('are all that a sample order pays', () => {
    const terms = {
      form: 'sample',
      perSampleFen: 12_345,
      setupFen: 5_000,
      operatorPerHourFen: 10_000,
      taxCategory: 'vat6',
    } as const;
    const rating = quote(terms, wednesday('15:00–16:00'), { samples: 7, serviceWay: 'commissioned' });
    expect(amounts(rating)).toEqual({ sample: 86_415, setup: 5_000 });
    expect(taxes(rating)).toEqual({ sample: 5_185, setup: 300 });
    expect(rating).toMatchObject({ subtotalFen: 91_415, taxFen: 5_485, totalFen: 96_900 });
    const used = rateUsage({
      terms: termsWith(terms),
      zone: 'Asia/Shanghai',
      calendar: calendar2026,
      booked: null,
      used: wednesday('15:00–15:10'),
      samples: 7,
    });
    expect(used.totalFen).toBe(rating.totalFen);
  });
});

describe('a term lease (R24)', () => {
  const terms = termsWith({ form: 'termLease', perDayFen: 80_000, perSampleFen: 100, taxCategory: 'vat13' });
  const place = { terms, zone: 'Asia/Shanghai', calendar: calendar2026 };

  it('pays calendar days, first and last included, without factors', () => {
    const rating = rateQuote({ ...place, firstDay: '2026-02-14', lastDay: '2026-02-16', samples: 3 });
    expect(amounts(rating)).toEqual({ day: 240_000 });
    expect(rating).toMatchObject({ subtotalFen: 240_000, taxFen: 31_200, totalFen: 271_200 });
  });

  it('is never priced for a window or for days that run backward', () => {
    expect(() => rateQuote({ ...place, window: wednesday('15:00–16:00') })).toThrow(RangeError);
    expect(() => rateQuote({ ...place, firstDay: '2026-02-16', lastDay: '2026-02-14' })).toThrow(RangeError);
  });
});

describe('the order of lines (R15, R16, R17, R18, M2)', () => {
  it('is sum, minimum, cap, subsidy, tax', () => {
    const terms: Partial<PriceTerms> = {
      timeFactors: [],
      setupFen: 5_000,
      capFen: 15_000,
      subsidyPermille: 100,
      taxCategory: 'vat6',
    };
    const rating = quote(terms, wednesday('15:00–17:00'));
    expect(amounts(rating)).toEqual({ time: 12_000, setup: 5_000, cap: -2_000, subsidy: -1_500 });
    expect(taxes(rating)).toEqual({ time: 720, setup: 300, cap: -120, subsidy: -90 });
    expect(rating).toMatchObject({ subtotalFen: 13_500, taxFen: 810, totalFen: 14_310 });
  });

  it('takes the subsidy of everything but tax and keeps its ratio when the minimum applies', () => {
    const rating = quote({ minimumFen: 10_000, subsidyPermille: 200, taxCategory: 'vat6' }, wednesday('15:00–16:00'));
    expect(amounts(rating)).toEqual({ time: 6_000, minimum: 4_000, subsidy: -2_000 });
    expect(taxes(rating)).toEqual({ time: 360, minimum: 240, subsidy: -120 });
    expect(rating).toMatchObject({ subtotalFen: 8_000, taxFen: 480, totalFen: 8_480 });
  });

  it('rounds a subsidy half up by its magnitude', () => {
    const rating = quote({ ratePerHourFen: 1_005, subsidyPermille: 500 }, wednesday('15:00–16:00'));
    expect(amounts(rating)).toEqual({ time: 1_005, subsidy: -503 });
    expect(rating.subtotalFen).toBe(502);
  });

  it('taxes and rounds line by line, never on the sum', () => {
    const rating = quote({ ratePerHourFen: 25, setupFen: 25, taxCategory: 'vat6' }, wednesday('15:00–16:00'));
    expect(taxes(rating)).toEqual({ time: 2, setup: 2 });
    expect(rating.taxFen).toBe(4);
  });

  test.each([
    ['vat6', 600],
    ['vat13', 1_300],
    ['vat9', 900],
    ['vat3', 300],
    ['vat1', 100],
    ['exempt', 0],
  ] as const)('%s of 100.00 is %i fen', (taxCategory, taxFen) => {
    expect(quote({ ratePerHourFen: 10_000, taxCategory }, wednesday('15:00–16:00')).taxFen).toBe(taxFen);
  });

  it('keeps the time line of a free hour, so that its minutes are seen', () => {
    expect(amounts(quote({ ratePerHourFen: 0, taxCategory: 'vat6' }, wednesday('15:00–16:00')))).toEqual({ time: 0 });
  });
});

describe('adjustments (R33)', () => {
  it('are taxed by the category of the charge', () => {
    const outcome = rateAdjustment({ amountFen: -100, leftFen: 10_000, taxCategory: 'vat6' });
    expect(outcome).toMatchObject({ ok: true, rating: { subtotalFen: -100, taxFen: -6, totalFen: -106 } });
  });

  test.each([
    ['nothing', 0],
    ['more than is left', -10_001],
  ])('of %s are refused', (_name, amountFen) => {
    const outcome = rateAdjustment({ amountFen, leftFen: 10_000, taxCategory: 'vat6' });
    expect(outcome).toEqual({ ok: false, code: 'adjustment-out-of-range' });
  });
});

describe('a voucher (R34)', () => {
  test.each([
    ['covers its share, cut down', 8_481, 500, 100_000, 4_240],
    ['never more than is left', 84_800, 500, 10_000, 10_000],
    ['nothing when nothing is left', 84_800, 500, 0, 0],
    ['nothing of a credit', -500, 500, 10_000, 0],
  ])('%s', (_name, totalFen, sharePermille, leftFen, covered) => {
    expect(voucherCoverFen({ totalFen, sharePermille, leftFen })).toBe(covered);
  });
});
