import { describe, expect, it } from 'vitest';
import {
  addDays,
  clockText,
  dayOf,
  daysBetween,
  instantOf,
  localParts,
  parseClock,
  stepMonth,
  weekdayOf,
} from './zone.ts';

describe('the wall clock of a zone', () => {
  it.each([
    ['Asia/Shanghai', '2026-12-14', 14 * 60 + 30, '2026-12-14T06:30:00.000Z'],
    ['Asia/Urumqi', '2026-12-14', 0, '2026-12-13T18:00:00.000Z'],
    ['Asia/Shanghai', '2026-12-14', 1440, '2026-12-14T16:00:00.000Z'],
    ['America/New_York', '2026-07-01', 9 * 60, '2026-07-01T13:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-01-10', 8 * 60, '2026-01-09T21:00:00.000Z'],
  ])('%s %s, minute %i, is %s', (zone, day, minutes, expected) => {
    const at = instantOf(day, minutes, zone);
    expect(new Date(at).toISOString()).toBe(expected);
    expect(localParts(at, zone)).toEqual({ day: minutes === 1440 ? addDays(day, 1) : day, minutes: minutes % 1440 });
  });

  it('takes the time after a gap and the first of two in an overlap', () => {
    expect(new Date(instantOf('2026-03-08', 150, 'America/New_York')).toISOString()).toBe('2026-03-08T07:30:00.000Z');
    expect(new Date(instantOf('2026-11-01', 90, 'America/New_York')).toISOString()).toBe('2026-11-01T05:30:00.000Z');
  });

  it('finds the local day of an instant', () => {
    const justBeforeMidnight = Date.parse('2026-12-13T15:59:59Z');
    expect(dayOf(justBeforeMidnight, 'Asia/Shanghai')).toBe('2026-12-13');
    expect(dayOf(justBeforeMidnight + 1000, 'Asia/Shanghai')).toBe('2026-12-14');
  });
});

describe('days and clock texts', () => {
  it('counts over the ends of months and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
    expect(daysBetween('2026-02-27', '2026-03-02')).toBe(3);
    expect(stepMonth('2026-12-15', 1)).toBe('2027-01-01');
    expect(stepMonth('2026-01-31', -1)).toBe('2025-12-01');
  });

  it('knows the weekday, Monday first', () => {
    expect(weekdayOf('2026-12-14')).toBe(1);
    expect(weekdayOf('2026-12-13')).toBe(7);
  });

  it('reads and writes clock times up to 24:00', () => {
    expect(clockText(0)).toBe('00:00');
    expect(clockText(1440)).toBe('24:00');
    expect(parseClock('9:05')).toBe(545);
    expect(parseClock('24:00')).toBe(1440);
    expect(parseClock('24:30')).toBeUndefined();
    expect(parseClock('noon')).toBeUndefined();
  });
});
