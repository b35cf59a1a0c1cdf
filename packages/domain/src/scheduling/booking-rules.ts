import { addDays, dayOfWeek, localDay, parseClock, startOfDay, wallWindows } from '../kernel/local-time.ts';
import { contains, durationMs, type Instant, MINUTE_MS, type Window } from '../kernel/window.ts';
import type { WorkCalendar } from '../kernel/working-days.ts';
import { isOnGrid } from './grid.ts';

/** One opening window of the week: local times `HH:MM`, `until` up to `24:00`; a night is two entries. */
export interface WeeklyWindow {
  /** 1 for Monday to 7 for Sunday. */
  day: number;
  from: string;
  until: string;
}

export interface Quota {
  per: 'user' | 'organisation';
  unit: 'bookings' | 'minutes';
  window: 'day' | 'week' | 'month';
  limit: number;
}

/** How an instrument may be booked. */
export interface BookingRules {
  weekly: WeeklyWindow[];
  /** Bookings begin and end on multiples of this from local midnight. */
  slotMinutes: number;
  minMinutes: number;
  maxMinutes: number;
  /** Least time between asking and the start. */
  leadMinutes: number;
  /** A booking must end by the end of the local day this many days ahead. */
  horizonDays: number;
  setupMinutes: number;
  teardownMinutes: number;
  closedOnHolidays: boolean;
  /** After this long without check-in a booking is a no-show; 0 waits for its end. */
  noShowMinutes: number;
  quotas: Quota[];
  qualificationIds: string[];
  /** The lab books no time without the project that it is charged to. */
  projectCodeRequired?: boolean;
}

export type WindowRefusal = 'too-soon' | 'too-far' | 'too-short' | 'too-long' | 'off-grid' | 'outside-open-hours';

export interface RuleContext {
  rules: BookingRules;
  /** IANA zone of the instrument, or else of its lab. */
  zone: string;
  calendar: WorkCalendar;
}

/** When the instrument is open inside `range`; touching windows join, across midnight too. */
export function openWindows(rules: BookingRules, zone: string, calendar: WorkCalendar, range: Window): Window[] {
  const byDay = weeklyMinutes(rules.weekly);
  return wallWindows(zone, range, (day) =>
    rules.closedOnHolidays && calendar.classOf(day) === 'holiday' ? [] : (byDay[dayOfWeek(day)] ?? []),
  );
}

/** What a booking of `window` occupies: set-up before and teardown after included. */
export function footprint(rules: Pick<BookingRules, 'setupMinutes' | 'teardownMinutes'>, window: Window): Window {
  return {
    from: window.from - rules.setupMinutes * MINUTE_MS,
    until: window.until + rules.teardownMinutes * MINUTE_MS,
  };
}

/** The time in which a booking must lie that is asked for at `now`: after the lead time, before the horizon's midnight. */
export function bookableWindow(
  rules: Pick<BookingRules, 'leadMinutes' | 'horizonDays'>,
  zone: string,
  now: Instant,
): Window {
  return {
    from: now + rules.leadMinutes * MINUTE_MS,
    until: startOfDay(zone, addDays(localDay(zone, now), rules.horizonDays + 1)),
  };
}

/**
 * Why the rules refuse a booking of `window` asked for at `now`; none when they allow it. The first code is the one to
 * answer with: whatever another hour of the day could not mend comes first.
 */
export function judgeWindow(input: RuleContext & { window: Window; now: Instant }): WindowRefusal[] {
  const { rules, zone, calendar, window, now } = input;
  const bookable = bookableWindow(rules, zone, now);
  const lengthMs = durationMs(window);
  const refusals: WindowRefusal[] = [];
  if (window.from < bookable.from) refusals.push('too-soon');
  if (window.until > bookable.until) refusals.push('too-far');
  if (lengthMs < rules.minMinutes * MINUTE_MS) refusals.push('too-short');
  const isTooLong = lengthMs > rules.maxMinutes * MINUTE_MS;
  if (isTooLong) refusals.push('too-long');
  const isAligned = isOnGrid(zone, window.from, rules.slotMinutes) && isOnGrid(zone, window.until, rules.slotMinutes);
  if (!isAligned) refusals.push('off-grid');
  // A window beyond the maximum is not walked day by day: its length comes from the client and has no bound.
  if (!isTooLong && !openWindows(rules, zone, calendar, window).some((open) => contains(open, window))) {
    refusals.push('outside-open-hours');
  }
  return refusals;
}

/** Opening minutes by day of the week, index 1–7. */
function weeklyMinutes(weekly: readonly WeeklyWindow[]): { from: number; until: number }[][] {
  const byDay: { from: number; until: number }[][] = [[], [], [], [], [], [], [], []];
  for (const entry of weekly) {
    byDay[entry.day]?.push({ from: parseClock(entry.from) ?? 0, until: parseClock(entry.until) ?? 0 });
  }
  return byDay;
}
