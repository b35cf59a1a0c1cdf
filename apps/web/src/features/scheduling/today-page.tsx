import { m } from '@guanyi/messages';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { now } from '../../app/clock.ts';
import { ListState } from '../../app/list-state.tsx';
import { labsWithRole } from '../../app/own-labs.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { usePages } from '../../app/pages.ts';
import { useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import '../../ui/inbox.css';
import { dayWithWeekday, defaultZone, localText, timeOf } from '../../ui/format.ts';
import { EmptyState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useNow } from '../../ui/use-now.ts';
import { bookingStatusName, serviceWayName } from '../../ui/vocabulary.ts';
import { dayOf, type Instant, instantOf } from '../../ui/zone.ts';
import { useBookingAct } from './booking-actions.ts';
import type { Booking } from './booking-facts.ts';
import { BookingPanel } from './booking-panel.tsx';
import { CheckOutForm } from './check-out-form.tsx';
import { groupToday, lateMinutes } from './today-groups.ts';
import { UsageProblems } from './usage-problems.tsx';
import './desk-scheduling.css';

/** What a keeper does today: who is at an instrument, who comes now, who later. Made for a phone in one hand. */
export function TodayPage() {
  const search = useSearch({ from: '/desk/today' });
  const navigate = useNavigate({ from: '/desk/today' });
  const at = useNow(now, 30_000);
  const today = dayOf(at, defaultZone);
  usePageTitle(m.desk_today());
  const { bookings, isPending, error, refetch } = useToday(today);
  const groups = groupToday(bookings, at);
  const close = () => navigate({ search: {}, replace: true, resetScroll: false });
  return (
    <DeskColumns
      panel={search.booking && <BookingPanel key={search.booking} bookingId={search.booking} onClose={close} />}
    >
      <Work title={m.desk_today()} summary={dayWithWeekday(today)}>
        <ListState
          isPending={isPending}
          error={error}
          onRetry={refetch}
          isEmpty={groups.length === 0}
          empty={
            <EmptyState icon="calendar" title={m.desk_today_empty()}>
              {m.desk_today_empty_hint()}
            </EmptyState>
          }
        />
        <UsageProblems />
        {groups.map((group) => (
          <section key={group.key} className="inbox" aria-label={group.title}>
            <h2>
              {group.title} {group.bookings.length}
            </h2>
            <ul>
              {group.bookings.map((booking) => (
                <TodayItem key={booking.id} booking={booking} at={at} isCurrent={booking.id === search.booking} />
              ))}
            </ul>
          </section>
        ))}
      </Work>
    </DeskColumns>
  );
}

/** Today's bookings of the labs where the person works, and uses of earlier days that were never ended. */
function useToday(today: string) {
  const labs = new Set(labsWithRole(useSession(), ['keeper', 'labManager']).map(({ id }) => id));
  const refetchInterval = 30_000;
  const window = {
    from: new Date(instantOf(today, 0, defaultZone)).toISOString(),
    until: new Date(instantOf(today, 1440, defaultZone)).toISOString(),
  };
  const query = {
    ...window,
    status: ['confirmed', 'inUse', 'completed', 'noShow'],
    sort: 'earliest',
    limit: 100,
  } as const;
  const day = usePages(
    'listBookings',
    { query: { ...query, status: [...query.status] } },
    { wanted: 500, refetchInterval },
  );
  const running = usePages(
    'listBookings',
    { query: { status: ['inUse'], sort: 'earliest', limit: 100 } },
    { refetchInterval },
  );
  const found = new Map<string, Booking>();
  for (const booking of [...running.items, ...day.items]) if (labs.has(booking.labId)) found.set(booking.id, booking);
  return {
    bookings: [...found.values()],
    isPending: day.isPending,
    error: day.data ? null : day.error,
    refetch: () => void day.refetch(),
  };
}

function TodayItem({ booking, at, isCurrent }: { booking: Booking; at: Instant; isCurrent: boolean }) {
  const act = useBookingAct(booking);
  const [isLeaving, setLeaving] = useState(false);
  const zone = booking.instrument.zone;
  return (
    <li className={isCurrent ? 'today-item on' : 'today-item'}>
      <p className="today-time">
        <b>
          {timeOf(Date.parse(booking.from), zone)}–{timeOf(Date.parse(booking.until), zone)}
        </b>
        <StateTag booking={booking} at={at} />
      </p>
      <div>
        <p>
          <Link to="/desk/today" search={{ booking: booking.id }} className="today-link" resetScroll={false}>
            <b>{booking.instrument.model}</b>
          </Link>{' '}
          <span className="m s">{localText(booking.instrument.name)}</span>
        </p>
        <p className="m s">
          {[
            localText(booking.organisation.name),
            booking.user.displayName,
            serviceWayName(booking.serviceWay),
            booking.instrument.location,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      {isLeaving ? (
        <CheckOutForm
          isBusy={act.isPending}
          onCancel={() => setLeaving(false)}
          onCheckOut={(used) => act.mutate({ verb: 'checkOut', ...used })}
        />
      ) : (
        <TodayButton
          booking={booking}
          isDue={lateMinutes(booking, at) >= -30}
          isBusy={act.isPending}
          onCheckIn={() => act.mutate({ verb: 'checkIn' })}
          onLeave={() => setLeaving(true)}
        />
      )}
    </li>
  );
}

interface TodayButtonProps {
  booking: Booking;
  /** The start is near or past. */
  isDue: boolean;
  isBusy: boolean;
  onCheckIn: () => void;
  onLeave: () => void;
}

function TodayButton({ booking, isDue, isBusy, onCheckIn, onLeave }: TodayButtonProps) {
  const label = `${booking.instrument.model} ${localText(booking.organisation.name)}`;
  if (booking.status === 'confirmed') {
    return (
      <Button
        look={isDue ? 'firm' : 'plain'}
        size="tall"
        busy={isBusy}
        aria-label={`${m.desk_check_in()} ${label}`}
        onClick={onCheckIn}
      >
        {m.desk_check_in()}
      </Button>
    );
  }
  if (booking.status !== 'inUse') return null;
  return (
    <Button look="firm" size="tall" busy={isBusy} aria-label={`${m.desk_check_out()} ${label}`} onClick={onLeave}>
      {m.desk_check_out()}
    </Button>
  );
}

function StateTag({ booking, at }: { booking: Booking; at: Instant }) {
  const late = lateMinutes(booking, at);
  if (booking.status === 'inUse') {
    return late > 0 ? (
      <Tag tone="bad" icon="warn">
        {m.desk_over_by({ n: late })}
      </Tag>
    ) : (
      <Tag tone="ok">{m.desk_ends_in({ n: -late })}</Tag>
    );
  }
  if (booking.status === 'confirmed') {
    if (late > 0)
      return (
        <Tag tone="hm" icon="warn">
          {m.desk_late_by({ n: late })}
        </Tag>
      );
    return -late <= 60 ? <Tag>{m.desk_starts_in({ n: -late })}</Tag> : null;
  }
  return <Tag tone={booking.status === 'noShow' ? 'bad' : undefined}>{bookingStatusName(booking.status)}</Tag>;
}
