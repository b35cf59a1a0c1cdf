import { Temporal } from 'temporal-polyfill';
import { DAY_MS, type Instant, MINUTE_MS, mergeWindows, type Window } from './window.ts';

/** A local calendar day, `YYYY-MM-DD`, proleptic Gregorian, years 0001–9999. */
export type Day = string;

/** A stretch of constant offset from UTC. */
interface OffsetSegment extends Window {
  offsetMs: number;
}

/** A part of a window that lies in one local day and runs without a clock change. */
export interface LocalPiece extends Window {
  day: Day;
  /** Wall clock time at `from`, in milliseconds after 00:00. */
  wallMs: number;
}

/**
 * Offsets are asked of Temporal once per stretch between two clock changes and remembered: everything else is integer
 * arithmetic, which makes 92 days of availability a matter of microseconds instead of tens of milliseconds.
 */
const segmentsByZone = new Map<string, OffsetSegment[]>();
/** A zone changes its clock twice a year, so this holds decades; dates far off, once asked for, make room again. */
const MAX_SEGMENTS = 64;
const zoneNames = new Map<string, boolean>();

/** True for an IANA zone name in its official spelling; offsets such as `+08:00` are not zones. */
export function isZone(zone: string): boolean {
  const known = zoneNames.get(zone);
  if (known !== undefined) return known;
  const answer = /^[A-Za-z][A-Za-z0-9_+\-/]{0,39}$/.test(zone) && resolvesTo(zone);
  // Names come from clients; the bound keeps a flood of invented ones out of memory.
  if (zoneNames.size < 2_000) zoneNames.set(zone, answer);
  return answer;
}

function resolvesTo(zone: string): boolean {
  try {
    return new Temporal.ZonedDateTime(0n, zone).timeZoneId === zone;
  } catch {
    return false;
  }
}

/** The local day of an instant. Throws RangeError for an unknown zone. */
export function localDay(zone: string, at: Instant): Day {
  return dayOfNumber(Math.floor((at + segmentAt(zone, at).offsetMs) / DAY_MS));
}

/** The first instant of a local day, also where the clocks change at midnight. */
export function startOfDay(zone: string, day: Day): Instant {
  const { at, changeAt } = resolveWall(zone, dayNumber(day) * DAY_MS);
  // Where midnight is skipped the day begins at the clock change, not at the first time that a wall clock would show.
  return changeAt ?? at;
}

/** The day `count` days later; negative counts go back. */
export function addDays(day: Day, count: number): Day {
  return dayOfNumber(dayNumber(day) + count);
}

/** 1 for Monday to 7 for Sunday. */
export function dayOfWeek(day: Day): number {
  return ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1;
}

/** Days from `first` to `last`; negative when `last` is earlier. */
export function daysBetween(first: Day, last: Day): number {
  return dayNumber(last) - dayNumber(first);
}

/** True for an existing day spelled `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '0001-01-01') return false;
  return dayOfNumber(dayNumber(text)) === text;
}

/**
 * The instant at which a wall clock shows that time, `minutesOfDay` 0–1440; 1440 is the next midnight.
 * A time that occurs twice means the first; a skipped time means the same distance after the change
 * (02:30 in a gap from 02:00 to 03:00 is 03:30), as RFC 5545 asks.
 */
export function wallTime(zone: string, day: Day, minutesOfDay: number): Instant {
  if (minutesOfDay === 1440) return startOfDay(zone, addDays(day, 1));
  return resolveWall(zone, dayNumber(day) * DAY_MS + minutesOfDay * MINUTE_MS).at;
}

/** Minutes that a wall clock shows after 00:00, 0 to just below 1440; a fraction where the instant has seconds. */
export function minutesOfDayAt(zone: string, at: Instant): number {
  const wall = at + segmentAt(zone, at).offsetMs;
  return (wall - Math.floor(wall / DAY_MS) * DAY_MS) / MINUTE_MS;
}

/** `HH:MM` from 00:00 to 24:00 as minutes 0–1440, `null` for anything else. */
export function parseClock(text: string): number | null {
  const match = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(text);
  if (!match) return null;
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return minutes <= 1440 ? minutes : null;
}

/** Cuts a window at local midnights and at clock changes, in order, without gaps. */
export function localPieces(zone: string, window: Window): LocalPiece[] {
  const pieces: LocalPiece[] = [];
  let from = window.from;
  while (from < window.until) {
    const segment = segmentAt(zone, from);
    const wall = from + segment.offsetMs;
    const number = Math.floor(wall / DAY_MS);
    const midnight = (number + 1) * DAY_MS - segment.offsetMs;
    const until = Math.min(window.until, segment.until, midnight);
    pieces.push({ from, until, day: dayOfNumber(number), wallMs: wall - number * DAY_MS });
    from = until;
  }
  return pieces;
}

