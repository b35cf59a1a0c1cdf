import { type Instant, MINUTE_MS, type Window } from '../kernel/window.ts';

export const WAITLIST_STATUSES = ['waiting', 'offered', 'accepted', 'lapsed', 'left'] as const;

export type WaitlistStatus = (typeof WAITLIST_STATUSES)[number];

export type WaitlistVerb = 'offer' | 'accept' | 'lapse' | 'leave';

/** The whole life of an entry. Who lets an offer lapse has had their turn; the slot goes to the next in line. */
export const WAITLIST_LIFE_CYCLE: Record<WaitlistVerb, { from: readonly WaitlistStatus[]; to: WaitlistStatus }> = {
  offer: { from: ['waiting'], to: 'offered' },
  accept: { from: ['offered'], to: 'accepted' },
  lapse: { from: ['waiting', 'offered'], to: 'lapsed' },
  leave: { from: ['waiting', 'offered'], to: 'left' },
};

/** What time does to an entry. */
export interface WaitlistState {
  status: WaitlistStatus;
  /** The time in which any stretch of `minutes` would do. */
  from: Instant;
  until: Instant;
  minutes: number;
  offerHoldUntil: Instant | null;
}

/** How long an offer stands, unless the slot begins sooner. */
const offerMinutes = 60;
/** Nobody is asked who could not answer in this time. */
const leastAnswerMinutes = 5;

/** Offers that one organisation may have open at a time: a scarce instrument is not gathered up by whoever joins most often. */
export const MOST_OFFERS = 3;

/** The state that a reader sees at `now`: an offer or a wish whose time has passed has lapsed, whether or not the sweeper ran. */
export function waitlistStatusAt(entry: WaitlistState, now: Instant): WaitlistStatus {
  if (entry.status === 'offered' && entry.offerHoldUntil !== null && now >= entry.offerHoldUntil) return 'lapsed';
  if (entry.status === 'waiting' && entry.until - entry.minutes * MINUTE_MS < now) return 'lapsed';
  return entry.status;
}

/** Whether the verb may follow the state at `now`. */
export function mayDo(verb: WaitlistVerb, entry: WaitlistState, now: Instant): boolean {
  const status = verb === 'lapse' ? entry.status : waitlistStatusAt(entry, now);
  return WAITLIST_LIFE_CYCLE[verb].from.includes(status);
}

/** Until when an offer of a slot stands: an hour, or until it can no longer be booked; `null` when that is too soon to answer. */
export function offerStandsUntil(now: Instant, slot: Window, leadMinutes: number): Instant | null {
  const until = Math.min(now + offerMinutes * MINUTE_MS, slot.from - leadMinutes * MINUTE_MS);
  return until - now < leastAnswerMinutes * MINUTE_MS ? null : until;
}

/** The first stretch of the wished length in the free time, inside the time that would do; `null` when there is none. */
export function firstFit(free: readonly Window[], wish: Window & { minutes: number }): Window | null {
  const lengthMs = wish.minutes * MINUTE_MS;
  for (const piece of free) {
    const from = Math.max(piece.from, wish.from);
    if (from + lengthMs <= Math.min(piece.until, wish.until)) return { from, until: from + lengthMs };
  }
  return null;
}
