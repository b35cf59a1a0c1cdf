import { describe, expect, it, test, vi } from 'vitest';
import { shanghai } from '../kernel/calendar-2026.fixture.ts';
import type { ChargeBasis, PriceTerms, TimeFactor } from './price-policy.ts';
import { amounts, bill, quote, stepped, wednesday } from './terms.fixture.ts';

const weekendAndHoliday: TimeFactor[] = [
  { days: 'holiday', from: '00:00', until: '24:00', permille: 2_000 },
  { days: 'weekend', from: '00:00', until: '24:00', permille: 1_500 },
];
const bases: ChargeBasis[] = ['booked', 'used', 'overage'];

describe('what each basis bills, at 60.00 an hour with 20 % off from 17:00 (R1, R2)', () => {
  test.each([
    ['15:00–16:00', '15:15–15:45', 6_000, 3_000, 6_000],
    ['15:00–16:00', '15:15–16:15', 6_000, 6_000, 7_500],
    ['16:00–18:00', '16:00–18:15', 10_800, 12_000, 12_000],
    ['15:00–16:00', '14:50–16:00', 6_000, 7_000, 6_000],
    ['16:00–17:00', '16:00–17:30', 6_000, 8_400, 8_400],
  ])('booked %s, used %s', (booked, used, ...expected) => {
    const owed = bases.map((basis) => bill({}, basis, wednesday(booked), wednesday(used)).subtotalFen);
    expect(owed).toEqual(expected);
  });

  it('a gap between booked end and use is not billed', () => {
    expect(bill({ timeFactors: [] }, 'overage', wednesday('15:00–16:00'), wednesday('16:30–17:00')).subtotalFen).toBe(
      9_000,
    );
  });

  it('a walk-up use is billed by itself on every basis', () => {
    for (const basis of bases) {
      const rating = bill({}, basis, null, wednesday('16:30–17:30'));
      expect(rating.subtotalFen).toBe(5_400);
      expect(rating.lines[0]!.rule).toEqual({ code: 'timeUsed', params: { minutes: 60, ratePerHourFen: 6_000 } });
    }
  });

  it('a quote prices the booked window on every basis (R25)', () => {
    for (const chargeFor of bases) expect(quote({ chargeFor }, wednesday('16:00–18:00')).subtotalFen).toBe(10_800);
  });
});

describe('minimum of 100.00, applied once, after the overage (M1)', () => {
  test.each<[ChargeBasis, string, string, number]>([
    ['booked', '15:00–16:00', '15:15–15:45', 10_000],
    ['used', '15:00–16:00', '15:15–15:45', 10_000],
    ['overage', '15:00–16:00', '15:15–16:15', 10_000],
    ['used', '16:00–18:00', '16:15–17:45', 10_000],
    ['booked', '16:00–18:00', '16:15–17:45', 10_800],
    ['overage', '16:00–18:00', '16:15–17:45', 10_800],
  ])('by %s, booked %s, used %s', (basis, booked, used, owed) => {
    expect(bill({ minimumFen: 10_000 }, basis, wednesday(booked), wednesday(used)).subtotalFen).toBe(owed);
  });
});

describe('steps (R3, R4)', () => {
  test.each<[string, Partial<PriceTerms>, ChargeBasis, string, string, number]>([
    ['run on into the overage', {}, 'overage', '15:00–16:00', '15:15–16:15', 14_250],
    ['by use start at the used start', {}, 'used', '15:00–16:00', '15:15–16:15', 12_000],
  ])('%s', (_name, changes, basis, booked, used, owed) => {
    expect(bill({ ...stepped, ...changes }, basis, wednesday(booked), wednesday(used)).subtotalFen).toBe(owed);
  });

  it('multiply with factors and do not restart at a factor border', () => {
    const rating = quote(stepped, wednesday('16:30–18:30'));
    expect(rating.subtotalFen).toBe(18_000);
    expect(
      rating.lines[0]!.parts.map(({ minutes, ratePerHourFen, permille }) => [minutes, ratePerHourFen, permille]),
    ).toEqual([
      [30, 12_000, 1_000],
      [30, 12_000, 800],
      [60, 9_000, 800],
    ]);
  });

  it('do not restart at midnight', () => {
    const night = { from: shanghai('2026-03-11 23:30'), until: shanghai('2026-03-12 01:30') };
    expect(quote({ ...stepped, timeFactors: [] }, night).subtotalFen).toBe(21_000);
  });

  it('do not advance in a gap that is not billed', () => {
    const rating = bill({ ...stepped, timeFactors: [] }, 'overage', wednesday('15:00–15:30'), wednesday('18:00–19:00'));
    expect(rating.subtotalFen).toBe(6_000 + 6_000 + 4_500);
  });
});

