import type { Reply } from '../../app/client.ts';
import { addDays } from '../../ui/zone.ts';

export type CalendarYear = Reply<'listCalendarYears'>['items'][number];

/** A day of the form; the key tells rows apart while their dates are being typed. */
export interface FormDay {
  key: string;
  day: string;
  name: string;
  isOffDay: boolean;
}

let made = 0;
const newKey = () => `day-${++made}`;

export function formDays(year: CalendarYear): FormDay[] {
  return year.days.map((day) => ({ key: newKey(), ...day }));
}

/** The day after the last one, with its name, since holidays come in rows; the first of January at first. */
export function emptyDay(year: number, days: readonly FormDay[]): FormDay {
  const last = days.at(-1);
  const next = last?.day ? addDays(last.day, 1) : `${year}-01-01`;
  return { key: newKey(), day: next, name: last?.name ?? '', isOffDay: last?.isOffDay ?? true };
}

/** What is sent: without rows that say nothing. */
export function sentDays(days: readonly FormDay[]): CalendarYear['days'] {
  return days.map(({ day, name, isOffDay }) => ({ day, name: name.trim(), isOffDay }));
}
