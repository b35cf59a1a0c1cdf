import { describe, expect, it, test } from 'vitest';
import { calendar2026 } from './calendar-2026.fixture.ts';
import { addWorkingDays, createWorkCalendar } from './working-days.ts';

describe('class of a day', () => {
  test.each([
    ['2026-02-13', 'weekday', 'an ordinary Friday'],
    ['2026-02-14', 'weekday', 'a make-up Saturday'],
    ['2026-02-15', 'holiday', 'a Sunday off by the notice is no weekend'],
    ['2026-02-16', 'holiday', 'a Monday off'],
    ['2026-02-21', 'holiday', 'a Saturday off'],
    ['2026-03-07', 'weekend', 'an ordinary Saturday'],
    ['2026-03-11', 'weekday', 'an ordinary Wednesday'],
    ['2027-01-01', 'weekday', 'a Friday of an unpublished year'],
    ['2027-01-02', 'weekend', 'a Saturday of an unpublished year'],
  ])('%s is a %s: %s', (day, expected) => {
    expect(calendar2026.classOf(day)).toBe(expected);
    expect(calendar2026.isWorkday(day)).toBe(expected === 'weekday');
  });

  it('ignores days of a year whose notice has not appeared', () => {
    const calendar = createWorkCalendar({ days: [{ date: '2027-01-01', isOffDay: true }], publishedYears: [2026] });
    expect(calendar.classOf('2027-01-01')).toBe('weekday');
    expect(calendar.isPublished(2027)).toBe(false);
  });
});

describe('counting working days', () => {
  test.each([
    ['over an ordinary weekend', '2026-03-06', 1, '2026-03-09', false],
    ['over the spring festival, the make-up Saturday counts', '2026-02-13', 2, '2026-02-24', false],
    ['none', '2026-02-16', 0, '2026-02-16', false],
    ['into an unpublished year', '2026-12-31', 1, '2027-01-01', true],
  ])('%s', (_name, from, count, day, isProvisional) => {
    expect(addWorkingDays(calendar2026, from, count)).toEqual({ day, isProvisional });
  });
});
