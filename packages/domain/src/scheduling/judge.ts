import { addDays, type Day, startOfDay } from '../kernel/local-time.ts';
import { durationMs, type Instant, intersect, MINUTE_MS, subtract, type Window } from '../kernel/window.ts';
import { bookableWindow, openWindows, type RuleContext, type WindowRefusal } from './booking-rules.ts';
import { isOnGrid } from './grid.ts';
import { keptWindows, type PriorityHours } from './priority-hours.ts';
import { isSupervisedPurpose, supervisionEnds } from './purpose.ts';
import { exceededWindows, fullWindows, type QuotaUse } from './quota.ts';

export type RefusalCode =
  | WindowRefusal
  | 'priority-hours'
  | 'purpose-not-allowed'
  | 'calibration-expired'
  | 'suspended'
  | 'not-qualified'
  | 'quota-exceeded';

/** A stretch of time that cannot be booked, and why. */
export interface RefusedStretch extends Window {
  code: RefusalCode;
}

/** Who asks and what for, as far as the rules care. */
export interface Standing {
  /** Not said yet: then no purpose is refused. */
  purposeKind: string | undefined;
  /** Last day of customs supervision of the instrument, inclusive. */
  supervisedUntil: Day | null;
  /** A sealed report is wanted, which needs a valid calibration on the day of use (D6); research data does not. */
  sealed: boolean;
  /** Last day of the calibration, inclusive; `null` when none is on record. */
  calibratedUntil: Day | null;
  /** Until when the person meets the requirements; infinity where none are made of them. */
  qualifiedUntil: Instant;
  /** Until when the person may book nothing in the lab; `null` when nothing is held against them. */
  suspendedUntil: Instant | null;
  quotas: readonly QuotaUse[];
}

/** Nothing known of the person, nothing held against them. */
export const anybody: Standing = {
  purposeKind: undefined,
  supervisedUntil: null,
  sealed: false,
  calibratedUntil: null,
  qualifiedUntil: Number.POSITIVE_INFINITY,
  suspendedUntil: null,
  quotas: [],
};

export interface JudgeInput extends RuleContext {
  standing: Standing;
  /** What agreements keep for others than the one who asks; nothing unless given. */
  priority?: readonly PriorityHours[];
  now: Instant;
}

/**
 * Why a booking of exactly `window` is refused at `now`; empty when every rule allows it. The first entry is the one to
 * answer with: whatever another hour of the day could not mend comes first, what lies in the person last. Whether the
 * time is taken is not a rule; only writing it will tell.
 */
export function judgeBooking(input: JudgeInput, window: Window): RefusedStretch[] {
  const { rules, zone } = input;
  const lengthMs = durationMs(window);
  const isTooLong = lengthMs > rules.maxMinutes * MINUTE_MS;
  const isAligned = isOnGrid(zone, window.from, rules.slotMinutes) && isOnGrid(zone, window.until, rules.slotMinutes);
  const whole = (isRefused: boolean, code: RefusalCode): RefusedStretch[] => (isRefused ? [{ ...window, code }] : []);
  return [
    ...offHorizon(input, window),
    ...whole(lengthMs < rules.minMinutes * MINUTE_MS, 'too-short'),
    ...whole(isTooLong, 'too-long'),
    ...whole(!isAligned, 'off-grid'),
    // A window beyond the maximum is not walked day by day: its length comes from the client and has no bound.
    ...(isTooLong ? [] : [...closed(input, window), ...kept(input, window)]),
    ...personal(input, window),
    ...(isTooLong
      ? []
      : input.standing.quotas.flatMap((use) =>
          exceededWindows(use, zone, window).map((full) => refused('quota-exceeded', full, window)),
        )),
  ];
}

/**
 * The stretches of `range` in which no booking can lie, one entry for each reason, in the order of the reasons and then
 * of time: what a calendar shows before anybody submits. The caller bounds the range.
 */
export function refusedStretches(input: JudgeInput, range: Window): RefusedStretch[] {
  const { zone, rules, standing } = input;
  return [
    ...offHorizon(input, range),
    ...closed(input, range),
    ...kept(input, range),
    ...personal(input, range),
    ...standing.quotas.flatMap((use) =>
      fullWindows(use, zone, range, rules.minMinutes).map((full) => refused('quota-exceeded', full, range)),
    ),
  ];
}

function offHorizon({ rules, zone, now }: JudgeInput, range: Window): RefusedStretch[] {
  const bookable = bookableWindow(rules, zone, now);
  return [
    ...cut('too-soon', { from: Number.NEGATIVE_INFINITY, until: bookable.from }, range),
    ...cut('too-far', { from: bookable.until, until: Number.POSITIVE_INFINITY }, range),
  ];
}

function closed({ rules, zone, calendar }: JudgeInput, range: Window): RefusedStretch[] {
  return subtract([range], openWindows(rules, zone, calendar, range)).map((window) => ({
    ...window,
    code: 'outside-open-hours',
  }));
}

/** Hours that an agreement keeps for a stakeholder, until they are released. */
function kept({ priority = [], zone, now }: JudgeInput, range: Window): RefusedStretch[] {
  return keptWindows(priority, zone, range, now).map((window) => ({ ...window, code: 'priority-hours' }));
}

/** What lies in purpose and person. A grant is judged as of now and once more at check-in, as it may be renewed meanwhile. */
function personal({ zone, now, standing }: JudgeInput, range: Window): RefusedStretch[] {
  const { purposeKind, suspendedUntil } = standing;
  const isReserved = purposeKind !== undefined && !isSupervisedPurpose(purposeKind);
  const supervised = {
    from: Number.NEGATIVE_INFINITY,
    until: isReserved ? supervisionEnds(zone, standing.supervisedUntil) : Number.NEGATIVE_INFINITY,
  };
  return [
    ...cut('purpose-not-allowed', supervised, range),
    ...(standing.sealed ? cut('calibration-expired', uncalibrated(zone, standing.calibratedUntil), range) : []),
    ...(suspendedUntil !== null && now < suspendedUntil ? [refused('suspended', range, range)] : []),
    ...(standing.qualifiedUntil <= now ? [refused('not-qualified', range, range)] : []),
  ];
}

/** From the day after the last of the calibration on; always, when there is none. */
function uncalibrated(zone: string, calibratedUntil: Day | null): Window {
  const from = calibratedUntil === null ? Number.NEGATIVE_INFINITY : startOfDay(zone, addDays(calibratedUntil, 1));
  return { from, until: Number.POSITIVE_INFINITY };
}

/** What a rule of the instrument can hold against a booking that was made under others. */
const lasting: readonly RefusalCode[] = [
  'outside-open-hours',
  'too-short',
  'too-long',
  'off-grid',
  'purpose-not-allowed',
  'calibration-expired',
];

/**
 * Why the rules as they are now refuse a booking that exists; empty when it may stay. Lead time, horizon, quotas and
 * suspensions bind who asks and are not asked again; a qualification is looked at when the use begins.
 */
export function judgeExisting(input: JudgeInput, window: Window): RefusedStretch[] {
  return judgeBooking(input, window).filter(({ code }) => lasting.includes(code));
}

function cut(code: RefusalCode, window: Window, range: Window): RefusedStretch[] {
  const shared = intersect(window, range);
  return shared ? [{ ...shared, code }] : [];
}

function refused(code: RefusalCode, window: Window, range: Window): RefusedStretch {
  return { ...(intersect(window, range) ?? range), code };
}
