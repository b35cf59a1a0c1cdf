import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it, test } from 'vitest';
import { shanghai } from '../kernel/calendar-2026.fixture.ts';
import { localDay, minutesOfDayAt } from '../kernel/local-time.ts';
import { expandSeries } from './recurrence.ts';

const far = Date.parse('2040-01-01T00:00Z');

function starts(rrule: string, from: string, zone = 'Asia/Shanghai', horizon = far): string[] | string {
  const start = zone === 'Asia/Shanghai' ? shanghai(from) : Date.parse(from);
  const found = expandSeries({ rrule, zone, first: { from: start, until: start + 3_600_000 }, horizon });
  return found.ok ? found.occurrences.map((one) => localDay(zone, one.from)) : found.code;
}

describe('a series', () => {
  test.each([
    ['FREQ=DAILY;COUNT=3', '2026-03-11 09:00', ['2026-03-11', '2026-03-12', '2026-03-13']],
    ['RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3', '2026-03-11 09:00', ['2026-03-11', '2026-03-25', '2026-04-08']],
    ['FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4', '2026-03-11 09:00', ['2026-03-11', '2026-03-16', '2026-03-18', '2026-03-23']],
    // A month without a 31st is skipped.
    ['FREQ=MONTHLY;COUNT=4', '2026-01-31 09:00', ['2026-01-31', '2026-03-31', '2026-05-31', '2026-07-31']],
    ['FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3', '2026-01-31 09:00', ['2026-01-31', '2026-02-28', '2026-03-31']],
    ['FREQ=MONTHLY;BYDAY=2TU;COUNT=3', '2026-03-10 09:00', ['2026-03-10', '2026-04-14', '2026-05-12']],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2', '2026-03-11 09:00', ['2026-03-31', '2026-04-30']],
    ['FREQ=YEARLY;COUNT=2', '2028-02-29 09:00', ['2028-02-29', '2032-02-29']],
    ['FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;COUNT=2', '2026-03-11 09:00', ['2026-03-29', '2027-03-28']],
    ['FREQ=WEEKLY;UNTIL=20260325', '2026-03-11 09:00', ['2026-03-11', '2026-03-18', '2026-03-25']],
    ['FREQ=WEEKLY;UNTIL=20260325T085900', '2026-03-11 09:00', ['2026-03-11', '2026-03-18']],
    ['FREQ=WEEKLY;UNTIL=20260325T010000Z', '2026-03-11 09:00', ['2026-03-11', '2026-03-18', '2026-03-25']],
    ['FREQ=WEEKLY;UNTIL=20260325T005959Z', '2026-03-11 09:00', ['2026-03-11', '2026-03-18']],
  ])('%s from %s', (rrule, from, days) => {
    expect(starts(rrule, from)).toEqual(days);
  });

  test.each([
    ['FREQ=WEEKLY', 'endless-series'],
    ['FREQ=WEEKLY;COUNT=2;UNTIL=20260401', 'invalid-rrule'],
    ['FREQ=HOURLY;COUNT=2', 'invalid-rrule'],
    ['FREQ=WEEKLY;COUNT=0', 'invalid-rrule'],
    ['FREQ=WEEKLY;COUNT=2;FREQ=DAILY', 'invalid-rrule'],
    ['FREQ=WEEKLY;BYMONTHDAY=3;COUNT=2', 'invalid-rrule'],
    ['FREQ=WEEKLY;BYDAY=1MO;COUNT=2', 'invalid-rrule'],
    ['FREQ=WEEKLY;UNTIL=20260230', 'invalid-rrule'],
    ['every Monday', 'invalid-rrule'],
    ['', 'invalid-rrule'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2', 'no-occurrence'],
    ['FREQ=WEEKLY;UNTIL=20200101', 'no-occurrence'],
    ['FREQ=DAILY;COUNT=10000', 'too-far'],
  ])('%s is refused as %s', (rrule, code) => {
    expect(starts(rrule, '2026-03-11 09:00', 'Asia/Shanghai', shanghai('2026-12-31 00:00'))).toBe(code);
  });

  it('reaches to the horizon and not beyond', () => {
    const horizon = shanghai('2026-03-18 10:00');
    expect(starts('FREQ=WEEKLY;COUNT=2', '2026-03-11 09:00', 'Asia/Shanghai', horizon)).toHaveLength(2);
    expect(starts('FREQ=WEEKLY;COUNT=2', '2026-03-11 09:00', 'Asia/Shanghai', horizon - 1)).toBe('too-far');
  });

  it.each(['America/New_York', 'Australia/Lord_Howe', 'Europe/Berlin', 'Asia/Shanghai'])(
    'at nine stays at nine through a year of %s',
    (zone) => {
      const nine = Date.parse('2026-01-05T00:00Z');
      const from = nine + (9 * 60 - minutesOfDayAt(zone, nine)) * 60_000;
      const first = { from, until: from + 3_600_000 };
      const found = expandSeries({ rrule: 'FREQ=WEEKLY;COUNT=52', zone, first, horizon: far });
      if (!found.ok) throw new Error(found.code);
      expect(new Set(found.occurrences.map((one) => minutesOfDayAt(zone, one.from)))).toEqual(new Set([540]));
      expect(found.occurrences.every((one) => one.until - one.from === 3_600_000)).toBe(true);
    },
  );

  it('at a time that a clock change skips comes as much later, and once where it occurs twice', () => {
    const day = 86_400_000;
    const zone = 'America/New_York';
    const spring = Date.parse('2026-03-07T07:30Z'); // 02:30 on the day before the gap
    const found = expandSeries({
      rrule: 'FREQ=DAILY;COUNT=3',
      zone,
      first: { from: spring, until: spring + 1 },
      horizon: far,
    });
    expect(found.ok && found.occurrences.map((one) => one.from)).toEqual([
      spring,
      Date.parse('2026-03-08T07:30Z'),
      Date.parse('2026-03-09T06:30Z'),
    ]);
    const autumn = Date.parse('2026-10-31T05:30Z'); // 01:30 on the day before the overlap
    const twice = expandSeries({
      rrule: 'FREQ=DAILY;COUNT=3',
      zone,
      first: { from: autumn, until: autumn + 1 },
      horizon: far,
    });
    expect(twice.ok && twice.occurrences.map((one) => one.from)).toEqual([
      autumn,
      autumn + day,
      Date.parse('2026-11-02T06:30Z'),
    ]);
  });

  it('names the days that an independent reader of RFC 5545 names', () => {
    const weekday = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU');
    const rule = fc.oneof(
      fc.record({ f: fc.constant('DAILY'), more: fc.constant('') }),
      fc.record({
        f: fc.constant('WEEKLY'),
        more: fc.uniqueArray(weekday, { minLength: 1, maxLength: 4 }).map((days) => `;BYDAY=${days.join()}`),
      }),
      fc.record({
        f: fc.constant('MONTHLY'),
        more: fc.oneof(
          fc
            .uniqueArray(fc.integer({ min: 1, max: 31 }), { minLength: 1, maxLength: 3 })
            .map((days) => `;BYMONTHDAY=${days.join()}`),
          fc.tuple(fc.constantFrom(1, 2, 3, 4, -1), weekday).map(([n, day]) => `;BYDAY=${n}${day}`),
          fc.constantFrom(';BYMONTHDAY=-1', ';BYMONTHDAY=-3'),
        ),
      }),
      fc.record({
        f: fc.constant('YEARLY'),
        more: fc.integer({ min: 1, max: 12 }).map((month) => `;BYMONTH=${month};BYMONTHDAY=1,15`),
      }),
    );
    fc.assert(
      fc.property(rule, fc.integer({ min: 1, max: 4 }), fc.nat(1_000), ({ f, more }, interval, offset) => {
        const rrule = `FREQ=${f};INTERVAL=${interval}${more};COUNT=12`;
        const from = Date.parse('2026-01-01T09:00Z') + offset * 86_400_000;
        const mine = expandSeries({
          rrule,
          zone: 'UTC',
          first: { from, until: from + 1 },
          horizon: Date.parse('2120-01-01'),
        });
        const iterator = ICAL.Recur.fromString(rrule).iterator(
          ICAL.Time.fromString(new Date(from).toISOString().slice(0, 19), undefined as never),
        );
        const theirs: string[] = [];
        for (let next = iterator.next(); next; next = iterator.next()) theirs.push(next.toString().slice(0, 10));
        expect(mine.ok && mine.occurrences.map((one) => localDay('UTC', one.from)), rrule).toEqual(theirs);
      }),
      { numRuns: 500 },
    );
  });
});
