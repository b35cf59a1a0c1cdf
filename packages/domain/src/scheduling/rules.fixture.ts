import type { BookingRules } from './booking-rules.ts';

/** Weekdays or all days with the same opening windows. */
export function daily(
  windows: readonly (readonly [from: string, until: string])[],
  days: readonly number[] = [1, 2, 3, 4, 5, 6, 7],
): BookingRules['weekly'] {
  return days.flatMap((day) => windows.map(([from, until]) => ({ day, from, until })));
}

/** Open around the clock, grid of 15 minutes, nothing else in the way. */
export function rulesWith(changes: Partial<BookingRules> = {}): BookingRules {
  return {
    weekly: daily([['00:00', '24:00']]),
    slotMinutes: 15,
    minMinutes: 15,
    maxMinutes: 1_440,
    leadMinutes: 0,
    horizonDays: 90,
    setupMinutes: 0,
    teardownMinutes: 0,
    closedOnHolidays: false,
    noShowMinutes: 30,
    quotas: [],
    qualificationIds: [],
    ...changes,
  };
}
