import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { now } from '../../app/clock.ts';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { read } from '../../app/query.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { ClassGlyph } from '../../ui/class-glyph.tsx';
import { localText, timeOf } from '../../ui/format.ts';
import { EmptyState, Skeleton } from '../../ui/states.tsx';
import { Note } from '../../ui/tag.tsx';
import { useNow } from '../../ui/use-now.ts';
import { ScannedLendings } from '../lending/scanned-lendings.tsx';
import { useBookingAct, useLabRights } from './booking-actions.ts';
import { type Booking, checkInEarlyMs } from './booking-facts.ts';
import { ReportBreakdownButton } from './report-breakdown.tsx';
import { StatusTag } from './status-tag.tsx';
import './booking.css';

/** What is shown lies within this of now: the use that runs, and what comes next today. */
const lookMs = 12 * 3_600_000;

/** Where the code on an instrument leads: the person beside it starts or ends the use with one press. */
export function UseInstrumentPage() {
  const { instrumentId } = useParams({ from: '/shop/use/$instrumentId' });
  const instrument = useQuery(read('getInstrument', { params: { instrumentId } }));
  const { isStaff } = useLabRights(instrument.data?.labId);
  const at = useNow(now, 30_000);
  const near = Math.floor(at / 60_000) * 60_000;
  const bookings = useQuery({
    ...read('listBookings', {
      query: {
        ...{ instrumentId, sort: 'earliest', status: ['confirmed', 'inUse'], limit: 20 },
        ...(!isStaff && { mine: true }),
        from: new Date(near - lookMs).toISOString(),
        until: new Date(near + lookMs).toISOString(),
      },
    }),
    enabled: instrument.isSuccess,
  });
  const name = instrument.data && localText(instrument.data.name);
  usePageTitle(name ?? m.use_title());
  const failure = instrument.error ?? bookings.error;
  return (
    <main id="main" className="wide page narrow" tabIndex={-1}>
      {instrument.data && (
        <header className="title">
          <ClassGlyph classCode={instrument.data.classCode} />
          <div>
            <h1>
              {name} <span lang="en">{instrument.data.model}</span>
            </h1>
            <p className="m">
              {[localText(instrument.data.lab.name), instrument.data.location].filter(Boolean).join(' ')}
            </p>
          </div>
        </header>
      )}
      {failure && <QueryFailure error={failure} onRetry={() => void bookings.refetch()} />}
      {(instrument.isPending || bookings.isPending) && !failure && <Skeleton rows={3} height={64} />}
      {bookings.data?.items.map((booking) => (
        <UseCard key={booking.id} booking={booking} at={at} isStaff={isStaff} />
      ))}
      {isStaff && instrument.data && <ScannedLendings instrumentId={instrumentId} />}
      {bookings.data?.items.length === 0 && (
        <EmptyState icon="calendar" title={isStaff ? m.use_none_of_lab() : m.use_none()}>
          {m.use_none_hint()}
        </EmptyState>
      )}
      {instrument.data && (
        <p>
          <Link to="/instruments/$instrumentId" params={{ instrumentId }} className={buttonClass()}>
            {m.use_book()}
          </Link>{' '}
          <ReportBreakdownButton instrumentId={instrumentId} />
        </p>
      )}
    </main>
  );
}

function UseCard({ booking, at, isStaff }: { booking: Booking; at: number; isStaff: boolean }) {
  const act = useBookingAct(booking);
  const { zone } = booking.instrument;
  const from = Date.parse(booking.from);
  const until = Date.parse(booking.until);
  const opensAt = isStaff ? Number.NEGATIVE_INFINITY : from - checkInEarlyMs;
  const mayStart = booking.status === 'confirmed' && at >= opensAt && at < until;
  const isRunning = booking.status === 'inUse';
  return (
    <section className="card" aria-label={`${timeOf(from, zone)}–${timeOf(until, zone)}`}>
      <h2>
        {timeOf(from, zone)}–{timeOf(until, zone)} <StatusTag status={booking.status} />
      </h2>
      <p className="m">
        {localText(booking.organisation.name)} · {booking.user.displayName}
      </p>
      {mayStart && (
        <Button look="main" size="tall" busy={act.isPending} onClick={() => act.mutate({ verb: 'checkIn' })}>
          {m.storefront_check_in()}
        </Button>
      )}
      {isRunning && (
        <Button look="main" size="tall" busy={act.isPending} onClick={() => act.mutate({ verb: 'checkOut' })}>
          {m.storefront_check_out()}
        </Button>
      )}
      {!mayStart && !isRunning && at < opensAt && <Note>{m.use_opens_at({ time: timeOf(opensAt, zone) })}</Note>}
      {!isRunning && at >= until && <Note tone="hm">{m.use_is_over()}</Note>}
    </section>
  );
}
