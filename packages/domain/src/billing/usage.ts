import { DAY_MS, durationMs, type Instant, intersect, MINUTE_MS, type Window } from '../kernel/window.ts';

export const USAGE_STATUSES = ['problem', 'recorded', 'confirmed', 'disputed'] as const;
export type UsageStatus = (typeof USAGE_STATUSES)[number];

export type UsageVerb = 'complete' | 'confirm' | 'withdraw' | 'lapse' | 'dispute' | 'resolve';

/**
 * The whole review of a use. A record that lacks its end or its price is a `problem` until a person has supplied it.
 * `lapse` is time's own confirmation; whether a use is billed is told by its charge, not by its status.
 */
export const USAGE_LIFE_CYCLE: Record<UsageVerb, { from: readonly UsageStatus[]; to: UsageStatus }> = {
  complete: { from: ['problem'], to: 'recorded' },
  confirm: { from: ['recorded', 'confirmed'], to: 'confirmed' },
  withdraw: { from: ['confirmed'], to: 'recorded' },
  lapse: { from: ['recorded'], to: 'confirmed' },
  dispute: { from: ['recorded', 'confirmed'], to: 'disputed' },
  resolve: { from: ['disputed'], to: 'confirmed' },
};

/** How long both sides may look at a use before it counts as confirmed. */
export const REVIEW_DAYS = 7;

/** What the review needs to know of a use; verbs keep every further field of the value they are given. */
export interface UsageState {
  status: UsageStatus;
  /** Null: this record is the use. Otherwise it only stands beside the one of that id. */
  besideId: string | null;
  labConfirmedAt: Instant | null;
  customerConfirmedAt: Instant | null;
  /** Null where no review runs: before the use is complete, and once time or a decision has settled it. */
  reviewEndsAt: Instant | null;
}

export type UsageOutcome<U> = { ok: true; usage: U } | { ok: false; code: 'state-conflict'; status: UsageStatus };

/** The state that a reader sees at `now`: a review whose time is over is confirmed, whether or not the sweeper ran. */
export function usageStatusAt(usage: Pick<UsageState, 'status' | 'reviewEndsAt'>, now: Instant): UsageStatus {
  return usage.status === 'recorded' && isReviewOver(usage, now) ? 'confirmed' : usage.status;
}

/** When the review of a use ends that became complete at `at`. */
export function reviewEnd(at: Instant): Instant {
  return at + REVIEW_DAYS * DAY_MS;
}

/**
 * One side stands by the use; the other may still do so later, and confirming again changes nothing. A `problem` cannot be
 * confirmed (R31), nor can a use in dispute: `state-conflict`. Once the customer has confirmed, the review is over for both,
 * unless the customer takes that back.
 */
export function confirmUse<U extends UsageState>(usage: U, now: Instant, side: 'lab' | 'customer'): UsageOutcome<U> {
  const moved = move(usage, 'confirm');
  if (!moved.ok) return moved;
  const stamp = side === 'lab' ? 'labConfirmedAt' : 'customerConfirmedAt';
  return { ok: true, usage: { ...moved.usage, [stamp]: usage[stamp] ?? now } };
}

/**
 * A side takes its confirmation back, as long as the review would run without it: else `state-conflict`. What the other side said
 * stays, and with it the use stays confirmed.
 */
export function withdrawUse<U extends UsageState>(usage: U, now: Instant, side: 'lab' | 'customer'): UsageOutcome<U> {
  const [own, other] =
    side === 'lab'
      ? (['labConfirmedAt', 'customerConfirmedAt'] as const)
      : (['customerConfirmedAt', 'labConfirmedAt'] as const);
  if (usage[own] === null || withdrawalEnd(usage, now) === null) return conflict(usage, now);
  const taken = { ...usage, [own]: null };
  return usage[other] === null ? move(taken, 'withdraw') : { ok: true, usage: taken };
}

