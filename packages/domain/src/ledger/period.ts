import { type Day, isDay, localDay, startOfDay } from '../kernel/local-time.ts';
import type { Instant, Window } from '../kernel/window.ts';

/** A calendar month of the books, `YYYY-MM`. */
export type Period = string;

/** True for an existing month spelled `YYYY-MM`. */
export function isPeriod(text: string): boolean {
  return isDay(`${text}-01`);
}

export function periodOfDay(day: Day): Period {
  return day.slice(0, 7);
}

/** The period of an instant in the zone of the district. */
export function periodOf(zone: string, at: Instant): Period {
  return periodOfDay(localDay(zone, at));
}

/** The month `count` months later; negative counts go back. */
export function addPeriods(period: Period, count: number): Period {
  const months = Number(period.slice(0, 4)) * 12 + Number(period.slice(5, 7)) - 1 + count;
  const year = Math.floor(months / 12);
  return `${String(year).padStart(4, '0')}-${String(months - year * 12 + 1).padStart(2, '0')}`;
}

/** All instants of the month in the zone of the district. */
export function periodWindow(zone: string, period: Period): Window {
  return { from: startOfDay(zone, `${period}-01`), until: startOfDay(zone, `${addPeriods(period, 1)}-01`) };
}
