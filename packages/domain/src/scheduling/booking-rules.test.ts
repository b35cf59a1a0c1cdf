import { describe, expect, it, test, vi } from 'vitest';
import { calendar2026, shanghai, shanghaiWindow } from '../kernel/calendar-2026.fixture.ts';
import { createWorkCalendar } from '../kernel/working-days.ts';
import { type BookingRules, footprint, judgeWindow, openWindows, type WindowRefusal } from './booking-rules.ts';
import { daily, rulesWith } from './rules.fixture.ts';

const zone = 'Asia/Shanghai';
const now = shanghai('2026-03-10 12:00');

function judge(rules: BookingRules, from: string, until: string, at = now): WindowRefusal[] {
  return judgeWindow({
    rules,
    zone,
    calendar: calendar2026,
    window: { from: shanghai(from), until: shanghai(until) },
    now: at,
  });
}

describe('opening hours', () => {
  const untilFive = daily([['00:00', '17:00']]);

  it('refuse a booking over midnight when the evening is closed', () => {
    const rules = rulesWith({ weekly: untilFive });
    expect(judge(rules, '2026-03-11 22:00', '2026-03-12 02:00')).toEqual(['outside-open-hours']);
  });

  it('accept it when 22–24 is added, as every minute is judged across midnight too', () => {
    const rules = rulesWith({ weekly: [...untilFive, ...daily([['22:00', '24:00']])] });
    expect(judge(rules, '2026-03-11 22:00', '2026-03-12 02:00')).toEqual([]);
    expect(judge(rules, '2026-03-11 21:45', '2026-03-12 02:00')).toEqual(['outside-open-hours']);
  });

  it('join where windows touch', () => {
    const rules = rulesWith({
      weekly: daily([
        ['08:00', '12:00'],
        ['12:00', '17:00'],
      ]),
    });
    expect(openWindows(rules, zone, calendar2026, shanghaiWindow('00:00', '24:00'))).toEqual([
      shanghaiWindow('08:00', '17:00'),
    ]);
  });

  it('close on holidays, and stay by the day of the week on a make-up Saturday', () => {
    const rules = rulesWith({ weekly: daily([['08:00', '17:00']], [1, 2, 3, 4, 5]), closedOnHolidays: true });
    const springFestival = { from: shanghai('2026-02-13 00:00'), until: shanghai('2026-02-25 00:00') };
    expect(openWindows(rules, zone, calendar2026, springFestival)).toEqual([
      shanghaiWindow('08:00', '17:00', '2026-02-13'),
      shanghaiWindow('08:00', '17:00', '2026-02-24'),
    ]);
    expect(openWindows({ ...rules, closedOnHolidays: false }, zone, calendar2026, springFestival)).toHaveLength(8);
  });

  it('follow the wall clock where it changes', () => {
    const rules = rulesWith({ weekly: daily([['00:30', '01:30']]) });
    const range = { from: Date.parse('2026-11-01T04:00Z'), until: Date.parse('2026-11-02T04:00Z') };
    // 01:00–01:30 occurs twice: once by summer time, once more an hour later.
    expect(openWindows(rules, 'America/New_York', calendar2026, range)).toEqual([
      { from: Date.parse('2026-11-01T04:30Z'), until: Date.parse('2026-11-01T05:30Z') },
      { from: Date.parse('2026-11-01T06:00Z'), until: Date.parse('2026-11-01T06:30Z') },
    ]);
  });
});

