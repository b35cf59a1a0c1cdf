import { describe, expect, it, test } from 'vitest';
import { calendar2026, shanghai, shanghaiWindow } from '../kernel/calendar-2026.fixture.ts';
import type { Window } from '../kernel/window.ts';
import { availability, dayStrip, nextFree } from './availability.ts';
import { type BookingRules, footprint } from './booking-rules.ts';
import type { Claim } from './claim.ts';
import { daily, rulesWith } from './rules.fixture.ts';

const zone = 'Asia/Shanghai';
const calendar = calendar2026;
const now = shanghai('2026-03-10 12:00');
const wednesday = shanghaiWindow('00:00', '24:00');

function booking(rules: BookingRules, window: Window): Claim {
  return { ...footprint(rules, window), kind: 'booking' };
}

function isFree(rules: BookingRules, claims: Claim[], window: Window, at = now): boolean {
  const { free } = availability({ range: wednesday, rules, zone, calendar, claims, now: at });
  return free.some((piece) => piece.from <= window.from && window.until <= piece.until);
}

describe('a booking from 12 to 15', () => {
  const rules = rulesWith({ slotMinutes: 60, minMinutes: 60 });
  const claims = [booking(rules, shanghaiWindow('12:00', '15:00'))];

  test.each([
    ['11:00', '12:00', true],
    ['15:00', '16:00', true],
    ['11:00', '13:00', false],
    ['14:00', '16:00', false],
    ['11:00', '16:00', false],
    ['13:00', '14:00', false],
    ['12:00', '15:00', false],
    ['12:00', '13:00', false],
    ['14:00', '15:00', false],
    ['12:00', '16:00', false],
    ['11:00', '15:00', false],
    ['09:00', '11:00', true],
    ['16:00', '18:00', true],
  ])('leaves %s–%s free: %s', (from, until, expected) => {
    expect(isFree(rules, claims, shanghaiWindow(from, until))).toBe(expected);
  });
});

describe('set-up of 15 and teardown of 30 minutes', () => {
  const rules = rulesWith({ setupMinutes: 15, teardownMinutes: 30 });
  const claims = [booking(rules, shanghaiWindow('10:00', '11:00'))];

  it('of both bookings must fit between them', () => {
    expect(isFree(rules, claims, shanghaiWindow('11:30', '12:00'))).toBe(false);
    expect(isFree(rules, claims, shanghaiWindow('11:45', '12:15'))).toBe(true);
    expect(isFree(rules, claims, shanghaiWindow('09:00', '09:15'))).toBe(true);
    expect(isFree(rules, claims, shanghaiWindow('09:00', '09:30'))).toBe(false);
  });

  it('show as busy', () => {
    const { busy } = availability({ range: wednesday, rules, zone, calendar, claims, now });
    expect(busy).toEqual([{ ...shanghaiWindow('09:45', '11:30'), kind: 'booking' }]);
  });

  it('count when the other booking lies beyond the range', () => {
    const range = shanghaiWindow('11:15', '13:00');
    const { free } = availability({ range, rules, zone, calendar, claims, now });
    expect(free).toEqual([shanghaiWindow('11:45', '13:00')]);
  });
});

describe('holds and requests', () => {
  const rules = rulesWith();
  const hold: Claim = { ...shanghaiWindow('10:00', '11:00'), kind: 'hold', expiresAt: shanghai('2026-03-10 12:10') };

  it('block until they lapse and not at that instant', () => {
    expect(isFree(rules, [hold], shanghaiWindow('10:00', '11:00'), shanghai('2026-03-10 12:09:59'))).toBe(false);
    expect(isFree(rules, [hold], shanghaiWindow('10:00', '11:00'), shanghai('2026-03-10 12:10'))).toBe(true);
  });
});

