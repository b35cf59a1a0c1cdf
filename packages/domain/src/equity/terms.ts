import { Temporal } from 'temporal-polyfill';
import { addDays, type Day, daysBetween, localDay, startOfDay } from '../kernel/local-time.ts';
import type { Instant } from '../kernel/window.ts';

/** What the regulations in force ask of an equity case; a row of the rule table that is effective on a day. */
export interface EquityRules {
  /** Calendar days for which the public may object (X7). */
  noticeDays: number;
  /** How long an appraisal may be relied on after its base date (X8). */
  appraisalMonths: number;
  /** A case that nobody takes further for so long lapses. */
  idleMonths: number;
  /** Regulations that a refusal names. */
  references: { unitType: string; notice: string; appraisal: string; supervision: string };
}

/** The days on which a published notice runs, both inclusive, and the first on which the agreement may be signed. */
export interface NoticePeriod {
  firstDay: Day;
  lastDay: Day;
  agreementFrom: Day;
}

/**
 * The notice of a case (X7): `noticeDays` calendar days from the day after publication; the agreement may be signed from
 * 00:00 of the day after the last.
 */
export function noticePeriod(publishedOn: Day, noticeDays: number): NoticePeriod {
  return {
    firstDay: addDays(publishedOn, 1),
    lastDay: addDays(publishedOn, noticeDays),
    agreementFrom: addDays(publishedOn, noticeDays + 1),
  };
}

/** True until 00:00 of the first day on which the agreement may be signed, in the zone of the lab. */
export function isNoticeRunning(agreementFrom: Day, zone: string, now: Instant): boolean {
  return now < startOfDay(zone, agreementFrom);
}

/** Days of the notice that are over at `now`, from 0 to its length. */
export function noticeDaysPast(period: NoticePeriod, zone: string, now: Instant): number {
  const length = daysBetween(period.firstDay, period.agreementFrom);
  return Math.max(0, Math.min(length, daysBetween(period.firstDay, localDay(zone, now))));
}

/**
 * The last day on which an appraisal may be relied on (X8), inclusive: the same calendar day so many months later, or the
 * last of that month where there is no such day (29 February of a leap year → 28 February).
 */
export function appraisalValidUntil(baseDate: Day, months: number): Day {
  return addMonths(baseDate, months);
}

/** When a case lapses that is left alone from `now` on: at 00:00 of the same calendar day `months` later. */
export function lapsesAt(now: Instant, zone: string, months: number): Instant {
  return startOfDay(zone, addMonths(localDay(zone, now), months));
}

function addMonths(day: Day, months: number): Day {
  return Temporal.PlainDate.from(day).add({ months }).toString();
}
