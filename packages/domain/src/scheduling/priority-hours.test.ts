import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { calendar2026, shanghai, shanghaiWindow } from '../kernel/calendar-2026.fixture.ts';
import { addDays, startOfDay } from '../kernel/local-time.ts';
import { HOUR_MS, MINUTE_MS } from '../kernel/window.ts';
import { availability } from './availability.ts';
import { anybody, judgeBooking, refusedStretches } from './judge.ts';
import { keptWindows, type PriorityHours, priorityOfOthers } from './priority-hours.ts';
import { rulesWith } from './rules.fixture.ts';

const zone = 'Asia/Shanghai';
/** Wednesday 11 March 2026, 09:00–12:00, released two days before. */
const wednesdays: PriorityHours = {
  organisationId: 'holder',
  weekly: [{ day: 3, from: '09:00', until: '12:00' }],
  releaseHours: 48,
};
const context = { rules: rulesWith(), zone, calendar: calendar2026, standing: anybody };
const week = { from: shanghai('2026-03-09 00:00'), until: shanghai('2026-03-16 00:00') };

describe('priority hours', () => {
  it('bar everybody but the holder, who books them like any others', () => {
    const now = shanghai('2026-03-09 08:59');
    const others = { ...context, now, priority: priorityOfOthers([wednesdays], 'somebody') };
    const holder = { ...context, now, priority: priorityOfOthers([wednesdays], 'holder') };
    const window = shanghaiWindow('11:00', '13:00');
    expect(judgeBooking(others, window)).toEqual([{ ...shanghaiWindow('11:00', '12:00'), code: 'priority-hours' }]);
    expect(judgeBooking(holder, window)).toEqual([]);
    expect(priorityOfOthers([wednesdays], null)).toEqual([wednesdays]);
    expect(refusedStretches({ ...others, rules: rulesWith() }, week).filter(({ from }) => from > now)).toEqual([
      { ...shanghaiWindow('09:00', '12:00'), code: 'priority-hours' },
    ]);
  });

  it('are free to all from exactly the lead time before their start on, the whole window at once', () => {
    const releasedAt = shanghai('2026-03-11 09:00') - 48 * HOUR_MS;
    expect(keptWindows([wednesdays], zone, week, releasedAt - 1)).toEqual([shanghaiWindow('09:00', '12:00')]);
    expect(keptWindows([wednesdays], zone, week, releasedAt)).toEqual([]);
  });

  it('a booking beyond its longest length is not walked day by day', () => {
    const priority = [wednesdays];
    const century = { from: week.from, until: shanghai('2126-03-16 00:00') };
    const started = performance.now();
    judgeBooking({ ...context, now: week.from - HOUR_MS, priority }, century);
    expect(performance.now() - started).toBeLessThan(100);
  });

  it('are never free to others, and nothing else is taken from them: minute by minute', () => {
    const places = fc.constantFrom(
      ['Asia/Shanghai', '2026-03-10'],
      ['America/New_York', '2026-03-07'],
      ['America/New_York', '2026-10-31'],
      ['Australia/Lord_Howe', '2026-04-04'],
    );
    // A clock that skips or repeats an hour makes windows shorter or longer; borders lie outside those hours.
    const someHours = fc.array(
      fc.record({
        organisationId: fc.constantFrom('a', 'b'),
        weekly: fc.array(
          fc
            .tuple(fc.integer({ min: 1, max: 7 }), fc.constantFrom(0, 4, 8, 9), fc.constantFrom(10, 13, 20, 24))
            .map(([day, from, until]) => ({ day, from: clock(from), until: clock(until) })),
          { minLength: 1, maxLength: 4 },
        ),
        releaseHours: fc.constantFrom(0, 1, 24, 60),
      }),
      { maxLength: 3 },
    );
    let kept = 0;
    fc.assert(
      fc.property(places, someHours, fc.integer({ min: 0, max: 48 }), ([at, firstDay], hours, sinceStart) => {
        const range = { from: startOfDay(at!, firstDay!), until: startOfDay(at!, addDays(firstDay!, 3)) };
        const now = range.from + sinceStart * HOUR_MS;
        const priority = priorityOfOthers(hours, 'a');
        const rules = rulesWith();
        const judged = { rules, zone: at!, calendar: calendar2026, now, priority, standing: anybody };
        const { free } = availability({ ...judged, range, claims: [] });
        const refused = refusedStretches(judged, range).filter(({ code }) => code === 'priority-hours');
        for (let minute = now; minute < range.until; minute += 15 * MINUTE_MS) {
          const isKept = isKeptByModel(hours, at!, minute, now);
          const holds = (one: { from: number; until: number }) => one.from <= minute && minute < one.until;
          if (isKept) kept += 1;
          expect(refused.some(holds)).toBe(isKept);
          expect(free.some(holds)).toBe(!isKept);
          const booking = { from: minute, until: minute + 15 * MINUTE_MS };
          expect(judgeBooking(judged, booking).map(({ code }) => code)).toEqual(isKept ? ['priority-hours'] : []);
        }
      }),
      { numRuns: 80 },
    );
    expect(kept).toBeGreaterThan(100);
  });
});

/** Asks Temporal for every window by itself: nothing shared with the code under test. */
function isKeptByModel(hours: readonly PriorityHours[], zone: string, at: number, now: number): boolean {
  const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
  return hours.some(
    ({ organisationId, weekly, releaseHours }) =>
      organisationId !== 'a' &&
      weekly.some((entry) => {
        if (entry.day !== day.dayOfWeek) return false;
        const edge = (text: string) =>
          text === '24:00'
            ? day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds
            : day.toZonedDateTime({ timeZone: zone, plainTime: text }).epochMilliseconds;
        const from = edge(entry.from);
        return from <= at && at < edge(entry.until) && now < from - releaseHours * HOUR_MS;
      }),
  );
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}
