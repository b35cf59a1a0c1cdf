import type { Reply } from '../../app/client.ts';
import type { Booking } from './booking-facts.ts';

export type Terms = Reply<'listPricePolicies'>['items'][number]['cancellation'];

export const hourMs = 3_600_000;

/** What cancelling at `at` costs: nothing for a request, nothing up to and including the end of the notice. */
export function cancellationFee(
  booking: Pick<Booking, 'from' | 'status' | 'quotedSubtotalFen'>,
  terms: Terms,
  at: number,
): number {
  const freeUntil = Date.parse(booking.from) - terms.noticeHours * hourMs;
  if (booking.status === 'pendingApproval' || at <= freeUntil) return 0;
  return 'fullPrice' in terms ? booking.quotedSubtotalFen : terms.feeFen;
}
