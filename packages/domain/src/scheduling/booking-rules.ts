import {
  addDays,
  dayOfWeek,
  localDay,
  localPieces,
  minutesOfDayAt,
  parseClock,
  startOfDay,
  wallWindows,
} from '../kernel/local-time.ts';
import { contains, durationMs, type Instant, MINUTE_MS, type Window } from '../kernel/window.ts';
import type { WorkCalendar } from '../kernel/working-days.ts';

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
}

export interface RuleFault {
  code:
    | 'out-of-range'
    | 'invalid-time'
    | 'backward-window'
    | 'min-over-max'
    | 'no-length-on-grid'
    | 'lead-over-horizon';
  /** JSON pointer into the rules. */
  pointer: string;
  /** For logs and developers; people read the translation of the code. */
  message: string;
}

export type WindowRefusal = 'too-soon' | 'too-far' | 'too-short' | 'too-long' | 'off-grid' | 'outside-open-hours';

export interface RuleContext {
  rules: BookingRules;
  /** IANA zone of the instrument, or else of its lab. */
  zone: string;
  calendar: WorkCalendar;
}

/** Faults and contradictions of a set of rules, none when it can be stored. */
export function checkRules(rules: BookingRules): RuleFault[] {
  return [];
}

/** When the instrument is open inside `range`; touching windows join, across midnight too. */
export function openWindows(rules: BookingRules, zone: string, calendar: WorkCalendar, range: Window): Window[] {
  return [];
}

/** What a booking of `window` occupies: set-up before and teardown after included. */
export function footprint(rules: BookingRules, window: Window): Window {
  return window;
}

/** The instants between which a booking may lie when asked for at `now`: lead time and horizon. */
export function bookableWindow(rules: BookingRules, zone: string, now: Instant): Window {
  return { from: now, until: now };
}

/**
 * Why the rules refuse a booking of `window` asked for at `now`; none when they allow it. The first code is the one to
 * answer with: what can never be mended by another hour of the day comes first.
 */
export function judgeWindow(input: RuleContext & { window: Window; now: Instant }): WindowRefusal[] {
  return [];
}
