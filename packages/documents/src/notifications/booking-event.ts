import type { BookingFacts, Name, Notice } from '@guanyi/domain/notifications/notice';
import type { ClaimKind } from '@guanyi/domain/scheduling/claim';
import { m } from '@guanyi/messages';
import { type Locale, nameIn } from '@guanyi/messages/notification-text';
import type { CalendarEvent } from './calendar.ts';

/** A booking as far as a calendar entry shows it. */
export interface BookingEntry {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly changedAt: number;
  readonly from: number;
  readonly until: number;
  readonly certainty: CalendarEvent['certainty'];
  readonly instrument: Name;
  readonly lab: Name;
  readonly organisation: Name;
  readonly person: string;
  readonly location?: string | undefined;
}

/**
 * The one calendar entry of a booking: in feeds, invitations and downloads alike, so that they never stand beside each other.
 * @param forLab says who comes; the customer's own entry says where to go.
 */
export function bookingEvent(
  entry: BookingEntry,
  locale: Locale,
  options: { publicUrl: string; forLab?: boolean },
): CalendarEvent {
  const instrument = nameIn(entry.instrument, locale);
  const organisation = nameIn(entry.organisation, locale);
  const place = [nameIn(entry.lab, locale), entry.location].filter(Boolean).join(' ');
  return {
    uid: `${entry.id}@guanyi`,
    sequence: entry.version,
    from: entry.from,
    until: entry.until,
    changedAt: entry.changedAt,
    certainty: entry.certainty,
    summary: options.forLab ? m.calendar_of({ instrument, organisation }, { locale }) : instrument,
    location: place,
    description: m.calendar_number({ number: entry.number, person: entry.person, organisation }, { locale }),
    url: new URL(`/bookings/${entry.id}`, options.publicUrl).href,
  };
}

/** Time that somebody or something takes, without saying who. */
export interface BusyEntry {
  readonly id: string;
  readonly kind: ClaimKind;
  readonly instrument: Name;
  readonly from: number;
  readonly until: number;
  readonly changedAt: number;
}

const kindNames: Record<ClaimKind, (inputs: Record<string, never>, options: { locale: Locale }) => string> = {
  booking: m.calendar_kind_booking,
  hold: m.calendar_kind_hold,
  termLease: m.calendar_kind_termLease,
  loan: m.calendar_kind_loan,
  equity: m.calendar_kind_equity,
  maintenance: m.calendar_kind_maintenance,
  calibration: m.calendar_kind_calibration,
  breakdown: m.calendar_kind_breakdown,
  statutory: m.calendar_kind_statutory,
  openDay: m.calendar_kind_openDay,
};

export function busyEvent(entry: BusyEntry, locale: Locale): CalendarEvent {
  const kind = kindNames[entry.kind]({}, { locale });
  return {
    uid: `${entry.id}@guanyi`,
    sequence: 0,
    from: entry.from,
    until: entry.until,
    changedAt: entry.changedAt,
    certainty: 'confirmed',
    summary: m.calendar_busy({ instrument: nameIn(entry.instrument, locale), kind }, { locale }),
  };
}

/** What a mail to the booker does to the entry in the calendar; a notice that is not here leaves it alone. */
const certainties: Partial<Record<Notice['kind'], CalendarEvent['certainty']>> = {
  bookingRequested: 'tentative',
  bookingConfirmed: 'confirmed',
  bookingDeclined: 'cancelled',
  bookingCancelled: 'cancelled',
  bookingExpired: 'cancelled',
};

/** The calendar entry that the mail of a notice carries; undefined where it changes none. */
export function eventOfNotice(notice: Notice, locale: Locale, publicUrl: string): CalendarEvent | undefined {
  const certainty = certainties[notice.kind];
  const facts = notice.facts as BookingFacts;
  if (!certainty || facts.version === undefined || facts.changedAt === undefined) return undefined;
  const { bookingId: id, version, changedAt } = facts;
  return bookingEvent({ ...facts, id, version, changedAt, certainty }, locale, { publicUrl });
}
