import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { read } from '../../app/query.ts';
import { DayLane, type LaneClaim } from '../../ui/day-lane.tsx';
import { dayWithWeekday } from '../../ui/format.ts';
import { Skeleton } from '../../ui/states.tsx';
import { type Day, dayOf, type Instant, instantOf, minuteMs } from '../../ui/zone.ts';
import { type Availability, type Booking, shownStatuses } from './booking-facts.ts';
import { type CalendarBuffer, type CalendarClaim, claimsOf } from './calendar-claims.ts';

interface InstrumentDay {
  claims: CalendarClaim[];
  buffers: CalendarBuffer[];
  open: Availability['open'];
  isPending: boolean;
}

/** Everything that lies on an instrument on one local day: bookings with names, other claims by kind. */
export function useInstrumentDay(instrumentId: string, zone: string, day: Day): InstrumentDay {
  const window = {
    from: new Date(instantOf(day, 0, zone)).toISOString(),
    until: new Date(instantOf(day, 1440, zone)).toISOString(),
  };
  const availability = useQuery(read('getAvailability', { params: { instrumentId }, query: window }));
  const bookings = useQuery(
    read('listBookings', {
      query: { instrumentId, ...window, status: [...shownStatuses], sort: 'earliest', limit: 100 },
    }),
  );
  return {
    ...claimsOf(bookings.data?.items ?? [], availability.data?.busy ?? [], zone),
    open: availability.data?.open ?? [],
    isPending: availability.isPending || bookings.isPending,
  };
}

const usualHours = { from: 8 * 60, until: 18 * 60 };

/** The day of a booking on its instrument, with itself set apart. */
export function BookingDayLane({ booking, day }: { booking: Booking; day: InstrumentDay }) {
  if (day.isPending) return <Skeleton rows={1} height={52} />;
  const zone = booking.instrument.zone;
  const date = dayOf(Date.parse(booking.from), zone);
  const start = instantOf(date, 0, zone);
  const minuteOf = (at: Instant) => Math.min(1440, Math.max(0, Math.round((at - start) / minuteMs)));
  const open = day.open.map(({ from, until }) => [minuteOf(Date.parse(from)), minuteOf(Date.parse(until))] as const);
  const spans = [...open, ...day.claims.map((claim) => [minuteOf(claim.from), minuteOf(claim.until)] as const)];
  const from = Math.min(usualHours.from, ...spans.map(([first]) => first));
  const until = Math.max(usualHours.until, ...spans.map(([, last]) => last));
  const claims: LaneClaim[] = [
    ...day.buffers.map((buffer) => ({
      fromMinute: minuteOf(buffer.from),
      untilMinute: minuteOf(buffer.until),
      kind: 'buffer',
      label: m.desk_buffer(),
    })),
    ...day.claims.map((claim) => ({
      fromMinute: minuteOf(claim.from),
      untilMinute: minuteOf(claim.until),
      kind: claim.look,
      label: claim.booking?.id === booking.id ? m.desk_this_request() : claim.title,
      detail: '',
    })),
  ];
  return (
    <DayLane
      fromMinute={Math.floor(from / 60) * 60}
      untilMinute={Math.ceil(until / 60) * 60}
      claims={claims}
      isNarrow
      label={m.desk_day_of({ day: dayWithWeekday(date) })}
    />
  );
}