/**
 * The instants of a window at which the wall clock shows a time in the ranges given for that local day (minutes,
 * half open). Each instant is judged by its own wall clock, so an hour that occurs twice counts twice.
 */
export function wallWindows(
  zone: string,
  window: Window,
  rangesOf: (day: Day) => readonly { from: number; until: number }[],
): Window[] {
  const found: Window[] = [];
  for (const piece of localPieces(zone, window)) {
    const midnight = piece.from - piece.wallMs;
    for (const range of rangesOf(piece.day)) {
      const from = Math.max(piece.from, midnight + range.from * MINUTE_MS);
      const until = Math.min(piece.until, midnight + range.until * MINUTE_MS);
      if (from < until) found.push({ from, until });
    }
  }
  return mergeWindows(found);
}

function segmentAt(zone: string, at: Instant): OffsetSegment {
  const segments = segmentsByZone.get(zone) ?? [];
  // A query meets one or two stretches of the few ever asked for; the last one found is nearly always the next.
  for (let i = 0; i < segments.length; i += 1) {
    const segment = segments[i]!;
    if (segment.from <= at && at < segment.until) {
      if (i > 0) {
        segments[i] = segments[0]!;
        segments[0] = segment;
      }
      return segment;
    }
  }
  const segment = readSegment(zone, at);
  segments.unshift(segment);
  segments.length = Math.min(segments.length, MAX_SEGMENTS);
  segmentsByZone.set(zone, segments);
  return segment;
}

function readSegment(zone: string, at: Instant): OffsetSegment {
  const here = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const next = here.getTimeZoneTransition('next');
  // The change that starts this stretch may be this very instant, which "previous" would leave out.
  const previous = here.add({ nanoseconds: 1 }).getTimeZoneTransition('previous');
  return {
    from: previous?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    until: next?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offsetMs: here.offsetNanoseconds / 1e6,
  };
}

/**
 * The first instant at which a wall clock shows `wall` (written as if it were UTC). Where that time is skipped, `at`
 * is read with the offset before the change and `changeAt` is the change.
 */
function resolveWall(zone: string, wall: number): { at: Instant; changeAt: Instant | null } {
  let segment = segmentAt(zone, wall - DAY_MS);
  for (;;) {
    const at = wall - segment.offsetMs;
    if (at < segment.until) return { at, changeAt: null };
    const next = segmentAt(zone, segment.until);
    if (wall - next.offsetMs < next.from) return { at, changeAt: next.from };
    segment = next;
  }
}

const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/** Both ways are asked for the same few hundred days all the time, so they are remembered. */
const rememberedDays = 20_000;
const numberOfDay = new Map<Day, number>();
const dayWithNumber = new Map<number, Day>();

/** Days since 1970-01-01. */
function dayNumber(day: Day): number {
  return remembered(numberOfDay, day, countDays);
}

function remembered<K, V>(known: Map<K, V>, key: K, find: (key: K) => V): V {
  const value = known.get(key);
  if (value !== undefined) return value;
  if (known.size >= rememberedDays) known.clear();
  const found = find(key);
  known.set(key, found);
  return found;
}

function countDays(day: Day): number {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7));
  const isAfterLeapDay = month > 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const past = year - 1;
  const leapDays = Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
  const inYear = (DAYS_BEFORE_MONTH[month - 1] ?? 0) + (isAfterLeapDay ? 1 : 0) + Number(day.slice(8, 10)) - 1;
  return past * 365 + leapDays + inYear - 719_162;
}

/** Inverse of `dayNumber`. */
function dayOfNumber(number: number): Day {
  return remembered(dayWithNumber, number, writeDay);
}

/** Counts in 400-year cycles that start on 1 March, so that the leap day comes last. */
function writeDay(number: number): Day {
  const shifted = number + 719_468;
  const cycle = Math.floor(shifted / 146_097);
  const inCycle = shifted - cycle * 146_097;
  const yearOfCycle = Math.floor(
    (inCycle - Math.floor(inCycle / 1_460) + Math.floor(inCycle / 36_524) - Math.floor(inCycle / 146_096)) / 365,
  );
  const inYear = inCycle - (365 * yearOfCycle + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100));
  const shiftedMonth = Math.floor((5 * inYear + 2) / 153);
  const dayOfMonth = inYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`;
}
