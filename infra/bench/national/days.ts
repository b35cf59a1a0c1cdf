import { addDays, type Day, daysBetween, startOfDay } from '@guanyi/domain/kernel/local-time';
import { DAY_MS, MINUTE_MS } from '@guanyi/domain/kernel/window';

/** All generated labs live in one zone, which has had no clock change since 1991, so a day is always 24 hours. */
export const zone = 'Asia/Shanghai';
const zoneSuffix = ':00+08';

/** How far bookings reach from the day of the run: history, and what is already booked ahead. */
export const historyDays = 1_095;
export const aheadDays = 60;
/** The earliest day that anything was written on: before every booking and after every policy has begun. */
const earliestDay = historyDays + 60;

const minuteTexts = Array.from({ length: 1_441 }, (_, minute) => {
  const hours = String(Math.floor(minute / 60)).padStart(2, '0');
  return ` ${hours}:${String(minute % 60).padStart(2, '0')}${zoneSuffix}`;
});

/** The days around the day of the run by number, 0 being that day, with everything that is needed of them ready made. */
export interface DayTable {
  readonly today: Day;
  day(number: number): Day;
  /** Text of a timestamptz; `minutes` 0–1440 after local midnight. */
  text(number: number, minutes: number): string;
  /** The same as epoch milliseconds. */
  at(number: number, minutes: number): number;
}

export function dayTable(today: Day): DayTable {
  const first = addDays(today, -earliestDay);
  const count = daysBetween(first, today) + aheadDays + 2;
  const days = Array.from({ length: count }, (_, i) => addDays(first, i));
  const midnight = startOfDay(zone, today);
  return {
    today,
    day: (number) => days[number + earliestDay]!,
    text: (number, minutes) => days[number + earliestDay]! + minuteTexts[minutes]!,
    at: (number, minutes) => midnight + number * DAY_MS + minutes * MINUTE_MS,
  };
}