describe('why a window is refused', () => {
  const office = rulesWith({
    weekly: daily([['08:00', '20:00']], [1, 2, 3, 4, 5]),
    slotMinutes: 30,
    minMinutes: 60,
    maxMinutes: 480,
    leadMinutes: 120,
    horizonDays: 30,
  });

  test.each<[string, string, string, WindowRefusal[]]>([
    ['within everything', '2026-03-11 09:00', '2026-03-11 10:00', []],
    ['exactly the lead time', '2026-03-10 14:00', '2026-03-10 15:00', []],
    ['less than the lead time', '2026-03-10 13:30', '2026-03-10 15:00', ['too-soon']],
    ['past', '2026-03-09 09:00', '2026-03-09 10:00', ['too-soon']],
    ['on the last day of the horizon', '2026-04-09 19:00', '2026-04-09 20:00', []],
    ['after the horizon', '2026-04-10 09:00', '2026-04-10 10:00', ['too-far']],
    ['shorter than the minimum', '2026-03-11 09:00', '2026-03-11 09:30', ['too-short']],
    ['as long as the maximum', '2026-03-11 09:00', '2026-03-11 17:00', []],
    ['longer than the maximum', '2026-03-11 09:00', '2026-03-11 17:30', ['too-long']],
    ['beside the grid', '2026-03-11 09:10', '2026-03-11 10:10', ['off-grid']],
    ['with seconds', '2026-03-11 09:00:30', '2026-03-11 10:00:30', ['off-grid']],
    ['before opening', '2026-03-11 07:30', '2026-03-11 09:00', ['outside-open-hours']],
    ['on a closed day', '2026-03-14 09:00', '2026-03-14 10:00', ['outside-open-hours']],
    ['several at once', '2026-03-11 07:10', '2026-03-11 07:30', ['too-short', 'off-grid', 'outside-open-hours']],
  ])('%s', (_name, from, until, refusals) => {
    expect(judge(office, from, until)).toEqual(refusals);
  });

  it('counts the grid from local midnight, also where the slot does not divide the day', () => {
    const rules = rulesWith({ slotMinutes: 50, minMinutes: 50 });
    expect(judge(rules, '2026-03-11 00:50', '2026-03-11 01:40')).toEqual([]);
    expect(judge(rules, '2026-03-11 23:20', '2026-03-12 00:50')).toEqual([]);
    expect(judge(rules, '2026-03-12 00:10', '2026-03-12 01:00')).toEqual(['off-grid']);
  });

  it('accepts a window over the night in which the clock changes by its wall clock grid', () => {
    const window = { from: Date.parse('2026-10-03T15:00Z'), until: Date.parse('2026-10-03T16:30Z') };
    const rules = rulesWith({ slotMinutes: 60 });
    const input = { rules, zone: 'Australia/Lord_Howe', calendar: calendar2026, now: window.from - 3_600_000 };
    expect(
      judgeWindow({ ...input, window: { from: window.from - 1_800_000, until: window.until - 1_800_000 } }),
    ).toEqual([]);
    expect(judgeWindow({ ...input, window: { ...window, until: window.until } })).toEqual(['off-grid']);
  });

  test.each(['UTC', 'Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia'])(
    'is the same on a server in %s',
    (serverZone) => {
      vi.stubEnv('TZ', serverZone);
      expect(judge(office, '2026-03-11 19:00', '2026-03-11 20:00')).toEqual([]);
      expect(judge(office, '2026-03-11 19:30', '2026-03-11 20:30')).toEqual(['outside-open-hours']);
      vi.unstubAllEnvs();
    },
  );
});

describe('footprint', () => {
  it('has the set-up before and the teardown after', () => {
    const rules = rulesWith({ setupMinutes: 15, teardownMinutes: 30 });
    expect(footprint(rules, shanghaiWindow('10:00', '11:00'))).toEqual(shanghaiWindow('09:45', '11:30'));
    expect(footprint(rules, shanghaiWindow('11:45', '12:15'))).toEqual(shanghaiWindow('11:30', '12:45'));
  });
});

describe('an unpublished year', () => {
  it('follows the weekday', () => {
    const rules = rulesWith({ weekly: daily([['08:00', '09:00']], [5]), closedOnHolidays: true });
    const calendar = createWorkCalendar({ days: [{ date: '2027-01-01', isOffDay: true }], publishedYears: [2026] });
    const range = { from: shanghai('2027-01-01 00:00'), until: shanghai('2027-01-02 00:00') };
    expect(openWindows(rules, zone, calendar, range)).toHaveLength(1);
  });
});
