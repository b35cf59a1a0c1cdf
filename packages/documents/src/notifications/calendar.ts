import ical, { ICalCalendarMethod, ICalEventBusyStatus, ICalEventStatus, ICalEventTransparency } from 'ical-generator';

/** One stretch of time in a calendar. Instants in epoch milliseconds. */
export interface CalendarEvent {
  /** Stable over the whole life of what it stands for, so that a change moves the entry instead of adding one. */
  readonly uid: string;
  /** Rises with every change; a program ignores what is older than what it has. */
  readonly sequence: number;
  readonly from: number;
  readonly until: number;
  /** When it was last changed; stands in for "now", so that the same state gives the same bytes. */
  readonly changedAt: number;
  readonly certainty: 'tentative' | 'confirmed' | 'cancelled';
  readonly summary: string;
  readonly location?: string | undefined;
  readonly description?: string | undefined;
  readonly url?: string | undefined;
}

const producer = { company: 'Guanyi', product: 'Guanyi', language: 'EN' };

const statuses = {
  tentative: ICalEventStatus.TENTATIVE,
  confirmed: ICalEventStatus.CONFIRMED,
  cancelled: ICalEventStatus.CANCELLED,
};

/** How often a program that subscribes should look again. */
const refreshSeconds = 900;

/** A whole calendar to subscribe to. Times are UTC, which every program shows in its reader's zone. */
export function renderCalendar(name: string, events: readonly CalendarEvent[]): string {
  const calendar = ical({ name, prodId: producer, method: ICalCalendarMethod.PUBLISH, ttl: refreshSeconds });
  for (const event of events) calendar.createEvent(entryOf(event));
  return calendar.toString();
}

/** Who invites and who is invited, as addresses of mails. */
export interface InvitationParties {
  readonly organizer: { readonly name: string; readonly email: string };
  readonly attendee: { readonly name: string; readonly email: string };
}

/** The part of a mail that makes a calendar program add, move or remove one entry: `REQUEST` adds and moves, `CANCEL` removes. */
export function renderInvitation(event: CalendarEvent, parties: InvitationParties): string {
  const method = event.certainty === 'cancelled' ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST;
  const calendar = ical({ prodId: producer, method });
  const entry = calendar.createEvent({ ...entryOf(event), organizer: parties.organizer });
  entry.createAttendee({ ...parties.attendee, rsvp: false });
  return calendar.toString();
}

function entryOf(event: CalendarEvent) {
  const isFree = event.certainty === 'cancelled';
  return {
    id: event.uid,
    sequence: event.sequence,
    start: new Date(event.from),
    end: new Date(event.until),
    stamp: new Date(event.changedAt),
    status: statuses[event.certainty],
    busystatus: isFree ? ICalEventBusyStatus.FREE : ICalEventBusyStatus.BUSY,
    transparency: isFree ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
    summary: event.summary,
    ...(event.location ? { location: event.location } : {}),
    ...(event.description ? { description: event.description } : {}),
    ...(event.url ? { url: event.url } : {}),
  };
}
