import {
  addDays,
  type Day,
  dayOfWeek,
  daysBetween,
  localDay,
  minutesOfDayAt,
  startOfDay,
  wallTime,
} from '../kernel/local-time.ts';
import { type Instant, MINUTE_MS, type Window } from '../kernel/window.ts';
import { type ByDay, type Frequency, parseRule, type Recurrence, type RuleFault, readRule } from './recurrence-rule.ts';

export type Expansion =
  | { ok: true; occurrences: Window[] }
  /** `too-far`: an occurrence lies beyond the horizon. `no-occurrence`: the rule never comes true. */
  | { ok: false; code: RuleFault | 'too-far' | 'no-occurrence' };

export interface ExpansionInput {
  rrule: string;
  zone: string;
  /** Where the series starts: every occurrence begins at the same wall clock time and lasts as long. */
  first: Window;
  /** Occurrences must end by this instant. */
  horizon: Instant;
}

/**
 * All occurrences of a series, in order, by RFC 5545 in the wall clock of the zone: 09:00 stays 09:00 when the clocks
 * change, a month without a 31st is skipped, a time that is skipped by a clock change comes as much later. Occurrences
 * are what the rule names from the day of `first` on; where it names no day, that of `first` is meant.
 */
export function expandSeries({ rrule, zone, first, horizon }: ExpansionInput): Expansion {
  const parsed = parseRule(rrule);
  if (!parsed.ok) return parsed;
  const { rule } = parsed;
  const firstDay = localDay(zone, first.from);
  const minutes = minutesOfDayAt(zone, first.from);
  const lastStart = lastStartOf(rule, zone);
  const lastInHorizon = localDay(zone, horizon);
  const occurrences: Window[] = [];
  for (const day of daysOf(rule, firstDay)) {
    const from = day === firstDay ? first.from : wallTime(zone, day, minutes);
    if (from > lastStart) break;
    if (rule.count !== null && occurrences.length >= rule.count) break;
    const window = { from, until: from + (first.until - first.from) };
    if (day > lastInHorizon || window.until > horizon) return { ok: false, code: 'too-far' };
    occurrences.push(window);
  }
  return occurrences.length === 0 ? { ok: false, code: 'no-occurrence' } : { ok: true, occurrences };
}

export interface PlanInput {
  /** May go on without end. */
  rrule: string;
  zone: string;
  /** Local day from which the rule counts. */
  firstDay: Day;
  /** Minutes of the day, by the wall clock, at which each occurrence begins. */
  fromMinutes: number;
  /** Elapsed minutes of each. */
  minutes: number;
}

/**
 * The occurrences of a plan that begin inside `range`, in order, at most `limit`; by the same reading of the rule as
 * `expandSeries`. @returns null for a rule that is not RFC 5545 or has a part that is not taken.
 */
export function occurrencesWithin(plan: PlanInput, range: Window, limit: number): Window[] | null {
  const rule = readRule(plan.rrule);
  if (!rule) return null;
  const lastStart = Math.min(lastStartOf(rule, plan.zone), range.until - 1);
  const found: Window[] = [];
  let count = 0;
  for (const day of daysOf(rule, plan.firstDay)) {
    const from = wallTime(plan.zone, day, plan.fromMinutes);
    if (from > lastStart || found.length === limit || (rule.count !== null && count >= rule.count)) break;
    count += 1;
    if (from >= range.from) found.push({ from, until: from + plan.minutes * MINUTE_MS });
  }
  return found;
}

/** A rule that has named no day for so many years never comes true again; 29 February skips eight at most. */
const yearsWithoutDay = 9;

/** Days that a rule names from `first` on, without an end. */
function* daysOf(rule: Recurrence, first: Day): Generator<Day> {
  let idleSince = first;
  for (const period of periodsOf(rule, first)) {
    const named = period.days.filter((day) => day >= first);
    for (const day of named) yield day;
    if (named.length > 0) idleSince = named.at(-1)!;
    else if (daysBetween(idleSince, period.start) > yearsWithoutDay * 366) return;
  }
}

interface Period {
  start: Day;
  days: Day[];
}

/** Every `interval`-th day, week, month or year from that of the first occurrence, with the days that the rule names in it. */
function* periodsOf(rule: Recurrence, first: Day): Generator<Period> {
  for (let turn = 0; ; turn += 1) {
    const start = periodStart(rule, first, turn * rule.interval);
    if (start === null) return;
    yield { start, days: bySetPosition(rule, namedDays(rule, start, first)) };
  }
}

