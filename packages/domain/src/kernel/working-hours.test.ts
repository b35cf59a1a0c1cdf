import { describe, expect, it } from 'vitest';
import { createWorkCalendar } from './working-days.ts';
import { addWorkingHours } from './working-hours.ts';

const zone = 'Asia/Shanghai';
/** Saturday 14 February is worked, the week from Monday 16 is off. */
const calendar = createWorkCalendar({
  days: [
    { date: '2026-02-14', isOffDay: false },
    ...['16', '17', '18', '19', '20', '21', '22', '23'].map((day) => ({ date: `2026-02-${day}`, isOffDay: true })),
  ],
  publishedYears: [2026],
});
const at = (text: string) => Date.parse(`${text.replace(' ', 'T')}:00+08:00`);

describe('working hours', () => {
  it.each([
    ['2026-03-11 10:20', 1, '2026-03-11 11:20'],
    ['2026-03-11 10:20', 24, '2026-03-12 10:20'],
    ['2026-03-13 10:20', 48, '2026-03-17 10:20'],
    ['2026-03-14 10:20', 24, '2026-03-17 00:00'],
    ['2026-02-13 22:00', 24, '2026-02-14 22:00'],
    ['2026-02-14 12:00', 24, '2026-02-24 12:00'],
    ['2026-03-14 10:20', 0, '2026-03-14 10:20'],
  ])('from %s, %d hours end at %s', (from, hours, end) => {
    expect(addWorkingHours(calendar, zone, at(from), hours)).toBe(at(end));
  });
});
