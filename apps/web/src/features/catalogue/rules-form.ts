import type { Operations } from '@guanyi/contracts/operations';
import { clockText, parseClock } from '../../ui/zone.ts';
import type { Instrument } from './instrument-rights.ts';

type RulesInput = Operations['putBookingRules']['input']['body'];
export type Quota = NonNullable<RulesInput['quotas']>[number];

/** One opening window; the times as they were typed. An end at or before the start is on the next day. */
export interface WeeklyWindow {
  key: string;
  day: number;
  from: string;
  until: string;
}

export const numberFields = [
  'slotMinutes',
  'minMinutes',
  'maxMinutes',
  'leadMinutes',
  'horizonDays',
  'setupMinutes',
  'teardownMinutes',
  'noShowMinutes',
] as const;
export type NumberField = (typeof numberFields)[number];

export interface RulesForm {
  weekly: WeeklyWindow[];
  numbers: Record<NumberField, string>;
  closedOnHolidays: boolean;
  quotas: Quota[];
  qualificationIds: string[];
  projectCodeRequired: boolean;
}

const workdays = [1, 2, 3, 4, 5];

const usual: Record<NumberField, number> = {
  slotMinutes: 30,
  minMinutes: 60,
  maxMinutes: 480,
  leadMinutes: 1440,
  horizonDays: 90,
  setupMinutes: 0,
  teardownMinutes: 0,
  noShowMinutes: 30,
};

let nextKey = 1;

export function newWindow(day: number, from = '09:00', until = '17:00'): WeeklyWindow {
  return { key: `w${nextKey++}`, day, from, until };
}

/** Windows as a week reads: by day, then by start. Their keys come from their place, so that an unchanged week compares as equal. */
function sorted(weekly: readonly { day: number; from: string; until: string }[]): WeeklyWindow[] {
  return [...weekly]
    .sort((a, b) => a.day - b.day || a.from.localeCompare(b.from))
    .map((window, index) => ({ key: `s${index}`, ...window }));
}

export function rulesFormOf(instrument: Instrument): RulesForm {
  const { rules } = instrument;
  const numbers = Object.fromEntries(numberFields.map((name) => [name, String((rules ?? usual)[name])]));
  return {
    weekly: nightsJoined(rules?.weekly ?? workdays.map((day) => ({ day, from: '09:00', until: '17:00' }))),
    numbers: numbers as Record<NumberField, string>,
    closedOnHolidays: rules?.closedOnHolidays ?? true,
    quotas: rules?.quotas ?? [],
    qualificationIds: rules?.qualificationIds ?? [],
    projectCodeRequired: rules?.projectCodeRequired ?? false,
  };
}

type StoredWindow = Omit<WeeklyWindow, 'key'>;

const nextDay = (day: number) => (day % 7) + 1;

/** Whether a window runs over midnight; what is no time does not. */
export function isOvernight({ from, until }: StoredWindow): boolean {
  const [start, end] = [parseClock(tidyClock(from)), parseClock(tidyClock(until))];
  return start !== undefined && end !== undefined && end > 0 && end <= start;
}

/** A night is stored as two windows, until midnight and from midnight on; people read and write it as one. */
function nightsJoined(stored: readonly StoredWindow[]): WeeklyWindow[] {
  const mornings = new Set<StoredWindow>();
  const joined = stored.map((evening) => {
    const morning = stored.find(
      (other) => other.from === '00:00' && other.day === nextDay(evening.day) && isMorningOf(evening, other),
    );
    if (!morning) return evening;
    mornings.add(morning);
    return { ...evening, until: morning.until };
  });
  return sorted(joined.filter((_, index) => !mornings.has(stored[index] as StoredWindow)));
}

/** Together less than a day, or they would not read as one window. */
function isMorningOf(evening: StoredWindow, morning: StoredWindow): boolean {
  return evening.until === '24:00' && evening.from !== '00:00' && morning.until <= evening.from;
}

/** Windows for the wire in the order of the form; the mornings of its nights stand behind them, so that places keep their names. */
function nightsCut(weekly: readonly WeeklyWindow[]): StoredWindow[] {
  const tidy = weekly.map(({ day, from, until }) => ({ day, from: tidyClock(from), until: tidyClock(until) }));
  const evenings = tidy.map((window) => {
    if (window.until === '00:00') return { ...window, until: '24:00' };
    return isOvernight(window) ? { ...window, until: '24:00' } : window;
  });
  const mornings = tidy.filter(isOvernight).map(({ day, until }) => ({ day: nextDay(day), from: '00:00', until }));
  return [...evenings, ...mornings];
}

/** A number for the wire; what is none goes as -1, so that the server names the field. */
function wholeNumber(text: string): number {
  return /^\d{1,7}$/.test(text.trim()) ? Number(text) : -1;
}

/** `8:30` becomes `08:30`; what is no time goes as it is, so that the server names the field. */
export function tidyClock(text: string): string {
  const minutes = parseClock(text.trim().replace('：', ':'));
  return minutes === undefined ? text.trim() : clockText(minutes);
}

export function rulesInputOf(form: RulesForm): RulesInput {
  const numbers = Object.fromEntries(numberFields.map((name) => [name, wholeNumber(form.numbers[name])]));
  return {
    weekly: nightsCut(form.weekly),
    ...(numbers as Record<NumberField, number>),
    closedOnHolidays: form.closedOnHolidays,
    quotas: form.quotas,
    qualificationIds: form.qualificationIds,
    projectCodeRequired: form.projectCodeRequired,
  };
}

/** A clock time moved by minutes within the day; the end may be 24:00. */
export function stepClock(text: string, minutes: number): string {
  const at = parseClock(text);
  return at === undefined ? text : clockText(Math.min(1440, Math.max(0, at + minutes)));
}

/** The windows of one day on all working days, other days as they are. */
export function copyToWorkdays(weekly: readonly WeeklyWindow[], day: number): WeeklyWindow[] {
  const model = weekly.filter((window) => window.day === day);
  const others = weekly.filter((window) => window.day === day || !workdays.includes(window.day));
  const copies = workdays
    .filter((other) => other !== day)
    .flatMap((other) => model.map(({ from, until }) => newWindow(other, from, until)));
  return [...others, ...copies].sort((a, b) => a.day - b.day || a.from.localeCompare(b.from));
}
