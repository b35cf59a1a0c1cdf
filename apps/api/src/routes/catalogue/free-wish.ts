import type { WishedDay } from '@guanyi/db/projection/free';
import type { BookingPattern } from '@guanyi/db/projection/patterns';
import { addDays, type Day, localDay, startOfDay } from '@guanyi/domain/kernel/local-time';
import { DAY_MS, type Instant, intersect, MINUTE_MS, type Window } from '@guanyi/domain/kernel/window';
import type { WorkCalendar } from '@guanyi/domain/kernel/working-days';
import { availability } from '@guanyi/domain/scheduling/availability';
import { freeWindow, type WantedTime, wishMs } from './free-time.ts';

/** What the projection can say about instruments of one set of rules. */
export type PatternWish =
  /** Not free, whatever is booked. */
  | { kind: 'never' }
  /** Nothing: the calendar has to be asked about each. */
  | { kind: 'unjudged' }
  /** Free, unless the days say otherwise. */
  | { kind: 'judged'; days: WishedDay[] };

const quarterMs = 15 * MINUTE_MS;
const quartersKept = 100;
/** Rows of days that are over go away a little later than this. */
const judgedPastMs = DAY_MS;
/** Beyond so many days an instrument that is full on all of them is looked at by itself: there are few. */
const daysJudged = 31;

interface Part {
  first: number;
  last: number;
}

/** Puts a wish for time into the terms of the projection: for each local day the quarters of an hour in which it can lie. */
export function wishOfPattern(
  pattern: BookingPattern,
  wanted: WantedTime,
  calendar: WorkCalendar,
  now: Instant,
): PatternWish {
  const { rules, zone } = pattern;
  if (freeWindow({ ...pattern, claims: [] }, wanted, calendar, now) === null) return { kind: 'never' };
  if (!rules) return wanted.from < now - judgedPastMs ? { kind: 'unjudged' } : anyClaim(pattern, daysOf(zone, wanted));
  const needMs = wishMs(rules, wanted) ?? 0;
  const range = { from: wanted.from, until: wanted.until };
  const pieces = availability({ rules, zone, calendar, range, claims: [], now }).free.filter(
    (piece) => piece.until - piece.from >= needMs,
  );
  const partsOf = new Map<Day, Part[]>();
  let isRough = false;
  for (const piece of pieces) {
    const days = daysOf(zone, piece);
    const isUneven = days.some((day) => lengthOf(zone, day) !== DAY_MS) || rules.slotMinutes % 15 !== 0;
    if (isUneven)
      return anyClaim(
        pattern,
        pieces.flatMap((one) => daysOf(zone, one)),
      );
    // A stretch over midnight may hold what neither of its days holds alone.
    if (days.length > 1) isRough = true;
    for (const day of days) {
      const part = partOf(zone, day, piece);
      if ((part.last - part.first) * quarterMs >= needMs) partsOf.set(day, [...(partsOf.get(day) ?? []), part]);
    }
  }
  if (partsOf.size === 0)
    return anyClaim(
      pattern,
      pieces.flatMap((one) => daysOf(zone, one)),
    );
  const days = [...partsOf].slice(0, daysJudged);
  return {
    kind: 'judged',
    days: days.map(([day, parts], i) => ({
      ...{ patternId: pattern.id, day, closed: closedBeside(parts), quarters: needMs / quarterMs },
      ...{ position: i + 1, of: days.length, isRough: isRough || partsOf.size > daysJudged },
    })),
  };
}

/** Whatever claim there is on one of the days, the calendar has to be asked. */
function anyClaim(pattern: BookingPattern, days: readonly Day[]): PatternWish {
  const closed = '1'.repeat(quartersKept);
  return {
    kind: 'judged',
    days: [...new Set(days)].map((day) => ({
      ...{ patternId: pattern.id, day, closed, quarters: 1, position: 1, of: 1, isRough: true },
    })),
  };
}

function daysOf(zone: string, window: Window): Day[] {
  const days: Day[] = [];
  const last = localDay(zone, window.until - 1);
  for (let day = localDay(zone, window.from); day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

function lengthOf(zone: string, day: Day): number {
  return startOfDay(zone, addDays(day, 1)) - startOfDay(zone, day);
}

/** Quarters of the day that a window on the grid covers. */
function partOf(zone: string, day: Day, window: Window): Part {
  const from = startOfDay(zone, day);
  const shared = intersect(window, { from, until: startOfDay(zone, addDays(day, 1)) });
  if (!shared) return { first: 0, last: 0 };
  return { first: (shared.from - from) / quarterMs, last: (shared.until - from) / quarterMs };
}

function closedBeside(parts: readonly Part[]): string {
  const isOpen = (quarter: number) => parts.some((part) => part.first <= quarter && quarter < part.last);
  return Array.from({ length: quartersKept }, (_, quarter) => (isOpen(quarter) ? '0' : '1')).join('');
}
