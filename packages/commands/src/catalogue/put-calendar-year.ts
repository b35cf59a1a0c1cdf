import { type CalendarYear, findCalendarYear, putCalendarYear as store } from '@guanyi/db/catalogue/vocabularies';
import type { Connection } from '@guanyi/db/client';
import { audit } from '@guanyi/db/identity/store';
import { appendAll } from '@guanyi/db/outbox';
import { countBookingsOnDays, listInstrumentsOnDays } from '@guanyi/db/scheduling/rule-change-queries';
import { type Command, type CommandContext, done, type Outcome, type Refusal, refuse } from '../context.ts';

/**
 * Sets the days of one year, whole: a notice is announced, or amended. Bookings that were made keep the price that they were
 * quoted at. Those on a day that has become a holiday, where the instrument closes on holidays, become conflicts: the worker
 * goes through them afterwards, as there may be many.
 */
export const putCalendarYear: Command<CalendarYear, CalendarYear> = async (tx, context, year) => {
  const faulty = faultOf(year);
  if (faulty) return faulty;
  const days = changedDays(await findCalendarYear(tx, year.year), year);
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
  // Each instrument is looked at by an event of its own, so that one that fails holds up no other.
  const touched = await listInstrumentsOnDays(tx, [...days.closed, ...days.opened], context.now);
  await appendAll(
    tx,
    touched.map(({ labId, id: instrumentId }) => ({
      name: 'bookingRules.changed' as const,
      ...{ labId, aggregateId: instrumentId, payload: { labId, instrumentId }, occurredAt: context.now },
    })),
  );
  return done({ ...year, days: year.days.toSorted((a, b) => a.day.localeCompare(b.day)) });
};

export interface ForeseenYear {
  /** Days that would become holidays, or cease to be. */
  closedDays: string[];
  openedDays: string[];
  /** Bookings to come on the days that would close, where the instrument closes on holidays. */
  bookings: number;
}

/** What setting the year would touch. Changes nothing. */
export async function previewCalendarYear(
  connection: Connection,
  context: CommandContext,
  year: CalendarYear,
): Promise<Outcome<ForeseenYear>> {
  const faulty = faultOf(year);
  if (faulty) return faulty;
  const { closed, opened } = changedDays(await findCalendarYear(connection, year.year), year);
  const bookings = await countBookingsOnDays(connection, closed, context.now);
  return done({ closedDays: closed, openedDays: opened, bookings });
}

/** A year that is not published has no holidays yet. */
function changedDays(before: CalendarYear | undefined, after: CalendarYear): { closed: string[]; opened: string[] } {
  const off = (year: CalendarYear | undefined) =>
    new Set(year?.isPublished ? year.days.filter(({ isOffDay }) => isOffDay).map(({ day }) => day) : []);
  const [old, fresh] = [off(before), off(after)];
  return { closed: [...fresh].filter((day) => !old.has(day)), opened: [...old].filter((day) => !fresh.has(day)) };
}

function faultOf(year: CalendarYear): Refusal | undefined {
  const strange = year.days.findIndex(({ day }) => Number(day.slice(0, 4)) !== year.year);
  if (strange >= 0) return fault(strange, 'other-year');
  const repeated = year.days.findIndex(({ day }, i) => year.days.findIndex((other) => other.day === day) < i);
  return repeated >= 0 ? fault(repeated, 'repeated') : undefined;
}

function fault(index: number, code: string): Refusal {
  return refuse('invalid-input', { errors: [{ pointer: `/days/${index}/day`, code }] });
}
