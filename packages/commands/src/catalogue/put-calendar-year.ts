import { type CalendarYear, putCalendarYear as store } from '@guanyi/db/catalogue/vocabularies';
import { audit } from '@guanyi/db/identity/store';
import { type Command, done, refuse } from '../context.ts';

/**
 * Sets the days of one year, whole: a notice is announced, or amended. Bookings that were made keep the price that they were
 * quoted at; times that open or close count for what is asked for from now on.
 */
export const putCalendarYear: Command<CalendarYear, CalendarYear> = async (tx, context, year) => {
  const strange = year.days.findIndex(({ day }) => Number(day.slice(0, 4)) !== year.year);
  if (strange >= 0) return fault(strange, 'other-year');
  const repeated = year.days.findIndex(({ day }, i) => year.days.findIndex((other) => other.day === day) < i);
  if (repeated >= 0) return fault(repeated, 'repeated');
  await store(tx, year);
  const entry = {
    actorUserId: context.reach.userId,
    organisationId: null,
    action: 'calendar.changed',
    subjectType: 'calendarYear',
    subjectId: String(year.year),
    details: { ...year },
  };
  await audit(tx, entry, context.now);
  return done({ ...year, days: year.days.toSorted((a, b) => a.day.localeCompare(b.day)) });
};

function fault(index: number, code: string) {
  return refuse('invalid-input', { errors: [{ pointer: `/days/${index}/day`, code }] });
}
