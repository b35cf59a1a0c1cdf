import { addDays, localDay, startOfDay } from './local-time.ts';
import { HOUR_MS, type Instant } from './window.ts';
import type { WorkCalendar } from './working-days.ts';

/**
 * The instant at which `hours` have passed that lie in working days: such a day counts from midnight to midnight in the
 * zone, so 24 hours end at the same time of the next working day. 0 gives `at` itself, also on a day off.
 */
export function addWorkingHours(calendar: WorkCalendar, zone: string, at: Instant, hours: number): Instant {
  let cursor = at;
  let left = hours * HOUR_MS;
  for (let day = localDay(zone, at); left > 0; day = addDays(day, 1)) {
    const end = startOfDay(zone, addDays(day, 1));
    if (calendar.isWorkday(day)) {
      if (left <= end - cursor) return cursor + left;
      left -= end - cursor;
    }
    cursor = end;
  }
  return cursor;
}
