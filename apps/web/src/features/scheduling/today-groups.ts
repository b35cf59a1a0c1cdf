import { m } from '@guanyi/messages';
import { type Instant, minuteMs } from '../../ui/zone.ts';
import type { Booking } from './booking-facts.ts';

/** A booking is called up this long before its start. */
const callUpMs = 30 * minuteMs;

export interface TodayGroup {
  key: 'now' | 'due' | 'later' | 'over';
  title: string;
  bookings: Booking[];
}

function groupKey(booking: Booking, now: Instant): TodayGroup['key'] | undefined {
  if (booking.status === 'inUse') return 'now';
  if (booking.status === 'confirmed') return Date.parse(booking.from) - now <= callUpMs ? 'due' : 'later';
  return booking.status === 'completed' || booking.status === 'noShow' ? 'over' : undefined;
}

/** The day's work of a keeper in the order in which it has to be done: who leaves, who comes, what follows, what is over. */
export function groupToday(bookings: readonly Booking[], now: Instant): TodayGroup[] {
  const groups: TodayGroup[] = [
    { key: 'now', title: m.desk_today_now(), bookings: [] },
    { key: 'due', title: m.desk_today_due(), bookings: [] },
    { key: 'later', title: m.desk_today_later(), bookings: [] },
    { key: 'over', title: m.desk_today_over(), bookings: [] },
  ];
  for (const booking of bookings) {
    groups.find(({ key }) => key === groupKey(booking, now))?.bookings.push(booking);
  }
  return groups.filter((group) => group.bookings.length > 0);
}

/** Minutes that a use runs over its end, or that a start is late; 0 or less when all is well. */
export function lateMinutes(booking: Booking, now: Instant): number {
  const due = booking.status === 'inUse' ? Date.parse(booking.until) : Date.parse(booking.from);
  return Math.floor((now - due) / minuteMs);
}
