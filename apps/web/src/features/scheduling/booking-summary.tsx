import { m } from '@guanyi/messages';
import { Log } from '../../ui/desk.tsx';
import { dayTime, localText, rangeText } from '../../ui/format.ts';
import { ModeBadge } from '../../ui/mode-badge.tsx';
import { Money } from '../../ui/money.tsx';
import { KeyValues } from '../../ui/table.tsx';
import { bookingStatusName, purposeName, serviceWayName } from '../../ui/vocabulary.ts';
import { type Booking, historySentence } from './booking-facts.ts';

/** Number, status, what and when, who, what for and what it costs: the head of every side panel about a booking. */
export function BookingHead({ booking }: { booking: Booking }) {
  const zone = booking.instrument.zone;
  const purpose = booking.purpose.text
    ? m.desk_pair({ a: purposeName(booking.purpose.kind), b: booking.purpose.text })
    : purposeName(booking.purpose.kind);
  return (
    <>
      <p className="m s panel-number">
        {booking.number}
        <ModeBadge
          mode="rent"
          {...(booking.status === 'pendingApproval' && { certainty: 'pend' as const })}
          label={bookingStatusName(booking.status)}
        />
      </p>
      <h2>{`${booking.instrument.model}${m.desk_comma()}${rangeText(Date.parse(booking.from), Date.parse(booking.until), zone)}`}</h2>
      <KeyValues
        items={[
          [m.desk_party(), m.desk_pair({ a: localText(booking.organisation.name), b: booking.user.displayName })],
          [m.desk_purpose(), purpose],
          [m.desk_way(), serviceWayName(booking.serviceWay)],
          booking.instrument.location ? [m.desk_place(), booking.instrument.location] : undefined,
          booking.checkedInAt
            ? [
                m.desk_used(),
                booking.checkedOutAt
                  ? rangeText(Date.parse(booking.checkedInAt), Date.parse(booking.checkedOutAt), zone)
                  : m.desk_used_since({ time: dayTime(Date.parse(booking.checkedInAt), zone) }),
              ]
            : undefined,
          [
            m.desk_total(),
            <span key="total">
              <b>
                <Money fen={booking.quotedTotalFen} sign />
              </b>{' '}
              {m.desk_total_tax()} <Money fen={booking.quotedTaxFen} />
            </span>,
          ],
          booking.cancellationFeeFen
            ? [m.desk_cancellation_fee(), <Money key="fee" fen={booking.cancellationFeeFen} sign />]
            : undefined,
        ]}
      />
    </>
  );
}

/** What happened to a booking, oldest first. */
export function BookingHistory({ booking }: { booking: Booking }) {
  return (
    <Log
      items={booking.history.map((step) => ({
        at: step.at,
        time: dayTime(Date.parse(step.at), booking.instrument.zone),
        text: historySentence(step),
      }))}
    />
  );
}
