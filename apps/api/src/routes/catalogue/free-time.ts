import type { Candidate } from '@guanyi/db/catalogue/search';
import { localDay } from '@guanyi/domain/kernel/local-time';
import { type Instant, MINUTE_MS, type Window } from '@guanyi/domain/kernel/window';
import type { WorkCalendar } from '@guanyi/domain/kernel/working-days';
import { availability, dayStrip, nextFree, type StripDay } from '@guanyi/domain/scheduling/availability';
import type { BookingRules } from '@guanyi/domain/scheduling/booking-rules';
import { type Claim, occupies } from '@guanyi/domain/scheduling/claim';

/** The time that a search asks for. */
export interface WantedTime extends Window {
  /** Any stretch of this length inside the window is enough; without it the whole window is wanted. */
  minMinutes: number | undefined;
}

/**
 * The first window that could be booked to meet the wish, or null. A wish for a whole window that is longer than any
 * booking may be is met by any bookable time inside. What has no rules cannot be booked by the hour; it is free when
 * nothing occupies it.
 */
export function freeWindow(
  candidate: Pick<Candidate, 'rules' | 'zone' | 'offersMachineTime' | 'claims'>,
  wanted: WantedTime,
  calendar: WorkCalendar,
  now: Instant,
): Window | null {
  const { rules, zone, claims } = candidate;
  const range = { from: wanted.from, until: wanted.until };
  if (!rules) return candidate.offersMachineTime || isOccupied(claims, range, now) ? null : range;
  const needMs = wishMs(rules, wanted);
  if (needMs === null) return null;
  const { free } = availability({ rules, zone, calendar, range, claims, now });
  const piece = free.find((window) => window.until - window.from >= needMs);
  return piece ? { from: piece.from, until: piece.from + needMs } : null;
}

/** How long a booking has to be to meet the wish, in milliseconds; null when the rules allow none of such a length. */
export function wishMs(rules: BookingRules, wanted: WantedTime): number | null {
  const rangeMinutes = (wanted.until - wanted.from) / MINUTE_MS;
  const isTooLong = wanted.minMinutes === undefined && rangeMinutes > rules.maxMinutes;
  const minutes = wanted.minMinutes ?? (isTooLong ? rules.minMinutes : rangeMinutes);
  if (minutes > rules.maxMinutes || rangeMinutes < rules.minMinutes) return null;
  return bookableMinutes(minutes, rules) * MINUTE_MS;
}

/** A wish in minutes as the shortest booking on the grid that covers it. */
function bookableMinutes(minutes: number, rules: BookingRules): number {
  return Math.ceil(Math.max(minutes, rules.minMinutes) / rules.slotMinutes) * rules.slotMinutes;
}

function isOccupied(claims: readonly Claim[], range: Window, now: Instant): boolean {
  return claims.some((claim) => occupies(claim, now) && claim.from < range.until && range.from < claim.until);
}

export interface ShownTimes {
  strip: StripDay[];
  nextFree: Window | null;
}

interface Bookable {
  rules: BookingRules;
  zone: string;
  calendar: WorkCalendar;
  claims: readonly Claim[];
  now: Instant;
  minutes?: number;
}

/** Most instruments are free within this; walking the whole horizon is for the few that are not. */
const nearHorizonDays = 14;

/** The next seven days and the first bookable time. */
export function shownTimes(input: Bookable): ShownTimes {
  const { rules, ...rest } = input;
  const near = { ...rules, horizonDays: Math.min(rules.horizonDays, nearHorizonDays) };
  const found = nextFree({ ...rest, rules: near }) ?? nextFree(input);
  return { strip: dayStrip({ ...input, firstDay: localDay(input.zone, input.now) }), nextFree: found };
}
