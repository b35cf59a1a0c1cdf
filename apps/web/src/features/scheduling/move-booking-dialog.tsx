import { m } from '@guanyi/messages';
import { useState } from 'react';
import { call } from '../../app/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { rangeText, yuanText } from '../../ui/format.ts';
import { KeyValues } from '../../ui/table.tsx';
import { useQuote } from '../catalogue/use-quote.ts';
import type { Booking } from './booking-facts.ts';
import { RefusalReasons } from './refusal-reasons.tsx';
import { type SeriesScope, SeriesScopeField } from './series-scope.tsx';
import { BookingRefusal } from './submit-booking.tsx';
import { TimeFields, wallTimeOf, windowOf } from './time-fields.tsx';
import { useChange } from './use-change.ts';

/** Another time for a booking, or for a series: the new price and what speaks against it stand there before it is asked for. */
export function MoveBookingDialog({ booking, onClose }: { booking: Booking; onClose: () => void }) {
  const { zone } = booking.instrument;
  const old = { from: Date.parse(booking.from), until: Date.parse(booking.until) };
  const [time, setTime] = useState(() => wallTimeOf(old, zone));
  const [scope, setScope] = useState<SeriesScope>('this');
  const wanted = windowOf(time, zone);
  const isSame = wanted?.from === old.from && wanted.until === old.until;
  const quote = useQuote(booking.instrumentId, isSame ? undefined : wanted, booking.serviceWay);
  const move = useChange(() => send(booking, wanted ?? old, scope), m.attendance_moved, onClose);
  return (
    <Dialog
      title={m.attendance_move_title()}
      onClose={onClose}
      actions={
        <>
          <Button look="firm" busy={move.isPending} disabled={!wanted || isSame} onClick={() => move.mutate()}>
            {m.attendance_move()}
          </Button>
          <Button onClick={onClose}>{m.attendance_keep()}</Button>
        </>
      }
    >
      <p className="s m">{m.attendance_move_from({ time: rangeText(old.from, old.until, zone) })}</p>
      <TimeFields value={time} onChange={setTime} />
      {booking.seriesId && <SeriesScopeField value={scope} onChange={setScope} />}
      {wanted && !isSame && quote.data && (
        <>
          <RefusalReasons refusals={quote.data.refusals.filter(({ code }) => code !== 'quota-exceeded')} zone={zone} />
          <KeyValues
            className="money"
            items={[
              [m.attendance_price_before(), yuanText(booking.quotedTotalFen)],
              [m.attendance_price_after(), <b key="after">¥{yuanText(quote.data.totalFen)}</b>],
            ]}
          />
        </>
      )}
      {move.isError && <BookingRefusal error={move.error} instrumentId={booking.instrumentId} zone={zone} />}
    </Dialog>
  );
}

async function send(booking: Booking, window: { from: number; until: number }, scope: SeriesScope): Promise<unknown> {
  const body = { from: new Date(window.from).toISOString(), until: new Date(window.until).toISOString() };
  if (scope !== 'this' && booking.seriesId) {
    const params = { seriesId: booking.seriesId };
    return call('rescheduleSeries', { params, body: { ...body, bookingId: booking.id, scope } });
  }
  return call('rescheduleBooking', { params: { bookingId: booking.id }, body, ifMatch: booking.version });
}