describe('factors (R5, R6, R7, R8, R9, C18)', () => {
  it('multiply the rate', () => {
    expect(quote({}, wednesday('17:00–18:00')).subtotalFen).toBe(4_800);
    expect(
      quote({ timeFactors: [{ days: 'any', from: '00:00', until: '24:00', permille: 0 }] }, wednesday('17:00–18:00'))
        .subtotalFen,
    ).toBe(0);
  });

  it('the first of the list that matches counts alone', () => {
    const peak: TimeFactor = { days: 'weekday', from: '18:00', until: '20:00', permille: 1_500 };
    const late: TimeFactor = { days: 'any', from: '17:00', until: '24:00', permille: 800 };
    expect(quote({ timeFactors: [peak, late] }, wednesday('17:00–19:00')).subtotalFen).toBe(13_800);
    expect(quote({ timeFactors: [late, peak] }, wednesday('17:00–19:00')).subtotalFen).toBe(9_600);
  });

  it('each instant is judged by the class of its own local day', () => {
    const timeFactors: TimeFactor[] = [{ days: 'holiday', from: '00:00', until: '24:00', permille: 2_000 }];
    const night = { from: shanghai('2026-02-14 22:00'), until: shanghai('2026-02-15 02:00') };
    expect(quote({ timeFactors }, night).subtotalFen).toBe(36_000);
  });

  test.each([
    ['a make-up Saturday', '2026-02-14 10:00', '2026-02-14 12:00', 12_000],
    ['a holiday Monday', '2026-02-16 10:00', '2026-02-16 12:00', 24_000],
    ['a Saturday off by the notice', '2026-02-21 10:00', '2026-02-21 12:00', 24_000],
    ['an ordinary Saturday', '2026-03-07 10:00', '2026-03-07 12:00', 18_000],
    ['make-up Saturday, holiday Sunday, holiday Monday', '2026-02-14 20:00', '2026-02-16 04:00', 360_000],
  ])('%s', (_name, from, until, owed) => {
    expect(
      quote({ timeFactors: weekendAndHoliday }, { from: shanghai(from), until: shanghai(until) }).subtotalFen,
    ).toBe(owed);
  });

  test.each([
    [
      'an hour that occurs twice counts twice',
      '2026-11-01T00:30-04:00',
      '2026-11-01T03:30-05:00',
      '01:00',
      '02:00',
      240,
      18_000,
    ],
    [
      'an hour that is skipped is not billed',
      '2026-03-08T01:30-05:00',
      '2026-03-08T03:30-04:00',
      '02:00',
      '03:00',
      60,
      6_000,
    ],
  ])('%s', (_name, from, until, factorFrom, factorUntil, minutes, owed) => {
    const timeFactors: TimeFactor[] = [{ days: 'any', from: factorFrom, until: factorUntil, permille: 500 }];
    const window = { from: Date.parse(from), until: Date.parse(until) };
    const rating = quote({ timeFactors }, window, { zone: 'America/New_York' });
    expect(rating.lines[0]).toMatchObject({ quantity: minutes, amountFen: owed });
  });
});

describe('seconds (R10, R11, R37, M3)', () => {
  test.each([
    ['12:00:10–12:00:20', 1],
    ['12:00:50–12:01:10', 1],
    ['12:00:00–12:02:50', 2],
    ['12:00:00–12:02:00', 2],
  ])('%s is %i whole minutes', (used, minutes) => {
    expect(bill({}, 'used', null, wednesday(used)).lines[0]).toMatchObject({
      quantity: minutes,
      amountFen: minutes * 100,
    });
  });

  test.each([
    ['are cut at the end, before the factor border is looked for', '16:59:30–17:01:15', 90],
    ['make parts to the millisecond', '16:59:50–17:00:05', 83],
  ])('%s', (_name, used, owed) => {
    const rating = bill({}, 'used', null, wednesday(used));
    expect(rating.lines[0]).toMatchObject({ quantity: 1, amountFen: owed });
    expect(rating.lines[0]!.parts.reduce((sum, part) => sum + part.minutes, 0)).toBe(1);
  });

  test.each([
    ['15:00–16:00:59', 6_000],
    ['15:00–16:01:00', 6_100],
    ['15:00–16:01:59', 6_100],
  ])('of overage count with the whole billed time: used %s', (used, owed) => {
    expect(bill({}, 'overage', wednesday('15:00–16:00'), wednesday(used)).subtotalFen).toBe(owed);
  });
});

describe('one line (R12, R30)', () => {
  it('holds all machine time and is rounded once', () => {
    const timeFactors: TimeFactor[] = [{ days: 'any', from: '17:00', until: '24:00', permille: 500 }];
    const rating = quote({ ratePerHourFen: 102, timeFactors }, wednesday('16:45–17:15'));
    expect(amounts(rating)).toEqual({ time: 38 });
    expect(rating.lines[0]!.parts).toHaveLength(2);
  });

  it('names its parts and its rule', () => {
    const line = quote({}, wednesday('16:00–18:00')).lines[0]!;
    expect(line).toMatchObject({ kind: 'time', quantity: 120, unit: 'minute', unitPriceFen: 6_000 });
    expect(line.rule).toEqual({ code: 'timeBooked', params: { minutes: 120, ratePerHourFen: 6_000 } });
    expect(line.parts).toEqual([
      { ...wednesday('16:00–17:00'), minutes: 60, ratePerHourFen: 6_000, permille: 1_000 },
      { ...wednesday('17:00–18:00'), minutes: 60, ratePerHourFen: 6_000, permille: 800 },
    ]);
  });
});

test.each(['UTC', 'Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia'])(
  'a server in %s bills the same',
  (serverZone) => {
    vi.stubEnv('TZ', serverZone);
    expect(quote({}, wednesday('16:00–18:00')).subtotalFen).toBe(10_800);
    const days = { from: shanghai('2026-02-14 20:00'), until: shanghai('2026-02-16 04:00') };
    expect(quote({ timeFactors: weekendAndHoliday }, days).subtotalFen).toBe(360_000);
    vi.unstubAllEnvs();
  },
);
