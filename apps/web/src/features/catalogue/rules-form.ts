import type { Operations } from '@guanyi/contracts/operations';
import { clockText, parseClock } from '../../ui/zone.ts';
import type { Instrument } from './instrument-rights.ts';

type RulesInput = Operations['putBookingRules']['input']['body'];
export type Quota = NonNullable<RulesInput['quotas']>[number];

/** One opening window; the times as they were typed. */
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
    weekly: sorted(rules?.weekly ?? workdays.map((day) => ({ day, from: '09:00', until: '17:00' }))),
    numbers: numbers as Record<NumberField, string>,
    closedOnHolidays: rules?.closedOnHolidays ?? true,
    quotas: rules?.quotas ?? [],
    qualificationIds: rules?.qualificationIds ?? [],
  };
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
    weekly: form.weekly.map(({ day, from, until }) => ({ day, from: tidyClock(from), until: tidyClock(until) })),
    ...(numbers as Record<NumberField, number>),
    closedOnHolidays: form.closedOnHolidays,
    quotas: form.quotas,
    qualificationIds: form.qualificationIds,
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