describe('what is free', () => {
  it('begins after the lead time, on the grid, and ends with the horizon', () => {
    const rules = rulesWith({ slotMinutes: 30, minMinutes: 30, leadMinutes: 50, horizonDays: 1 });
    const range = { from: shanghai('2026-03-10 00:00'), until: shanghai('2026-03-13 00:00') };
    const { free } = availability({ range, rules, zone, calendar, claims: [], now: shanghai('2026-03-10 12:20') });
    expect(free).toEqual([{ from: shanghai('2026-03-10 13:30'), until: shanghai('2026-03-12 00:00') }]);
  });

  it('holds at least the shortest booking', () => {
    const rules = rulesWith({ minMinutes: 60 });
    const claims = [booking(rules, shanghaiWindow('00:00', '10:00')), booking(rules, shanghaiWindow('10:45', '20:00'))];
    const { free } = availability({ range: wednesday, rules, zone, calendar, claims, now });
    expect(free).toEqual([shanghaiWindow('20:00', '24:00')]);
  });

  it('is not cut short by the end of the range', () => {
    const rules = rulesWith({ minMinutes: 240 });
    const range = shanghaiWindow('10:00', '11:00');
    expect(availability({ range, rules, zone, calendar, claims: [], now }).free).toEqual([range]);
  });

  it('is nothing under an outage', () => {
    const outage: Claim = { ...wednesday, kind: 'calibration' };
    const found = availability({ range: wednesday, rules: rulesWith(), zone, calendar, claims: [outage], now });
    expect(found).toEqual({ open: [wednesday], busy: [outage], free: [] });
  });
});

describe('next free window', () => {
  const rules = rulesWith({ weekly: daily([['08:00', '12:00']], [1, 2, 3, 4, 5]), horizonDays: 14 });
  const claims = [
    booking(rules, shanghaiWindow('08:00', '11:00')),
    booking(rules, shanghaiWindow('09:00', '12:00', '2026-03-12')),
  ];
  const at = shanghai('2026-03-10 12:30');

  it('is the first that has room', () => {
    expect(nextFree({ rules, zone, calendar, claims, now: at })).toEqual(shanghaiWindow('11:00', '12:00'));
    expect(nextFree({ rules, zone, calendar, claims, now: at, minutes: 120 })).toEqual(
      shanghaiWindow('08:00', '12:00', '2026-03-13'),
    );
  });

  it('is null when the horizon holds none', () => {
    const whole: Claim = { from: at, until: shanghai('2026-04-30 00:00'), kind: 'loan' };
    expect(nextFree({ rules, zone, calendar, claims: [whole], now: at })).toBeNull();
  });
});

describe('strip of days', () => {
  it('says what is open, free, closed and out of service', () => {
    const rules = rulesWith({ weekly: daily([['08:00', '16:00']], [1, 2, 3, 4, 5]) });
    const claims: Claim[] = [
      booking(rules, shanghaiWindow('08:00', '10:00')),
      { ...shanghaiWindow('00:00', '24:00', '2026-03-12'), kind: 'maintenance' },
      { ...shanghaiWindow('00:00', '24:00', '2026-03-14'), kind: 'breakdown' },
    ];
    const strip = dayStrip({ firstDay: '2026-03-10', rules, zone, calendar, claims, now });
    expect(strip).toHaveLength(7);
    expect(strip[0]).toMatchObject({ openMinutes: 480, freeMinutes: 240, freePermille: 500, firstFreeAt: now });
    expect(strip[1]).toEqual({
      day: '2026-03-11',
      dayClass: 'weekday',
      openMinutes: 480,
      freeMinutes: 360,
      freePermille: 750,
      firstFreeAt: shanghai('2026-03-11 10:00'),
      isClosed: false,
      outage: null,
    });
    expect(strip[2]).toMatchObject({ freePermille: 0, firstFreeAt: null, isClosed: false, outage: 'maintenance' });
    expect(strip[4]).toMatchObject({
      dayClass: 'weekend',
      openMinutes: 0,
      freePermille: 0,
      isClosed: true,
      outage: null,
    });
  });
});
