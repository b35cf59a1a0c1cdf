import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { now } from '../../app/clock.ts';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { read } from '../../app/query.ts';
import { useSession } from '../../app/session.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Log } from '../../ui/desk.tsx';
import { dayTime, localText, placeText, timeOf, yuanText } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { KeyValues } from '../../ui/table.tsx';
import { Note } from '../../ui/tag.tsx';
import { TimeRange } from '../../ui/time-range.tsx';
import { purposeName, serviceWayName } from '../../ui/vocabulary.ts';
import { QuoteLines } from '../catalogue/quote-lines.tsx';
import '../catalogue/instrument.css';
import { useBookingAct } from './booking-actions.ts';
import { type Booking, checkInEarlyMs, historySentence } from './booking-facts.ts';
import { calendarFileUrl } from './booking-ics.ts';
import { CancelBookingDialog } from './cancel-booking-dialog.tsx';
import { ConflictBanner } from './conflict-banner.tsx';
import { HandOnDialog } from './hand-on-dialog.tsx';
import { MoveBookingDialog } from './move-booking-dialog.tsx';
import { StatusTag } from './status-tag.tsx';
import './booking.css';

/** One booking: its state and what comes next, what happened, what it costs. */
export function MyBookingPage() {
  const { bookingId } = useParams({ from: '/shop/bookings/$bookingId' });
  const booking = useQuery({ ...read('getBooking', { params: { bookingId } }), refetchInterval: 60_000 });
  const data = booking.data;
  usePageTitle(data && `${data.number} ${localText(data.instrument.name)}`);
  return (
    <main id="main" className="wide page" tabIndex={-1}>
      {booking.isError && <QueryFailure error={booking.error} onRetry={() => booking.refetch()} />}
      {booking.isPending && <Skeleton rows={6} height={36} />}
      {data && <BookingDetail booking={data} />}
    </main>
  );
}

function BookingDetail({ booking }: { booking: Booking }) {
  const { instrument } = booking;
  const { zone } = instrument;
  const session = useSession();
  const own = booking.userId === session.user?.id;
  return (
    <>
      <nav className="crumb" aria-label={m.storefront_breadcrumb()}>
        <Link to="/bookings">{m.ui_my_bookings()}</Link>
        <span aria-hidden="true">/</span>
        <span>{booking.number}</span>
      </nav>
      <div className="bar">
        <h1>
          <TimeRange from={Date.parse(booking.from)} until={Date.parse(booking.until)} zone={zone} />
        </h1>
        <StatusTag status={booking.status} />
      </div>
      <p className="booking-what">
        <Link to="/instruments/$instrumentId" params={{ instrumentId: instrument.id }}>
          {localText(instrument.name)} <span lang="en">{instrument.model}</span>
        </Link>{' '}
        <span className="m">{placeText(instrument.lab.name, instrument.lab.city)}</span>
      </p>
      <div className="booking-page">
        <div>
          <section>
            <ConflictBanner bookingId={booking.id} />
            <NextStep booking={booking} />
          </section>
          <section>
            <h2>{m.storefront_booking_facts()}</h2>
            <KeyValues
              className="roomy"
              items={[
                [m.storefront_party(), `${localText(booking.organisation.name)} · ${booking.user.displayName}`],
                [m.storefront_purpose_kind(), purposeName(booking.purpose.kind)],
                booking.purpose.text !== '' && [m.storefront_purpose_text(), booking.purpose.text],
                booking.projectCode !== undefined && [m.storefront_project_code(), booking.projectCode],
                [m.storefront_service_way(), serviceWayName(booking.serviceWay)],
                instrument.location ? [m.storefront_location(), instrument.location] : undefined,
                booking.checkedInAt !== undefined && [
                  m.storefront_used(),
                  `${timeOf(Date.parse(booking.checkedInAt), zone)}–${booking.checkedOutAt ? timeOf(Date.parse(booking.checkedOutAt), zone) : ''}`,
                ],
              ]}
            />
          </section>
          <section>
            <h2>{m.storefront_history()}</h2>
            <Log
              timeWidth={112}
              items={booking.history.map((step) => ({
                at: step.at,
                time: dayTime(Date.parse(step.at), zone),
                text: historySentence(step),
              }))}
            />
          </section>
        </div>
        <aside className="quote" aria-label={m.storefront_costs()}>
          <Costs booking={booking} />
          <Actions booking={booking} own={own} />
        </aside>
      </div>
    </>
  );
}

