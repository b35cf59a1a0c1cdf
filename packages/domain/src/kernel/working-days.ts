import { addDays, type Day, dayOfWeek } from './local-time.ts';

export type DayClass = 'weekday' | 'weekend' | 'holiday';

/** Which days are worked, by the yearly notice on public holidays and make-up days. */
export interface WorkCalendar {
  /**
   * `holiday` for a day off by the notice, also on a Saturday or Sunday; `weekday` for a make-up day; otherwise by the
   * day of the week.
   */
  classOf(day: Day): DayClass;
  /** True when the day is neither weekend nor holiday. */
  isWorkday(day: Day): boolean;
  /** False for a year whose notice has not appeared: its classes are provisional. */
  isPublished(year: number): boolean;
}

export interface CalendarDay {
  date: Day;
  isOffDay: boolean;
}

/** Days of unpublished years are ignored: such a year follows the day of the week alone. */
export function createWorkCalendar(input: {
  days: readonly CalendarDay[];
  publishedYears: readonly number[];
}): WorkCalendar {
  const published = new Set(input.publishedYears);
  const isPublished = (year: number): boolean => published.has(year);
  const listed = new Map<Day, DayClass>();
  for (const day of input.days) {
    if (isPublished(yearOf(day.date))) listed.set(day.date, day.isOffDay ? 'holiday' : 'weekday');
  }
  const classOf = (day: Day): DayClass => listed.get(day) ?? (dayOfWeek(day) >= 6 ? 'weekend' : 'weekday');
  return { classOf, isWorkday: (day) => classOf(day) === 'weekday', isPublished };
}

/**
 * The day on which `count` working days have passed, counted from the day after `day`; 0 gives `day` itself.
 * `isProvisional` when the count enters a year whose notice has not appeared.
 */
export function addWorkingDays(calendar: WorkCalendar, day: Day, count: number): { day: Day; isProvisional: boolean } {
  let current = day;
  let isProvisional = !calendar.isPublished(yearOf(day));
  for (let left = count; left > 0; ) {
    current = addDays(current, 1);
    if (!calendar.isPublished(yearOf(current))) isProvisional = true;
    if (calendar.isWorkday(current)) left -= 1;
  }
  return { day: current, isProvisional };
}

function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}
