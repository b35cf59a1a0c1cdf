import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Reply } from '../../app/client.ts';
import { now } from '../../app/clock.ts';
import { read } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextAreaField } from '../../ui/field.tsx';
import { dayTime, yuanText } from '../../ui/format.ts';
import { Skeleton } from '../../ui/states.tsx';
import { Note } from '../../ui/tag.tsx';
import { useBookingAct } from './booking-actions.ts';
import type { Booking } from './booking-facts.ts';

type Terms = Reply<'listPricePolicies'>['items'][number]['cancellation'];

const hourMs = 3_600_000;

/** What cancelling at `at` costs: nothing for a request, nothing up to and including the end of the notice. */
export function cancellationFee(booking: Booking, terms: Terms, at: number): number {
  const freeUntil = Date.parse(booking.from) - terms.noticeHours * hourMs;
  if (booking.status === 'pendingApproval' || at <= freeUntil) return 0;
  return 'fullPrice' in terms ? booking.quotedSubtotalFen : terms.feeFen;
}

/** The price policy that the booking was made under. */
function usePolicy(booking: Booking) {
  const { instrumentId, priceGroup, form, pricePolicyId } = booking;
  const policies = useQuery(read('listPricePolicies', { query: { instrumentId, priceGroup, form, limit: 100 } }));
  return { policy: policies.data?.items.find(({ id }) => id === pricePolicyId), isPending: policies.isPending };
}

/** Asks for a reason and says the fee before it is owed. */
export function CancelBookingDialog({ booking, onClose }: { booking: Booking; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const act = useBookingAct(booking);
  const { policy, isPending } = usePolicy(booking);
  return (
    <Dialog
      title={m.storefront_cancel_title()}
      onClose={onClose}
      actions={
        <>
          <Button
            look="bad"
            busy={act.isPending}
            onClick={() => act.mutate({ verb: 'cancel', reason: reason.trim() }, { onSettled: onClose })}
          >
            {m.storefront_cancel_confirm()}
          </Button>
          <Button onClick={onClose}>{m.storefront_cancel_keep()}</Button>
        </>
      }
    >
      {isPending ? <Skeleton rows={2} /> : <FeeNote booking={booking} terms={policy?.cancellation} />}
      <TextAreaField
        label={m.storefront_cancel_reason()}
        note={m.storefront_optional()}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </Dialog>
  );
}

function FeeNote({ booking, terms }: { booking: Booking; terms: Terms | undefined }) {
  if (booking.status === 'pendingApproval') return <Note>{m.storefront_cancel_pending()}</Note>;
  if (!terms) return <Note>{m.storefront_cancel_unknown()}</Note>;
  const fee = cancellationFee(booking, terms, now());
  if (fee > 0) return <Note tone="hm">{m.storefront_cancel_fee({ amount: yuanText(fee) })}</Note>;
  const until = dayTime(Date.parse(booking.from) - terms.noticeHours * hourMs, booking.instrument.zone);
  return <Note>{m.storefront_cancel_free({ until })}</Note>;
}