/** What the booker waits for or has to do, in one sentence. */
function NextStep({ booking }: { booking: Booking }) {
  const { zone, location } = booking.instrument;
  switch (booking.status) {
    case 'pendingApproval':
      return (
        <Note>
          {booking.approvalDeadline
            ? m.storefront_next_pending_until({ until: dayTime(Date.parse(booking.approvalDeadline), zone) })
            : m.storefront_next_pending()}
        </Note>
      );
    case 'confirmed':
      return (
        <Note>
          {m.storefront_next_confirmed({ from: dayTime(Date.parse(booking.from) - checkInEarlyMs, zone) })}{' '}
          {location && m.storefront_next_place({ place: location })}
        </Note>
      );
    case 'inUse':
      return <Note>{m.storefront_next_in_use()}</Note>;
    case 'declined':
      return <Note tone="bad">{booking.decisionReason || m.storefront_next_declined()}</Note>;
    case 'expired':
      return <Note tone="hm">{m.storefront_next_expired()}</Note>;
    case 'noShow':
      return <Note tone="bad">{m.storefront_next_no_show()}</Note>;
    case 'cancelled':
      return (
        <Note>
          {booking.cancellationFeeFen
            ? m.storefront_next_cancelled_fee({ amount: yuanText(booking.cancellationFeeFen) })
            : m.storefront_next_cancelled()}
        </Note>
      );
    case 'completed':
      return <Note>{m.storefront_next_completed()}</Note>;
  }
}

/** The quoted total until there is a charge; then the charge line by line. */
function Costs({ booking }: { booking: Booking }) {
  const ended = ['completed', 'cancelled', 'noShow'].includes(booking.status);
  const charges = useQuery({ ...read('listCharges', { query: { bookingId: booking.id } }), enabled: ended });
  const items = charges.data?.items ?? [];
  const free =
    ['declined', 'expired'].includes(booking.status) || (booking.status === 'cancelled' && !booking.cancellationFeeFen);
  if (free) {
    return (
      <div>
        <h2>{m.storefront_costs()}</h2>
        <p className="s m">{m.storefront_costs_none()}</p>
      </div>
    );
  }
  if (items.length === 0) {
    return (
      <div>
        <h2>{m.storefront_costs()}</h2>
        <KeyValues
          className="money"
          items={[
            [m.storefront_subtotal(), yuanText(booking.quotedSubtotalFen)],
            [m.storefront_tax(), yuanText(booking.quotedTaxFen)],
            [m.storefront_total(), <b key="total">¥{yuanText(booking.quotedTotalFen)}</b>],
          ]}
        />
        <p className="xs m">
          {booking.status === 'completed' ? m.storefront_costs_coming() : m.storefront_costs_quoted()}
        </p>
      </div>
    );
  }
  return (
    <div>
      <h2>{m.storefront_costs_final()}</h2>
      {items.map((charge) => (
        <QuoteLines key={charge.id} quote={charge} zone={booking.instrument.zone} isCharge />
      ))}
    </div>
  );
}

function Actions({ booking, own }: { booking: Booking; own: boolean }) {
  const [open, setOpen] = useState<'cancel' | 'move' | 'handOn'>();
  const close = () => setOpen(undefined);
  const act = useBookingAct(booking);
  const at = now();
  const from = Date.parse(booking.from);
  const until = Date.parse(booking.until);
  const mayCheckIn = own && booking.status === 'confirmed' && at >= from - checkInEarlyMs && at < until;
  const mayCheckOut = own && booking.status === 'inUse';
  const mayCancel = (booking.status === 'pendingApproval' || booking.status === 'confirmed') && at < from;
  const ahead = ['pendingApproval', 'confirmed', 'inUse'].includes(booking.status);
  return (
    <div className="actions">
      {mayCheckIn && (
        <Button look="main" size="tall" busy={act.isPending} onClick={() => act.mutate({ verb: 'checkIn' })}>
          {m.storefront_check_in()}
        </Button>
      )}
      {mayCheckOut && (
        <Button look="main" size="tall" busy={act.isPending} onClick={() => act.mutate({ verb: 'checkOut' })}>
          {m.storefront_check_out()}
        </Button>
      )}
      {ahead && (
        <a className={buttonClass()} href={calendarFileUrl(booking)} download={`${booking.number}.ics`}>
          <Icon name="calendar" />
          {m.storefront_add_to_calendar()}
        </a>
      )}
      {!ahead && (
        <Link
          to="/instruments/$instrumentId"
          params={{ instrumentId: booking.instrument.id }}
          search={{ way: booking.serviceWay }}
          className={buttonClass('firm')}
        >
          {m.storefront_rebook()}
        </Link>
      )}
      {mayCancel && (
        <>
          <Button onClick={() => setOpen('move')}>{m.attendance_move_open()}</Button>
          <Button onClick={() => setOpen('handOn')}>{m.attendance_hand_on_open()}</Button>
        </>
      )}
      {mayCancel && (
        <Button look="bad" onClick={() => setOpen('cancel')}>
          {booking.status === 'pendingApproval' ? m.storefront_withdraw() : m.storefront_cancel()}
        </Button>
      )}
      {open === 'cancel' && <CancelBookingDialog booking={booking} onClose={close} />}
      {open === 'move' && <MoveBookingDialog booking={booking} onClose={close} />}
      {open === 'handOn' && <HandOnDialog booking={booking} onClose={close} />}
    </div>
  );
}
