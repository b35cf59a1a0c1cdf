import { type Instant, MINUTE_MS, type Window } from '../kernel/window.ts';

export const BOOKING_STATUSES = [
  'pendingApproval',
  'confirmed',
  'inUse',
  'completed',
  'declined',
  'cancelled',
  'expired',
  'noShow',
] as const;

export type BookingStatus = (typeof BOOKING_STATUSES)[number];

export type BookingVerb = 'approve' | 'decline' | 'cancel' | 'expire' | 'checkIn' | 'checkOut' | 'complete' | 'noShow';

/** What changes a booking without moving it on in its life. */
export type BookingChangeVerb = 'reschedule' | 'transfer';

/**
 * The whole life of a booking: which verb leads from which states to which. A new booking starts as `pendingApproval`,
 * or as `confirmed` where the offering needs no approval. `complete` closes a use whose end was never recorded.
 */
export const LIFE_CYCLE: Record<BookingVerb, { from: readonly BookingStatus[]; to: BookingStatus }> = {
  approve: { from: ['pendingApproval'], to: 'confirmed' },
  decline: { from: ['pendingApproval'], to: 'declined' },
  expire: { from: ['pendingApproval'], to: 'expired' },
  cancel: { from: ['pendingApproval', 'confirmed'], to: 'cancelled' },
  checkIn: { from: ['confirmed'], to: 'inUse' },
  noShow: { from: ['confirmed'], to: 'noShow' },
  checkOut: { from: ['inUse'], to: 'completed' },
  complete: { from: ['inUse'], to: 'completed' },
};

/** States in which a booking occupies its instrument. */
export const OCCUPYING_STATUSES: readonly BookingStatus[] = ['pendingApproval', 'confirmed', 'inUse'];

/** What the life cycle needs to know of a booking; verbs keep every further field of the value they are given. */
export interface BookingState {
  status: BookingStatus;
  from: Instant;
  until: Instant;
  /** When the lab must have decided; `null` where no approval was needed. */
  approvalDeadline: Instant | null;
  checkedInAt: Instant | null;
  checkedOutAt: Instant | null;
  /** When it becomes a no-show unless somebody checks in. */
  noShowAt: Instant | null;
  /** True when nobody is missed: a use is on record, or the lab had no instrument. */
  isExcused?: boolean;
}

/** What happened to a booking, for the outbox. */
export interface BookingEvent {
  verb: BookingVerb | BookingChangeVerb;
  from: BookingStatus;
  to: BookingStatus;
  at: Instant;
}

export interface StateConflict {
  ok: false;
  code: 'state-conflict';
  status: BookingStatus;
}

export type BookingOutcome<B extends BookingState> = { ok: true; booking: B; event: BookingEvent } | StateConflict;

/**
 * The state that a reader sees at `now`: a request whose time has passed is expired and a booking that nobody came for is
 * a no-show, whether or not the sweeper ran.
 */
export function statusAt(
  booking: Pick<BookingState, 'status' | 'from' | 'approvalDeadline' | 'noShowAt' | 'isExcused'>,
  now: Instant,
): BookingStatus {
  if (booking.status === 'pendingApproval' && now >= requestExpiresAt(booking)) return 'expired';
  if (booking.status === 'confirmed' && isMissed(booking, now)) return 'noShow';
  return booking.status;
}

/** A request lapses at its start or at the approval deadline, whichever comes first. */
export function requestExpiresAt(booking: Pick<BookingState, 'from' | 'approvalDeadline'>): Instant {
  return Math.min(booking.from, booking.approvalDeadline ?? booking.from);
}

/** When a booking that nobody checked in becomes a no-show: with 0 minutes at its end, and never after it. */
export function noShowAt(booking: Window, noShowMinutes: number): Instant {
  return noShowMinutes === 0 ? booking.until : Math.min(booking.until, booking.from + noShowMinutes * MINUTE_MS);
}

export function approve<B extends BookingState>(booking: B, now: Instant): BookingOutcome<B> {
  return move(booking, 'approve', now);
}

export function decline<B extends BookingState>(booking: B, now: Instant): BookingOutcome<B> {
  return move(booking, 'decline', now);
}

/** Customers cancel before the start; from the start on only the lab's staff may. */
export function cancel<B extends BookingState>(booking: B, now: Instant, by: 'customer' | 'staff'): BookingOutcome<B> {
  if (by === 'customer' && now >= booking.from) return conflict(booking, now);
  return move(booking, 'cancel', now);
}

/**
 * Starts the use, at the latest before the end of the window. Customers may from `earlyMinutes` before the start (else
 * `too-early`), and those minutes are not billed by the booking; staff stand beside the machine and decide for themselves.
 */
