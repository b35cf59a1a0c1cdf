import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { canOpen } from '../../app/desk-nav.ts';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { read } from '../../app/query.ts';
import { useSession } from '../../app/session.ts';
import { IconButton } from '../../ui/button.tsx';
import { Panel } from '../../ui/desk.tsx';
import { dayTime, defaultZone, durationText, localText, rangeText } from '../../ui/format.ts';
import { Skeleton } from '../../ui/states.tsx';
import { KeyValues } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { bookingStatusName, serviceWayName } from '../../ui/vocabulary.ts';
import { dayOf } from '../../ui/zone.ts';
import { QuoteLines } from '../catalogue/quote-lines.tsx';
import { BookingHistory } from '../scheduling/booking-summary.tsx';
import '../catalogue/instrument.css';
import { type Charge, type FinanceRow, kindName, type Usage, varianceOf } from './finance-rows.ts';
import { ChargeCorrections, UsageReview } from './usage-review.tsx';

/** Where a number comes from: its lines, the use, the booking, and what happened. */
export function FinancePanel({ row, onClose }: { row: FinanceRow; onClose: () => void }) {
  const variance = varianceOf(row);
  return (
    <Panel label={m.desk_charge_details()} onClose={onClose}>
      <div className="panel-close">
        <IconButton icon="x" label={m.ui_close()} onClick={onClose} />
      </div>
      <div>
        <p className="m s panel-number">
          {row.bookingNumber ?? m.desk_no_booking()}
          <Tag tone={variance.tone} icon={variance.icon}>
            {variance.text}
          </Tag>
        </p>
        <h2>{`${row.instrument.model}${m.desk_comma()}${localText(row.organisation.name)}`}</h2>
      </div>
      {row.charges.map((charge) => (
        <ChargeSection key={charge.id} charge={charge} />
      ))}
      {row.charges.length === 0 && (
        <div>
          <h3>{m.desk_charge()}</h3>
          <p className="m">{row.usage?.status === 'problem' ? m.desk_charge_problem() : m.desk_charge_none()}</p>
        </div>
      )}
      {row.usage && <UsageReview usage={row.usage} />}
      {row.usage && <UsageSection usage={row.usage} />}
      {row.bookingId && <BookingSection bookingId={row.bookingId} />}
    </Panel>
  );
}

function ChargeSection({ charge }: { charge: Charge }) {
  return (
    <div>
      <h3>
        {kindName(charge.kind)} <span className="m s">{dayTime(Date.parse(charge.occurredAt), defaultZone)}</span>
      </h3>
      <QuoteLines quote={charge} zone={defaultZone} isCharge />
      {charge.reason && <p className="m s">{charge.reason}</p>}
      <ChargeCorrections charge={charge} />
    </div>
  );
}

function UsageSection({ usage }: { usage: Usage }) {
  const range = (from: string | undefined, until: string | undefined) =>
    from && until ? rangeText(Date.parse(from), Date.parse(until), defaultZone) : undefined;
  return (
    <div>
      <h3>{m.desk_usage()}</h3>
      <KeyValues
        items={[
          [m.desk_booked(), range(usage.bookedFrom, usage.bookedUntil) ?? m.desk_no_booking()],
          [m.desk_used(), range(usage.from, usage.until) ?? m.desk_variance_no_end()],
          ...usage.metered.map(
            (one) => [m.usage_metered(), range(one.from, one.until) ?? m.desk_variance_no_end()] as const,
          ),
          usage.usedMinutes !== undefined && [m.desk_used_time(), durationText(usage.usedMinutes)],
          usage.idleMinutes > 0 && [m.desk_idle_minutes(), `${usage.idleMinutes}`],
          usage.samples !== undefined && [m.desk_samples(), `${usage.samples}`],
          [m.desk_way(), serviceWayName(usage.serviceWay)],
          [m.desk_source(), <span key="source" className="code">{`${usage.source} ${usage.sourceId}`}</span>],
        ]}
      />
    </div>
  );
}

function BookingSection({ bookingId }: { bookingId: string }) {
  const session = useSession();
  const query = useQuery(read('getBooking', { params: { bookingId } }));
  if (query.isPending) return <Skeleton rows={3} />;
  if (query.isError) return <QueryFailure error={query.error} onRetry={() => query.refetch()} />;
  const booking = query.data;
  const zone = booking.instrument.zone;
  const day = dayOf(Date.parse(booking.from), zone);
  return (
    <>
      <div>
        <h3>{m.desk_booking()}</h3>
        <KeyValues
          items={[
            [
              m.desk_number(),
              canOpen(session, '/desk/board') ? (
                <Link key="number" to="/desk/board" search={{ lab: booking.labId, day, booking: booking.id }}>
                  {booking.number}
                </Link>
              ) : (
                <Link key="number" to="/bookings/$bookingId" params={{ bookingId: booking.id }}>
                  {booking.number}
                </Link>
              ),
            ],
            [m.desk_status(), bookingStatusName(booking.status)],
            [m.desk_person(), booking.user.displayName],
            booking.projectCode ? [m.desk_project(), booking.projectCode] : undefined,
          ]}
        />
      </div>
      <div>
        <h3>{m.desk_history()}</h3>
        <BookingHistory booking={booking} />
      </div>
    </>
  );
}
