import { m } from '@guanyi/messages';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { call } from '../../app/client.ts';
import { now } from '../../app/clock.ts';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { keyOf } from '../../app/query.ts';
import { buttonClass } from '../../ui/button.tsx';
import { ClassGlyph } from '../../ui/class-glyph.tsx';
import { localText, placeText, shortDay, timeOf, weekdayName, yuanText } from '../../ui/format.ts';
import { EmptyState, LoadMore, Skeleton } from '../../ui/states.tsx';
import { Views } from '../../ui/tabs.tsx';
import type { BookingStatus } from '../../ui/vocabulary.ts';
import { dayOf } from '../../ui/zone.ts';
import { endText } from '../catalogue/schedule-picker.tsx';
import { CalendarButton } from '../notifications/calendar-dialog.tsx';
import type { Booking } from './booking-facts.ts';
import { StatusTag } from './status-tag.tsx';
import { SuspensionNotices } from './suspension-notice.tsx';
import './booking.css';

const tabs = ['upcoming', 'pending', 'past', 'cancelled'] as const;
type Tab = (typeof tabs)[number];

const statuses: Record<Tab, readonly BookingStatus[]> = {
  upcoming: ['confirmed', 'inUse'],
  pending: ['pendingApproval'],
  past: ['completed', 'noShow'],
  cancelled: ['cancelled', 'declined', 'expired'],
};

function tabName(tab: Tab): string {
  return {
    upcoming: m.storefront_tab_upcoming,
    pending: m.storefront_tab_pending,
    past: m.storefront_tab_past,
    cancelled: m.storefront_tab_cancelled,
  }[tab]();
}

function emptyHint(tab: Tab): string {
  return {
    upcoming: m.storefront_empty_upcoming,
    pending: m.storefront_empty_pending,
    past: m.storefront_empty_past,
    cancelled: m.storefront_empty_cancelled,
  }[tab]();
}

function useBookings(tab: Tab) {
  const query = {
    status: statuses[tab],
    mine: true,
    sort: tab === 'upcoming' || tab === 'pending' ? ('earliest' as const) : ('latest' as const),
  };
  return useInfiniteQuery({
    queryKey: [...keyOf('listBookings', { query }), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      call('listBookings', { query: pageParam ? { ...query, cursor: pageParam } : query, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** One's own bookings in four views. */
export function MyBookingsPage() {
  const { tab = 'upcoming' } = useSearch({ from: '/shop/bookings' });
  const bookings = useBookings(tab);
  usePageTitle(m.ui_my_bookings());
  const items = bookings.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <main id="main" className="wide page" tabIndex={-1}>
      <div className="bar">
        <h1>{m.ui_my_bookings()}</h1>
        <span className="push" />
        <Link to="/waitlist" className={buttonClass()}>
          {m.waiting_list()}
        </Link>
        <CalendarButton subject={{ scope: 'user' }} />
      </div>
      <SuspensionNotices />
      <Views label={m.ui_my_bookings()}>
        {tabs.map((value) => (
          <Link key={value} to="/bookings" search={{ tab: value }} aria-current={value === tab ? 'page' : undefined}>
            {tabName(value)}
          </Link>
        ))}
      </Views>
      {bookings.isPending && <Skeleton rows={4} height={84} />}
      {bookings.isError && <QueryFailure error={bookings.error} onRetry={() => bookings.refetch()} />}
      {bookings.data && items.length === 0 && (
        <EmptyState
          icon="calendar"
          title={m.storefront_empty_bookings({ tab: tabName(tab) })}
          action={
            <Link to="/" className={buttonClass('firm')}>
              {m.ui_to_search()}
            </Link>
          }
        >
          {emptyHint(tab)}
        </EmptyState>
      )}
      {items.length > 0 && (
        <ol className="my-list">
          {items.map((booking) => (
            <li key={booking.id}>
              <BookingRow booking={booking} />
            </li>
          ))}
        </ol>
      )}
      <LoadMore
        more={bookings.hasNextPage}
        busy={bookings.isFetchingNextPage}
        onLoad={() => bookings.fetchNextPage()}
      />
    </main>
  );
}

function BookingRow({ booking }: { booking: Booking }) {
  const { zone } = booking.instrument;
  const from = Date.parse(booking.from);
  const day = dayOf(from, zone);
  const today = dayOf(now(), zone);
  return (
    <article className="my-row">
      <p className="date">
        <b>{day === today ? m.ui_today() : shortDay(day)}</b>
        <span className="m">
          {weekdayName(day)} {day.slice(0, 4) === today.slice(0, 4) ? '' : day.slice(0, 4)}
        </span>
      </p>
      <ClassGlyph classCode={booking.instrument.classCode} />
      <div className="what">
        <h2>
          <Link to="/bookings/$bookingId" params={{ bookingId: booking.id }}>
            {localText(booking.instrument.name)} <span lang="en">{booking.instrument.model}</span>
          </Link>
        </h2>
        <p>
          {timeOf(from, zone)}–{endText(Date.parse(booking.until), day, zone)}{' '}
          <span className="m">· {placeText(booking.instrument.lab.name, booking.instrument.lab.city)}</span>
        </p>
        <p className="m xs">{booking.number}</p>
      </div>
      <StatusTag status={booking.status} />
      <p className="price">
        <b>¥{yuanText(booking.quotedTotalFen)}</b>
      </p>
    </article>
  );
}
