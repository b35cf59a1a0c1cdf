import { type Day, isDay } from '../kernel/local-time.ts';
import type { Instant } from '../kernel/window.ts';

export type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';

/** A weekday of a rule: 1 for Monday to 7 for Sunday; ordinal 0 for every one. */
export interface ByDay {
  day: number;
  ordinal: number;
}

/** The part of RFC 5545 that bookings need: whole days, and an end. */
export interface Recurrence {
  frequency: Frequency;
  interval: number;
  count: number | null;
  /** The last instant at which an occurrence may start, or a local day with or without a wall clock time, inclusive. */
  until: Instant | { day: Day; minutes: number | null } | null;
  days: ByDay[];
  monthDays: number[];
  months: number[];
  setPositions: number[];
  /** 1 for Monday to 7 for Sunday. */
  weekStart: number;
}

/** `invalid-rrule`: not RFC 5545, or a part that bookings do not take. `endless-series`: neither COUNT nor UNTIL. */
export type RuleFault = 'invalid-rrule' | 'endless-series';

export type ParsedRule = { ok: true; rule: Recurrence } | { ok: false; code: RuleFault };

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** Reads `FREQ=WEEKLY;BYDAY=MO,WE;COUNT=10`, with or without `RRULE:` before it. */
export function parseRule(text: string): ParsedRule {
  const rule = readRule(text);
  if (!rule) return { ok: false, code: 'invalid-rrule' };
  return rule.count === null && rule.until === null ? { ok: false, code: 'endless-series' } : { ok: true, rule };
}

/** The same for a rule that may go on without end; null when it is not RFC 5545, or has a part that is not taken. */
export function readRule(text: string): Recurrence | null {
  const parts = partsOf(text);
  return parts && ruleOf(parts);
}

/** Names and values; null when one is not known or occurs twice. */
function partsOf(text: string): Map<string, string> | null {
  const parts = new Map<string, string>();
  for (const part of text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .replace(/;$/, '')
    .split(';')) {
    const [, name, value] = /^([A-Z]+)=([A-Z0-9,+\-:]+)$/.exec(part) ?? [];
    if (name === undefined || value === undefined || !known.has(name) || parts.has(name)) return null;
    parts.set(name, value);
  }
  return parts;
}

const known = new Set(['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'BYMONTHDAY', 'BYMONTH', 'BYSETPOS', 'WKST']);

function ruleOf(parts: Map<string, string>): Recurrence | null {
  const frequency = parts.get('FREQ') as Frequency | undefined;
  if (!frequency || !['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'].includes(frequency)) return null;
  const interval = oneNumber(parts.get('INTERVAL') ?? '1', 1, 1_000);
  const count = parts.has('COUNT') ? oneNumber(parts.get('COUNT')!, 1, 10_000) : null;
  const until = parts.has('UNTIL') ? untilOf(parts.get('UNTIL')!) : null;
  const days = listOf(parts.get('BYDAY'), weekdayOf);
  const monthDays = listOf(parts.get('BYMONTHDAY'), (text) => aroundZero(text, 31));
  const months = listOf(parts.get('BYMONTH'), (text) => oneNumber(text, 1, 12));
  const setPositions = listOf(parts.get('BYSETPOS'), (text) => aroundZero(text, 366));
  const weekStart = weekdays.indexOf(parts.get('WKST') ?? 'MO') + 1;
  if (interval === null || !days || !monthDays || !months || !setPositions || weekStart === 0) return null;
  if ((parts.has('COUNT') && count === null) || (parts.has('UNTIL') && until === null)) return null;
  const rule = { frequency, interval, count, until, days, monthDays, months, setPositions, weekStart };
  return isConsistent(rule) ? rule : null;
}

/** What the standard forbids together. */
function isConsistent({ frequency, count, until, days, monthDays, months, setPositions }: Recurrence): boolean {
  if (count !== null && until !== null) return false;
  if (frequency === 'WEEKLY' && monthDays.length > 0) return false;
  const hasOrdinals = days.some(({ ordinal }) => ordinal !== 0);
  if (hasOrdinals && (frequency === 'DAILY' || frequency === 'WEEKLY')) return false;
  return setPositions.length === 0 || days.length + monthDays.length + months.length > 0;
}

function weekdayOf(text: string): ByDay | null {
  const [, ordinal = '', name = ''] = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(text) ?? [];
  const day = weekdays.indexOf(name) + 1;
  const position = ordinal === '' ? 0 : aroundZero(ordinal, 53);
  return day === 0 || position === null ? null : { day, ordinal: position };
}

/** `20261231`, `20261231T235959` by the wall clock, or `20261231T160000Z`. */
function untilOf(text: string): Recurrence['until'] {
  const [, year, month, date, hour, minute, second, zulu] =
    /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/.exec(text) ?? [];
  const day = `${year}-${month}-${date}`;
  if (!isDay(day)) return null;
  if (hour === undefined) return { day, minutes: null };
  const at = Date.parse(`${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(at)) return null;
  return zulu === 'Z' ? at : { day, minutes: Number(hour) * 60 + Number(minute) };
}

function listOf<T>(text: string | undefined, read: (part: string) => T | null): T[] | null {
  if (text === undefined) return [];
  const values = text.split(',').map(read);
  return values.some((value) => value === null) ? null : (values as T[]);
}

function aroundZero(text: string, most: number): number | null {
  const number = /^[+-]?\d{1,3}$/.test(text) ? Number(text) : 0;
  return number !== 0 && Math.abs(number) <= most ? number : null;
}

function oneNumber(text: string, least: number, most: number): number | null {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : null;
}