/** Until when a confirmation may be taken back; null where there is none, or none that could. */
export function withdrawalEnd(usage: Omit<UsageState, 'besideId'>, now: Instant): Instant | null {
  const hasSpoken = usage.labConfirmedAt !== null || usage.customerConfirmedAt !== null;
  return hasSpoken && usage.status === 'confirmed' && !isReviewOver(usage, now) ? usage.reviewEndsAt : null;
}

/** Until when the customer may still object; null once that is settled. */
export function openReviewEnd(usage: Omit<UsageState, 'besideId' | 'labConfirmedAt'>, now: Instant): Instant | null {
  const isSettled = usage.status === 'disputed' || usage.customerConfirmedAt !== null || isReviewOver(usage, now);
  return isSettled ? null : usage.reviewEndsAt;
}

/**
 * The customer refuses to pay for a part of the use. Possible until the customer has confirmed it or the review is over,
 * and only for the record that is billed: else `state-conflict`.
 */
export function disputeUse<U extends UsageState>(usage: U, now: Instant): UsageOutcome<U> {
  const isSettled = usage.customerConfirmedAt !== null || usage.reviewEndsAt === null || isReviewOver(usage, now);
  if (usage.status !== 'problem' && (isSettled || usage.besideId !== null)) return conflict(usage, now);
  return move(usage, 'dispute');
}

/** The lab's side has decided the dispute: nothing is left to review. */
export function resolveUse<U extends UsageState>(usage: U): UsageOutcome<U> {
  const moved = move(usage, 'resolve');
  return moved.ok ? { ok: true, usage: { ...moved.usage, reviewEndsAt: null } } : moved;
}

/** Whole minutes of a use, at least 1. */
export function usedMinutes(used: Window): number {
  return Math.max(1, Math.floor(durationMs(used) / MINUTE_MS));
}

export type UseFault = 'use-without-length' | 'idle-exceeds-use';

/** What makes a told use impossible (R27, R31): an end that is not after its start, or more idle than used minutes. */
export function faultOfUse(use: { from: Instant; until: Instant | null; idleMinutes: number }): UseFault | null {
  const { from, until, idleMinutes } = use;
  if (until === null) return null;
  if (until <= from) return 'use-without-length';
  return idleMinutes > usedMinutes({ from, until }) ? 'idle-exceeds-use' : null;
}

/** True when a disputed time has something to do with the use or with what was booked for it. */
export function touchesUse(disputed: Window, used: Window, booked: Window | null): boolean {
  return intersect(disputed, used) !== null || (booked !== null && intersect(disputed, booked) !== null);
}

/** Minutes by which the use differs from what was booked, and the meter from the use; null where one of the two is missing. */
export interface UsageVariance {
  /** Minutes used after the booked end; negative for an early end. */
  overMinutes: number | null;
  /** Metered minus used minutes. */
  meteredMinutes: number | null;
}

export function varianceOf(used: Window | null, booked: Window | null, metered: readonly Window[]): UsageVariance {
  const measured = metered.reduce((sum, window) => sum + Math.floor(durationMs(window) / MINUTE_MS), 0);
  return {
    overMinutes: used && booked ? Math.trunc((used.until - booked.until) / MINUTE_MS) : null,
    meteredMinutes: used && metered.length > 0 ? measured - usedMinutes(used) : null,
  };
}

function isReviewOver(usage: Pick<UsageState, 'reviewEndsAt'>, now: Instant): boolean {
  return usage.reviewEndsAt !== null && usage.reviewEndsAt <= now;
}

function move<U extends UsageState>(usage: U, verb: UsageVerb): UsageOutcome<U> {
  const { from, to } = USAGE_LIFE_CYCLE[verb];
  if (!from.includes(usage.status)) return { ok: false, code: 'state-conflict', status: usage.status };
  return { ok: true, usage: { ...usage, status: to } };
}

function conflict(usage: UsageState, now: Instant): { ok: false; code: 'state-conflict'; status: UsageStatus } {
  return { ok: false, code: 'state-conflict', status: usageStatusAt(usage, now) };
}
