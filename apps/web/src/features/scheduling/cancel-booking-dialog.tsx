import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../app/client.ts';
import { now } from '../../app/clock.ts';
import { read } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextAreaField } from '../../ui/field.tsx';
import { dayTime, yuanText } from '../../ui/format.ts';
import { Skeleton } from '../../ui/states.tsx';
import { Note } from '../../ui/tag.tsx';
import { FailureNote } from '../catalogue/save-bar.tsx';
import { useBookingAct } from './booking-actions.ts';
import type { Booking } from './booking-facts.ts';
import { cancellationFee, hourMs, type Terms } from './cancellation-fee.ts';
import { SeriesFees } from './series-fees.tsx';
import { type SeriesScope, SeriesScopeField } from './series-scope.tsx';
import { useChange } from './use-change.ts';

/** The price policy that the booking was made under. */
function usePolicy(booking: Booking) {
  const { instrumentId, priceGroup, form, pricePolicyId } = booking;
  const policies = useQuery(read('listPricePolicies', { query: { instrumentId, priceGroup, form, limit: 100 } }));
  return { policy: policies.data?.items.find(({ id }) => id === pricePolicyId), isPending: policies.isPending };
}

/** Asks for a reason and says the fee before it is owed; of a series also how much of it is cancelled. */
export function CancelBookingDialog({ booking, onClose }: { booking: Booking; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const [scope, setScope] = useState<SeriesScope>('this');
  const act = useBookingAct(booking);
  const { policy, isPending } = usePolicy(booking);
  const several = useChange(() => cancelSeveral(booking, scope, reason.trim()), m.attendance_series_cancelled, onClose);
  const confirm = () =>
    scope === 'this' ? act.mutate({ verb: 'cancel', reason: reason.trim() }, { onSettled: onClose }) : several.mutate();
  return (
    <Dialog
      title={m.storefront_cancel_title()}
      onClose={onClose}
      actions={
        <>
          <Button look="bad" busy={act.isPending || several.isPending} onClick={confirm}>
            {m.storefront_cancel_confirm()}
          </Button>
          <Button onClick={onClose}>{m.storefront_cancel_keep()}</Button>
        </>
      }
    >
      {booking.seriesId && <SeriesScopeField value={scope} onChange={setScope} />}
      {isPending && <Skeleton rows={2} />}
      {!isPending && scope === 'this' && <FeeNote booking={booking} terms={policy?.cancellation} />}
      {!isPending && scope !== 'this' && <SeriesFees booking={booking} scope={scope} terms={policy?.cancellation} />}
      <TextAreaField
        label={m.storefront_cancel_reason()}
        note={m.storefront_optional()}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {several.isError && <FailureNote error={several.error} />}
    </Dialog>
  );
}

function cancelSeveral({ id, seriesId = '' }: Booking, scope: SeriesScope, reason: string): Promise<unknown> {
  const body = { reason, ...(scope === 'following' && { bookingId: id }) };
  return call('cancelSeries', { params: { seriesId }, body });
}

function FeeNote({ booking, terms }: { booking: Booking; terms: Terms | undefined }) {
  if (booking.status === 'pendingApproval') return <Note>{m.storefront_cancel_pending()}</Note>;
  if (!terms) return <Note>{m.storefront_cancel_unknown()}</Note>;
  const fee = cancellationFee(booking, terms, now());
  if (fee > 0) return <Note tone="hm">{m.storefront_cancel_fee({ amount: yuanText(fee) })}</Note>;
  const until = dayTime(Date.parse(booking.from) - terms.noticeHours * hourMs, booking.instrument.zone);
  return <Note>{m.storefront_cancel_free({ until })}</Note>;
}
