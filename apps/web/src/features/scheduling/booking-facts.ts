import { m } from '@guanyi/messages';
import type { Reply } from '../../app/client.ts';
import { dayTime, localText, shortDay } from '../../ui/format.ts';
import { formName, serviceWayName } from '../../ui/vocabulary.ts';
import { dayOf, type Instant, minuteMs } from '../../ui/zone.ts';

export type Booking = Reply<'getBooking'>;
export type Availability = Reply<'getAvailability'>;

/** Statuses that occupy the calendar or did. */
export const shownStatuses = ['pendingApproval', 'confirmed', 'inUse', 'completed'] as const;

const hourMs = 60 * minuteMs;

/** Agilent 7900 机时 / Agilent 7900 machine time */
export function matterOf(booking: Booking): string {
  return `${booking.instrument.model} ${formName(booking.form)}`;
}

/** When a request lapses by itself: at the deadline of the lab or at its start. */
export function lapsesAt(booking: Booking): Instant {
  const from = Date.parse(booking.from);
  return booking.approvalDeadline ? Math.min(from, Date.parse(booking.approvalDeadline)) : from;
}

/** How long a deadline is away, in the words of a work list, and how urgent that is. */
export function deadlineWords(
  at: Instant,
  now: Instant,
  zone: string,
): { text: string; tone: 'bad' | 'hm' | undefined } {
  const left = at - now;
  if (left <= 0) return { text: m.desk_deadline_over(), tone: 'bad' };
  if (left < hourMs) return { text: m.desk_deadline_minutes({ n: Math.ceil(left / minuteMs) }), tone: 'bad' };
  if (left < 4 * hourMs) return { text: m.desk_deadline_hours({ n: Math.floor(left / hourMs) }), tone: 'bad' };
  const day = dayOf(at, zone);
  if (day === dayOf(now, zone))
    return { text: m.desk_deadline_today({ time: dayTime(at, zone).slice(-5) }), tone: 'hm' };
  return { text: shortDay(day), tone: undefined };
}

/** 提交 3 时 / waiting 3 h: how long ago something happened, in its largest unit. */
export function ageText(since: Instant, now: Instant): string {
  const minutes = Math.max(0, Math.floor((now - since) / minuteMs));
  if (minutes < 1) return m.desk_age_now();
  if (minutes >= 48 * 60) return m.desk_age({ time: m.desk_days({ n: Math.floor(minutes / 1440) }) });
  if (minutes >= 60) return m.desk_age({ time: m.ui_hours_short({ n: Math.floor(minutes / 60) }) });
  return m.desk_age({ time: m.ui_minutes_short({ n: minutes }) });
}

const actions: Readonly<Record<string, () => string>> = {
  request: m.desk_history_request,
  approve: m.desk_history_approve,
  decline: m.desk_history_decline,
  cancel: m.desk_history_cancel,
  expire: m.desk_history_expire,
  checkIn: m.desk_history_check_in,
  checkOut: m.desk_history_check_out,
  complete: m.desk_history_complete,
  noShow: m.desk_history_no_show,
  reschedule: m.desk_history_reschedule,
  transfer: m.desk_history_transfer,
};

/** One step of a booking's history as a sentence. */
export function historySentence(step: Booking['history'][number]): string {
  const what =
    step.action === 'request' && step.toStatus === 'confirmed'
      ? m.desk_history_booked()
      : (actions[step.action]?.() ?? step.action);
  const who = step.actor ? m.desk_history_by({ name: step.actor.displayName, what }) : what;
  return step.reason ? m.desk_history_reason({ what: who, reason: step.reason }) : who;
}

/** The customer and the person, as one line: 苏州纳维新材料 · 周予安 */
export function partyOf(booking: Booking): string {
  return `${localText(booking.organisation.name)} · ${booking.user.displayName}`;
}

/** A word that calls for somebody of the lab, or undefined where the customer works alone. */
export function staffNeeded(booking: Booking): string | undefined {
  return booking.serviceWay === 'guided' || booking.serviceWay === 'commissioned'
    ? serviceWayName(booking.serviceWay)
    : undefined;
}

/** Customers may check in this long before the start. */
export const checkInEarlyMs = 60 * 60_000;
