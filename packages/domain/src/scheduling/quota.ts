import { addDays, type Day, dayOfWeek, localDay, startOfDay } from '../kernel/local-time.ts';
import { containsInstant, durationMs, intersect, MINUTE_MS, type Window } from '../kernel/window.ts';
import type { Quota } from './booking-rules.ts';

/** One quota of an instrument beside what its person or organisation has taken there. */
export interface QuotaUse {
  quota: Quota;
  /** Booked windows that count: requests, bookings, uses, and missed ones too, but nothing declined, cancelled or expired. */
  taken: readonly Window[];
}

/**
 * The days, weeks from Monday, or months of the zone's calendar that a stretch of time touches, in order. The caller
 * bounds the length of the stretch.
 */
export function quotaWindows(kind: Quota['window'], zone: string, range: Window): Window[] {
  const windows: Window[] = [];
  let day = firstDayOf(kind, localDay(zone, range.from));
  for (let from = startOfDay(zone, day); from < range.until; ) {
    day = nextFirstDay(kind, day);
    const until = startOfDay(zone, day);
    windows.push({ from, until });
    from = until;
  }
  return windows;
}

/** All of the quota windows that a stretch touches: bookings outside of it cannot matter to it. */
export function countingRange(quotas: readonly Quota[], zone: string, range: Window): Window {
  const touched = quotas.flatMap((quota) => quotaWindows(quota.window, zone, range));
  return {
    from: Math.min(range.from, ...touched.map((window) => window.from)),
    until: Math.max(range.until, ...touched.map((window) => window.until)),
  };
}

/**
 * The quota windows in which one more booking of `wanted` would exceed the limit. A booking counts where it starts; its
 * minutes count on the day, week or month in which they lie.
 */
export function exceededWindows({ quota, taken }: QuotaUse, zone: string, wanted: Window): Window[] {
  return quotaWindows(quota.window, zone, wanted).filter((window) => {
    const more = amountIn(quota, wanted, window);
    return more > 0 && usedIn({ quota, taken }, window) + more > quota.limit;
  });
}

/** The quota windows in which nothing more fits, not even the shortest booking. */
export function fullWindows(use: QuotaUse, zone: string, range: Window, minMinutes: number): Window[] {
  const least = use.quota.unit === 'bookings' ? 1 : minMinutes;
  return quotaWindows(use.quota.window, zone, range).filter((window) => usedIn(use, window) + least > use.quota.limit);
}

function usedIn({ quota, taken }: QuotaUse, window: Window): number {
  return taken.reduce((sum, booked) => sum + amountIn(quota, booked, window), 0);
}

function amountIn(quota: Quota, booked: Window, window: Window): number {
  if (quota.unit === 'bookings') return containsInstant(window, booked.from) ? 1 : 0;
  const shared = intersect(booked, window);
  return shared ? durationMs(shared) / MINUTE_MS : 0;
}

function firstDayOf(kind: Quota['window'], day: Day): Day {
  if (kind === 'day') return day;
  return kind === 'week' ? addDays(day, 1 - dayOfWeek(day)) : `${day.slice(0, 8)}01`;
}

function nextFirstDay(kind: Quota['window'], firstDay: Day): Day {
  if (kind === 'day') return addDays(firstDay, 1);
  // No month has more than 31 days, and the 31st day after a first lies in the next one.
  return kind === 'week' ? addDays(firstDay, 7) : firstDayOf('month', addDays(firstDay, 31));
}
