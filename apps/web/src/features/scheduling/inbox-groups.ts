import { m } from '@guanyi/messages';
import { addDays, dayOf, type Instant, weekdayOf } from '../../ui/zone.ts';
import { type Booking, lapsesAt, staffNeeded } from './booking-facts.ts';
import type { InboxView } from './inbox-views.ts';

const urgentMs = 24 * 3_600_000;

/** Whether a request belongs to a view of what waits. */
export function isInView(booking: Booking, view: InboxView, now: Instant): boolean {
  if (view === 'urgent') return lapsesAt(booking) - now <= urgentMs;
  if (view === 'staffed') return staffNeeded(booking) !== undefined;
  return true;
}

export interface InboxGroup {
  title: string;
  bookings: Booking[];
}

/** The heading under which a deadline falls: today, tomorrow, this week, later. */
function headingOf(booking: Booking, now: Instant): string {
  const zone = booking.instrument.zone;
  const today = dayOf(now, zone);
  const day = dayOf(lapsesAt(booking), zone);
  if (day <= today) return m.desk_due_today();
  if (day === addDays(today, 1)) return m.desk_due_tomorrow();
  if (day <= addDays(today, 7 - weekdayOf(today))) return m.desk_due_week();
  return m.desk_due_later();
}

/** Requests in groups of their due date; the order within and between groups is kept. */
export function groupByDue(bookings: readonly Booking[], now: Instant): InboxGroup[] {
  const groups: InboxGroup[] = [];
  for (const booking of bookings) {
    const title = headingOf(booking, now);
    const group = groups.find((known) => known.title === title);
    if (group) group.bookings.push(booking);
    else groups.push({ title, bookings: [booking] });
  }
  return groups;
}

/** The step by which the lab, or the time, decided a request; undefined while it waits and where no decision was needed. */
export function decisionOf(booking: Booking): Booking['history'][number] | undefined {
  return booking.history.findLast(({ action }) => ['approve', 'decline', 'expire'].includes(action));
}
