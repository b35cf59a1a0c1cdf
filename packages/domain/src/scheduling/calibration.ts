import { addDays, type Day, parseClock, startOfDay, wallTime } from '../kernel/local-time.ts';
import { type Instant, MINUTE_MS, type Window } from '../kernel/window.ts';

/**
 * What comes of a calibration in the course of time: `occupy` puts the next one into the calendar, `remind` tells the lab that
 * it comes near, `expire` tells that sealed reports are refused from now on.
 */
export type CalibrationStep = 'occupy' | 'remind' | 'expire';

/** When a calibration is due again, in the wall clock of its instrument. */
export interface DueCalibration {
  zone: string;
  /** Last day of validity, inclusive. */
  validUntil: Day;
  /** Local time `HH:MM` on that day. */
  dueFrom: string;
  /** 0 takes no time. */
  dueMinutes: number;
}

/** The lab is told so many days before. */
const remindDays = 30;

/** The time that the next calibration takes of the calendar; `null` when it takes none. */
export function dueWindow({ zone, validUntil, dueFrom, dueMinutes }: DueCalibration): Window | null {
  if (dueMinutes === 0) return null;
  const from = wallTime(zone, validUntil, parseClock(dueFrom) ?? 0);
  return { from, until: from + dueMinutes * MINUTE_MS };
}

/** The first instant at which it is not valid any more. */
export function expiresAt({ zone, validUntil }: Pick<DueCalibration, 'zone' | 'validUntil'>): Instant {
  return startOfDay(zone, addDays(validUntil, 1));
}

/** Whether a use of the window outlasts the calibration: then there is research data only. Never, where none was on record. */
export function outlastsCalibration(zone: string, calibratedUntil: Day | null, window: Window): boolean {
  return calibratedUntil !== null && window.until > expiresAt({ zone, validUntil: calibratedUntil });
}

/**
 * The step that follows `after`, and when; `null` after the last. The calendar is occupied a day before anybody could book
 * that day.
 * @param horizonDays how far ahead the instrument can be booked.
 */
export function nextStep(
  due: DueCalibration,
  horizonDays: number,
  after: CalibrationStep | null,
): { step: CalibrationStep; at: Instant } | null {
  const steps = [
    { step: 'occupy' as const, at: startOfDay(due.zone, addDays(due.validUntil, -horizonDays - 2)) },
    { step: 'remind' as const, at: startOfDay(due.zone, addDays(due.validUntil, -remindDays)) },
    { step: 'expire' as const, at: expiresAt(due) },
  ];
  return steps[steps.findIndex(({ step }) => step === after) + 1] ?? null;
}
