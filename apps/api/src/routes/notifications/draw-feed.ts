import { listBookings as listBookingsEndpoint } from '@guanyi/contracts/scheduling/endpoints';
import { listLabs } from '@guanyi/db/catalogue/labs';
import type { Connection } from '@guanyi/db/client';
import type { findOpenFeed } from '@guanyi/db/notifications/feeds';
import { type BookingView, listBookings } from '@guanyi/db/scheduling/booking-queries';
import { listNamedClaims, type NamedClaim } from '@guanyi/db/scheduling/busy-queries';
import { findInstrumentFacts } from '@guanyi/db/scheduling/facts';
import { type BookingEntry, bookingEvent, busyEvent } from '@guanyi/documents/notifications/booking-event';
import { type CalendarEvent, renderCalendar } from '@guanyi/documents/notifications/calendar';
import { type Reach, reachOf } from '@guanyi/domain/identity/reach';
import { DAY_MS, type Window } from '@guanyi/domain/kernel/window';
import type { Name } from '@guanyi/domain/notifications/notice';
import { type BookingStatus, statusAt } from '@guanyi/domain/scheduling/booking';
import { m } from '@guanyi/messages';
import { nameIn } from '@guanyi/messages/notification-text';

type OpenFeed = NonNullable<Awaited<ReturnType<typeof findOpenFeed>>>;

/** What lies further back or ahead is left out; programs keep their own past. */
const pastMs = 31 * DAY_MS;
const aheadMs = 366 * DAY_MS;
/** More entries than that in one calendar help nobody, and it has to be drawn every quarter of an hour. */
const mostEntries = 2_000;
const certainties: Partial<Record<BookingStatus, CalendarEvent['certainty']>> = {
  pendingApproval: 'tentative',
  confirmed: 'confirmed',
  inUse: 'confirmed',
  completed: 'confirmed',
  cancelled: 'cancelled',
  declined: 'cancelled',
  expired: 'cancelled',
};

/**
 * Draws a calendar with the rights that its owner has now: bookings by name where the owner may see them, and on calendars of
 * an instrument or a lab every other claim as busy time without a name.
 */
export async function drawFeed(
  connection: Connection,
  { feed, memberships, locale }: OpenFeed,
  { now, publicUrl }: { now: number; publicUrl: string },
): Promise<string> {
  const window = { from: now - pastMs, until: now + aheadMs };
  const reach = reachOf(feed.userId, memberships, listBookingsEndpoint.roles);
  const isOwn = feed.scope === 'user';
  const bookings = await listBookings(connection, reach, {
    ...(isOwn ? { mine: true } : {}),
    ...(feed.scope === 'instrument' ? { instrumentId: feed.instrumentId ?? undefined } : {}),
    ...(feed.scope === 'lab' ? { labId: feed.labId ?? undefined } : {}),
    ...window,
    now,
    sort: 'earliest',
    limit: mostEntries,
  });
  const entries = bookings.flatMap((booking) => entryOf(booking, now));
  const events = entries.map((entry) => bookingEvent(entry, locale, { publicUrl, forLab: !isOwn }));
  const { title, showsOthers } = await subjectOf(connection, feed, { reach, locale, now });
  const busy = showsOthers ? await othersOf(connection, feed, window, now) : [];
  const known = new Set(bookings.map((booking) => booking.id));
  const unnamed = busy.filter((claim) => !known.has(claim.claimId)).map(busyEntryOf);
  return renderCalendar(title, [...events, ...unnamed.map((entry) => busyEvent(entry, locale))]);
}

/** Name of a calendar, and whether its owner may see the busy time on it: that of an instrument is public, that of a lab is not. */
async function subjectOf(
  connection: Connection,
  feed: OpenFeed['feed'],
  { reach, locale, now }: { reach: Reach; locale: OpenFeed['locale']; now: number },
): Promise<{ title: string; showsOthers: boolean }> {
  if (feed.scope === 'instrument' && feed.instrumentId) {
    const facts = await findInstrumentFacts(connection, feed.instrumentId, { from: now, until: now + 1 });
    const instrument = facts ? nameIn(nameOf(facts), locale) : '';
    return { title: m.calendar_instrument({ instrument }, { locale }), showsOthers: true };
  }
  if (feed.scope === 'lab' && feed.labId) {
    const [lab] = await listLabs(connection, { id: feed.labId, limit: 1 });
    const title = m.calendar_lab({ lab: lab ? nameIn(nameOf(lab), locale) : '' }, { locale });
    const worksThere = lab && (reach.labIds.includes(lab.id) || reach.districtIds.includes(lab.districtId));
    return { title, showsOthers: reach.all || worksThere === true };
  }
  return { title: m.calendar_mine({}, { locale }), showsOthers: false };
}

async function othersOf(
  connection: Connection,
  feed: OpenFeed['feed'],
  window: Window,
  now: number,
): Promise<NamedClaim[]> {
  if (!feed.labId) return [];
  const instrumentId = feed.instrumentId ?? undefined;
  const claims = await listNamedClaims(connection, {
    labId: feed.labId,
    instrumentId,
    window,
    now,
    limit: mostEntries,
  });
  return claims.filter((claim) => claim.kind !== 'hold');
}

function entryOf(booking: BookingView, now: number): BookingEntry[] {
  const certainty = certainties[statusAt(booking, now)];
  if (!certainty) return [];
  return [
    {
      id: booking.id,
      number: booking.number,
      version: booking.version,
      changedAt: booking.updatedAt,
      from: booking.from,
      until: booking.until,
      certainty,
      instrument: nameOf(booking.instrument),
      lab: nameOf(booking.lab),
      organisation: nameOf(booking.organisation),
      person: booking.displayName,
      location: booking.instrument.location ?? undefined,
    },
  ];
}

/** A calendar entry needs an end; what has none yet is shown for as far as the calendar looks. */
function busyEntryOf(claim: NamedClaim) {
  const until = Number.isFinite(claim.until) ? claim.until : claim.createdAt + aheadMs;
  return {
    id: claim.claimId,
    kind: claim.kind,
    instrument: nameOf(claim.instrument),
    from: claim.from,
    until,
    changedAt: claim.createdAt,
  };
}

function nameOf({ nameZh, nameEn }: { nameZh: string; nameEn: string | null }): Name {
  return nameEn ? { zh: nameZh, en: nameEn } : { zh: nameZh };
}
