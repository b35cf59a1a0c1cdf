import { parseClock } from '../kernel/local-time.ts';
import { durationMs, mergeWindows, type Window } from '../kernel/window.ts';
import type { BookingRules, WeeklyWindow } from './booking-rules.ts';

const DAY_MINUTES = 1_440;
const MAX_HORIZON_DAYS = 730;

export interface RuleFault {
  code:
    | 'out-of-range'
    | 'invalid-time'
    | 'backward-window'
    | 'min-over-max'
    | 'no-length-on-grid'
    | 'min-over-open-hours'
    | 'lead-over-horizon';
  /** JSON pointer into the rules. */
  pointer: string;
  /** For logs and developers; people read the translation of the code. */
  message: string;
}

/** Inclusive bounds of the whole numbers. */
const RANGES = {
  slotMinutes: [1, DAY_MINUTES],
  minMinutes: [1, MAX_HORIZON_DAYS * DAY_MINUTES],
  maxMinutes: [1, MAX_HORIZON_DAYS * DAY_MINUTES],
  leadMinutes: [0, MAX_HORIZON_DAYS * DAY_MINUTES],
  horizonDays: [0, MAX_HORIZON_DAYS],
  setupMinutes: [0, 7 * DAY_MINUTES],
  teardownMinutes: [0, 7 * DAY_MINUTES],
  noShowMinutes: [0, DAY_MINUTES],
} as const;

/** Faults and contradictions of a set of rules; none when it can be stored. */
export function checkRules(rules: BookingRules): RuleFault[] {
  const faults: RuleFault[] = [];
  for (const [field, [least, most]] of Object.entries(RANGES)) {
    const value = rules[field as keyof typeof RANGES];
    if (!Number.isInteger(value) || value < least || value > most) {
      faults.push({
        code: 'out-of-range',
        pointer: `/${field}`,
        message: `must be a whole number from ${least} to ${most}`,
      });
    }
  }
  rules.weekly.forEach((entry, i) => {
    faults.push(...checkEntry(entry, `/weekly/${i}`));
  });
  rules.quotas.forEach((quota, i) => {
    if (!Number.isInteger(quota.limit) || quota.limit < 0) {
      faults.push({ code: 'out-of-range', pointer: `/quotas/${i}/limit`, message: 'must be a whole number from 0' });
    }
  });
  // Contradictions are judged only among values that are sound by themselves.
  return faults.length > 0 ? faults : checkTogether(rules);
}

function checkEntry(entry: WeeklyWindow, pointer: string): RuleFault[] {
  const faults: RuleFault[] = [];
  if (!Number.isInteger(entry.day) || entry.day < 1 || entry.day > 7) {
    faults.push({ code: 'out-of-range', pointer: `${pointer}/day`, message: 'must be 1 (Monday) to 7 (Sunday)' });
  }
  const from = parseClock(entry.from);
  const until = parseClock(entry.until);
  if (from === null)
    faults.push({ code: 'invalid-time', pointer: `${pointer}/from`, message: 'must be 00:00 to 23:59' });
  if (until === null)
    faults.push({ code: 'invalid-time', pointer: `${pointer}/until`, message: 'must be 00:01 to 24:00' });
  if (from !== null && until !== null && from >= until) {
    const message = 'must be later than from; a night is two entries, one until 24:00 and one from 00:00';
    faults.push({ code: 'backward-window', pointer: `${pointer}/until`, message });
  }
  return faults;
}

function checkTogether(rules: BookingRules): RuleFault[] {
  const { minMinutes, maxMinutes, slotMinutes } = rules;
  if (minMinutes > maxMinutes) {
    return [{ code: 'min-over-max', pointer: '/minMinutes', message: 'must not exceed maxMinutes' }];
  }
  const faults: RuleFault[] = [];
  const shortestOnGrid = Math.ceil(minMinutes / slotMinutes) * slotMinutes;
  if (shortestOnGrid > maxMinutes) {
    const message = `no multiple of ${slotMinutes} lies between minMinutes and maxMinutes`;
    faults.push({ code: 'no-length-on-grid', pointer: '/slotMinutes', message });
  }
  if (rules.weekly.length > 0 && longestOpenMinutes(rules.weekly) < minMinutes) {
    const message = 'no opening window, joined with those it touches, is that long';
    faults.push({ code: 'min-over-open-hours', pointer: '/minMinutes', message });
  }
  if (rules.leadMinutes >= (rules.horizonDays + 1) * DAY_MINUTES) {
    faults.push({ code: 'lead-over-horizon', pointer: '/leadMinutes', message: 'must end before the horizon' });
  }
  return faults;
}

/** The longest stretch of open minutes, followed from one week into the next; a week without a gap has no end. */
function longestOpenMinutes(weekly: readonly WeeklyWindow[]): number {
  const week = 7 * DAY_MINUTES;
  const twice = weekly.flatMap((entry): Window[] => {
    const start = (entry.day - 1) * DAY_MINUTES;
    const from = start + (parseClock(entry.from) ?? 0);
    const until = start + (parseClock(entry.until) ?? 0);
    return [
      { from, until },
      { from: from + week, until: until + week },
    ];
  });
  const longest = Math.max(...mergeWindows(twice).map(durationMs));
  return longest >= 2 * week ? Number.POSITIVE_INFINITY : longest;
}
