import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { call, newIdempotencyKey } from '../../app/client.ts';
import { ApiProblem, describeFailure } from '../../app/problem.ts';
import { keyOf } from '../../app/query.ts';
import { rangeText } from '../../ui/format.ts';
import { Note } from '../../ui/tag.tsx';
import { showToast } from '../../ui/toast.tsx';
import type { ServiceWay } from '../../ui/vocabulary.ts';
import type { Span } from '../catalogue/availability-days.ts';
import type { Quote } from '../catalogue/quote-lines.tsx';
import { LimitRefusal } from '../limits/limit-refusal.tsx';
import { type BookingDraft, type Hold, saveDraft, saveHold } from './booking-draft.ts';
import type { Party } from './booking-party.ts';

interface Submission {
  instrumentId: string;
  window: Span;
  way: ServiceWay;
  draft: BookingDraft;
  party: Party | undefined;
  hold: Hold | undefined;
  quote: Quote | undefined;
  /** A rule of recurrence makes it a series: what is taken or closed is left out, as its preview said. */
  rrule: string | undefined;
  onPriceChanged: () => void;
}

function bodyOf({ instrumentId, window, way, draft, party, hold, quote }: Submission) {
  return {
    instrumentId,
    from: new Date(window.from).toISOString(),
    until: new Date(window.until).toISOString(),
    purpose: { kind: draft.purposeKind || ('other' as const), text: draft.purposeText },
    serviceWay: way,
    ...(draft.projectCode && { projectCode: draft.projectCode }),
    ...(draft.samples && { samples: Number(draft.samples) }),
    ...(quote && { quoteId: quote.id }),
    ...(hold && { holdId: hold.id }),
    ...(party && { onBehalfOf: party.id }),
  };
}

/** One booking, or the first of a series. */
async function book(body: ReturnType<typeof bodyOf>, rrule: string | undefined, idempotencyKey: string) {
  if (rrule === undefined) return call('createBooking', { body, idempotencyKey });
  const { samples: _, quoteId: __, ...shared } = body;
  const series = await call('createSeries', { body: { ...shared, rrule, onConflict: 'skip' }, idempotencyKey });
  const bookingId = series.occurrences.find((one) => one.bookingId !== undefined)?.bookingId;
  if (bookingId === undefined) throw new Error('The series has no booking.');
  return call('getBooking', { params: { bookingId } });
}

/** Codes after which another look at the price is due before the second try. */
const priceCodes = ['price-changed', 'quote-expired', 'quote-mismatch'];

/** Commits the booking. The same content keeps its key, so that a second press or a lost answer never books twice. */
export function useSubmitBooking(submission: Submission) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const attempt = useRef({ content: '', key: '' });
  return useMutation({
    mutationFn: () => {
      const body = bodyOf(submission);
      const content = JSON.stringify([body, submission.rrule]);
      if (attempt.current.content !== content) attempt.current = { content, key: newIdempotencyKey() };
      return book(body, submission.rrule, attempt.current.key);
    },
    onSuccess: async (booking) => {
      saveDraft(submission.instrumentId, undefined);
      saveHold(submission.instrumentId, undefined);
      for (const operation of ['listBookings', 'getAvailability', 'getInstrument', 'searchInstruments'] as const) {
        queryClient.invalidateQueries({ queryKey: keyOf(operation) });
      }
      const pending = booking.status === 'pendingApproval';
      showToast({
        tone: 'ok',
        text: pending ? m.storefront_asked() : m.storefront_booked(),
        detail: pending ? m.storefront_asked_detail() : undefined,
      });
      await navigate({ to: '/bookings/$bookingId', params: { bookingId: booking.id } });
    },
    onError: (error) => {
      if (error instanceof ApiProblem && priceCodes.includes(error.code)) submission.onPriceChanged();
    },
  });
}

interface BookingRefusalProps {
  error: unknown;
  instrumentId: string;
  zone: string;
  /** Leads to where it can be mended; missing where there is no other place. */
  onFix?: (where: 'purpose' | 'slot') => void;
}

interface Alternative {
  instrumentId: string;
  from: string;
  until: string;
}

function alternativesOf(error: unknown): readonly Alternative[] {
  const found = error instanceof ApiProblem ? error.problem.alternatives : undefined;
  return Array.isArray(found) ? (found as Alternative[]) : [];
}

/** Why the booking was refused, and the nearest way out: other times, another purpose, another look at the price. */
export function BookingRefusal({ error, instrumentId, zone, onFix }: BookingRefusalProps) {
  const { title, detail, requestId } = describeFailure(error);
  const code = error instanceof ApiProblem ? error.code : '';
  const alternatives = alternativesOf(error);
  return (
    <div role="alert">
      <Note tone="bad">
        <p>
          <b>{title}</b> {detail}
        </p>
        {alternatives.length > 0 && (
          <>
            <p>{m.storefront_alternatives()}</p>
            <ul className="alternatives">
              {alternatives.map((other) => (
                <li key={`${other.instrumentId} ${other.from}`}>
                  <Link
                    to="/instruments/$instrumentId/book"
                    params={{ instrumentId: other.instrumentId }}
                    search={{ from: other.from, until: other.until }}
                  >
                    {rangeText(Date.parse(other.from), Date.parse(other.until), zone)}
                  </Link>
                  {other.instrumentId !== instrumentId && ` ${m.storefront_other_instrument()}`}
                </li>
              ))}
            </ul>
          </>
        )}
        {onFix && ['purpose-not-allowed', 'project-code-required'].includes(code) && (
          <button type="button" className="text-button" onClick={() => onFix('purpose')}>
            {m.storefront_fix_purpose()}
          </button>
        )}
        {onFix && code === 'slot-taken' && (
          <button type="button" className="text-button" onClick={() => onFix('slot')}>
            {m.storefront_other_time()}
          </button>
        )}
        <LimitRefusal error={error} />
        {priceCodes.includes(code) && <p>{m.storefront_price_renewed()}</p>}
        {requestId && <p className="xs m">{m.ui_request_id({ id: requestId })}</p>}
      </Note>
    </div>
  );
}