export function checkIn<B extends BookingState>(
  booking: B,
  now: Instant,
  by: 'customer' | 'staff',
  earlyMinutes: number,
): BookingOutcome<B> | { ok: false; code: 'too-early'; earliestAt: Instant } {
  const earliestAt = booking.from - earlyMinutes * MINUTE_MS;
  if (by === 'customer' && booking.status === 'confirmed' && now < earliestAt)
    return { ok: false, code: 'too-early', earliestAt };
  if (now >= booking.until) return conflict(booking, now);
  return move({ ...booking, checkedInAt: now }, 'checkIn', now);
}

/** Ends the use, early or late; what it frees is for `occupiedAfterCheckOut` to say. */
export function checkOut<B extends BookingState>(booking: B, now: Instant): BookingOutcome<B> {
  return move({ ...booking, checkedOutAt: now }, 'checkOut', now);
}

/**
 * Moves a request or a confirmed booking that has not begun to another window. It keeps its state: who comes and what for
 * is what the lab approved, and the rules judge the new time. A request waits no longer than to its new start.
 */
export function reschedule<B extends BookingState>(
  booking: B,
  now: Instant,
  target: Window & Pick<BookingState, 'approvalDeadline' | 'noShowAt'>,
): BookingOutcome<B> {
  return changeAhead({ ...booking, ...target }, booking, 'reschedule', now);
}

/** Hands a request or a confirmed booking that has not begun to another person of the same customer. */
export function transfer<B extends BookingState & { userId: string }>(
  booking: B,
  now: Instant,
  userId: string,
): BookingOutcome<B> {
  return changeAhead({ ...booking, userId }, booking, 'transfer', now);
}

/** Ends a request that nobody decided in time; refused before it is due. */
export function expire<B extends BookingState>(booking: B, now: Instant): BookingOutcome<B> {
  if (booking.status !== 'pendingApproval' || now < requestExpiresAt(booking)) return conflict(booking, now);
  return move(booking, 'expire', now);
}

/** Marks a confirmed booking that nobody checked in; refused before it is due. */
export function noShow<B extends BookingState>(booking: B, now: Instant): BookingOutcome<B> {
  if (!isMissed(booking, now)) return conflict(booking, now);
  return move(booking, 'noShow', now);
}

/** Closes a use that was never checked out, so that the next may start; its end stays unknown and unpriced. */
export function complete<B extends BookingState>(booking: B, now: Instant): BookingOutcome<B> {
  return move(booking, 'complete', now);
}

/**
 * The used window of a checked-out booking, `null` while an end is missing. A use of less than a minute, also one whose
 * clock stood still or went back, lasts one minute.
 */
export function usedWindow(booking: Pick<BookingState, 'checkedInAt' | 'checkedOutAt'>): Window | null {
  const { checkedInAt, checkedOutAt } = booking;
  if (checkedInAt === null || checkedOutAt === null) return null;
  return { from: checkedInAt, until: Math.max(checkedOutAt, checkedInAt + MINUTE_MS) };
}

/**
 * What a booking still occupies after its check-out: an early one frees the rest but for the teardown, a late one keeps
 * the footprint, since the next may begin at its end. `null` when nothing is left.
 */
export function occupiedAfterCheckOut(
  footprint: Window,
  checkedOutAt: Instant,
  teardownMinutes: number,
): Window | null {
  const until = Math.min(footprint.until, checkedOutAt + teardownMinutes * MINUTE_MS);
  return footprint.from < until ? { from: footprint.from, until } : null;
}

function move<B extends BookingState>(booking: B, verb: BookingVerb, now: Instant): BookingOutcome<B> {
  const { from, to } = LIFE_CYCLE[verb];
  const current = statusAt(booking, now);
  const isLapsed = current !== booking.status && current !== to;
  if (isLapsed || !from.includes(booking.status)) return conflict(booking, now);
  return { ok: true, booking: { ...booking, status: to }, event: { verb, from: booking.status, to, at: now } };
}

function isMissed(booking: Pick<BookingState, 'noShowAt' | 'isExcused'>, now: Instant): boolean {
  return booking.noShowAt !== null && !booking.isExcused && now >= booking.noShowAt;
}

function changeAhead<B extends BookingState>(
  changed: B,
  booking: B,
  verb: BookingChangeVerb,
  now: Instant,
): BookingOutcome<B> {
  const status = statusAt(booking, now);
  const isAhead = (status === 'pendingApproval' || status === 'confirmed') && now < booking.from;
  if (!isAhead) return conflict(booking, now);
  return { ok: true, booking: changed, event: { verb, from: status, to: status, at: now } };
}

function conflict(booking: BookingState, now: Instant): StateConflict {
  return { ok: false, code: 'state-conflict', status: statusAt(booking, now) };
}