function periodStart({ frequency, weekStart }: Recurrence, first: Day, periods: number): Day | null {
  if (frequency === 'DAILY') return addDays(first, periods);
  if (frequency === 'WEEKLY') return addDays(first, periods * 7 - ((dayOfWeek(first) - weekStart + 7) % 7));
  const months = Number(first.slice(0, 4)) * 12 + (frequency === 'MONTHLY' ? Number(first.slice(5, 7)) - 1 : 0);
  const month = months + periods * (frequency === 'MONTHLY' ? 1 : 12);
  // Years of four digits are all that a day can be written with.
  return month >= 9_999 * 12 ? null : dayText(Math.floor(month / 12), (month % 12) + 1, 1);
}

function namedDays(rule: Recurrence, start: Day, first: Day): Day[] {
  const all = daysOfPeriod(rule.frequency, start);
  const inMonths = all.filter((day) => rule.months.length === 0 || rule.months.includes(Number(day.slice(5, 7))));
  return inMonths.filter((day) => isNamed(rule, day, first));
}

/** Whether the parts of the rule that name days name this one; where none do, the first occurrence says which. */
function isNamed(rule: Recurrence, day: Day, first: Day): boolean {
  const { frequency, days, monthDays, months } = rule;
  const byMonthDay = monthDays.length === 0 || monthDays.some((wanted) => dayOfMonth(day, wanted) === day);
  const byDay = days.length === 0 || days.some((wanted) => isWeekday(wanted, day, frequency, months.length > 0));
  if (days.length > 0 || monthDays.length > 0) return byMonthDay && byDay;
  if (frequency === 'WEEKLY') return dayOfWeek(day) === dayOfWeek(first);
  if (frequency === 'MONTHLY') return day.slice(8) === first.slice(8);
  if (frequency === 'YEARLY')
    return months.length > 0 ? day.slice(8) === first.slice(8) : day.slice(5) === first.slice(5);
  return true;
}

/** `MO` is every Monday, `2MO` the second of the month (of the year, for a yearly rule that names no month), `-1MO` the last. */
function isWeekday({ day: wanted, ordinal }: ByDay, day: Day, frequency: Frequency, hasMonths: boolean): boolean {
  if (dayOfWeek(day) !== wanted) return false;
  if (ordinal === 0) return true;
  const isOfYear = frequency === 'YEARLY' && !hasMonths;
  const span = isOfYear
    ? daysOfPeriod('YEARLY', `${day.slice(0, 4)}-01-01`)
    : daysOfPeriod('MONTHLY', `${day.slice(0, 8)}01`);
  const same = span.filter((candidate) => dayOfWeek(candidate) === wanted);
  return same.at(ordinal > 0 ? ordinal - 1 : ordinal) === day;
}

function bySetPosition({ setPositions }: Recurrence, days: Day[]): Day[] {
  if (setPositions.length === 0) return days;
  const chosen = setPositions.flatMap((position) => days.at(position > 0 ? position - 1 : position) ?? []);
  return [...new Set(chosen)].sort();
}

function daysOfPeriod(frequency: Frequency, start: Day): Day[] {
  if (frequency === 'DAILY') return [start];
  const count = frequency === 'WEEKLY' ? 7 : daysBetween(start, periodAfter(frequency, start));
  return Array.from({ length: count }, (_, i) => addDays(start, i));
}

function periodAfter(frequency: Frequency, start: Day): Day {
  const [year, month] = [Number(start.slice(0, 4)), Number(start.slice(5, 7))];
  if (frequency === 'YEARLY') return dayText(year + 1, 1, 1);
  return month === 12 ? dayText(year + 1, 1, 1) : dayText(year, month + 1, 1);
}

/** The 15th for 15, the last day for -1, `null` where the month has no such day. */
function dayOfMonth(within: Day, wanted: number): Day | null {
  const first: Day = `${within.slice(0, 8)}01`;
  const length = daysBetween(first, periodAfter('MONTHLY', first));
  const number = wanted > 0 ? wanted : length + 1 + wanted;
  return number >= 1 && number <= length ? addDays(first, number - 1) : null;
}

/** The last instant at which an occurrence may start. */
function lastStartOf({ until }: Recurrence, zone: string): Instant {
  if (until === null) return Number.POSITIVE_INFINITY;
  if (typeof until === 'number') return until;
  return until.minutes === null
    ? startOfDay(zone, addDays(until.day, 1)) - 1
    : wallTime(zone, until.day, until.minutes);
}

function dayText(year: number, month: number, day: number): Day {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
