import { DAY_MS, type Instant, type Window } from '../kernel/window.ts';

/** When missed bookings keep somebody from booking; one policy a lab is in force at a time. */
export interface StrikePolicy {
  /** So many missed bookings suspend; 0 never does. */
  strikes: number;
  withinDays: number;
  suspendDays: number;
}

export type SuspensionStatus = 'active' | 'appealed' | 'upheld' | 'lifted';

export type SuspensionVerb = 'appeal' | 'uphold' | 'lift';

/** The whole life of a suspension. It ends by its time in every state; only a lifted one ends before. */
export const SUSPENSION_LIFE_CYCLE: Record<
  SuspensionVerb,
  { from: readonly SuspensionStatus[]; to: SuspensionStatus }
> = {
  appeal: { from: ['active'], to: 'appealed' },
  uphold: { from: ['appealed'], to: 'upheld' },
  lift: { from: ['active', 'appealed', 'upheld'], to: 'lifted' },
};

/** Since when strikes count that lead to a suspension at `at`. */
export function strikesSince(policy: StrikePolicy, at: Instant): Instant {
  return at - policy.withinDays * DAY_MS;
}

/** The suspension that so many uncounted strikes lead to at `at`, `null` when there are too few. */
export function suspensionFor(policy: StrikePolicy, strikes: number, at: Instant): Window | null {
  if (policy.strikes === 0 || strikes < policy.strikes) return null;
  return { from: at, until: at + policy.suspendDays * DAY_MS };
}

/** The next state, `null` when the verb does not apply now: a suspension that is over cannot be argued about. */
export function changeSuspension(
  suspension: { status: SuspensionStatus; until: Instant },
  verb: SuspensionVerb,
  now: Instant,
): SuspensionStatus | null {
  const { from, to } = SUSPENSION_LIFE_CYCLE[verb];
  return now < suspension.until && from.includes(suspension.status) ? to : null;
}
