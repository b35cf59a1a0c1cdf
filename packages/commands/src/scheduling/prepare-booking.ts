import type { NewBooking } from '@guanyi/db/scheduling/bookings';
import type { RequestFacts } from '@guanyi/db/scheduling/facts';
import type { ServiceWay } from '@guanyi/domain/billing/price-policy';
import { localDay } from '@guanyi/domain/kernel/local-time';
import { HOUR_MS, type Window } from '@guanyi/domain/kernel/window';
import { noShowAt } from '@guanyi/domain/scheduling/booking';
import { footprint } from '@guanyi/domain/scheduling/booking-rules';
import type { QuotaUse } from '@guanyi/domain/scheduling/quota';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, type Refusal, refuse } from '../context.ts';
import { judgeForm, judgeTime } from './judge-request.ts';
import { type Price, priceRequest } from './price-request.ts';
import { customerOf } from './read-request.ts';
import { standingOf } from './standing.ts';

/** A lab has this long to decide, or until the start if that is sooner; then the request lapses and the slot is free. */
const approvalHours = 48;

export function approvalDeadlineOf(from: number, now: number): number {
  return Math.min(from, now + approvalHours * HOUR_MS);
}

export interface BookingRequest extends Window {
  instrumentId: string;
  purpose: { kind: string; text: string };
  projectCode?: string | undefined;
  quoteId?: string | undefined;
  holdId?: string | undefined;
  serviceWay?: ServiceWay | undefined;
  /** A sealed report is wanted: the calibration has to be valid on the day of use. */
  sealed?: boolean | undefined;
  onBehalfOf?: string | undefined;
}

/** A booking that every rule allows; whether the time is free, only writing it will tell. */
export interface PreparedBooking {
  booking: NewBooking;
  /** What it occupies, set-up and tear-down included. */
  footprint: Window;
}

/**
 * Judges a request by the rules and prices it. Pure: reads nothing and writes nothing.
 * @param quotas what has been taken of each quota; without them quotas are not judged, which only a first look may do.
 */
export function prepareBooking(
  context: CommandContext,
  facts: RequestFacts,
  request: BookingRequest,
  quotas: readonly QuotaUse[],
): Outcome<PreparedBooking> {
  const { instrument } = facts;
  const serviceWay = request.serviceWay ?? facts.quote?.serviceWay ?? 'selfOperated';
  const asked = { purposeKind: request.purpose.kind, serviceWay, sealed: request.sealed };
  const standing = standingOf(context, facts, asked, quotas);
  const refusal = judgeForm(instrument, 'machineTime') ?? judgeTime(instrument, request, context.now, standing);
  if (refusal) return refusal;
  if (instrument.rules?.projectCodeRequired && !request.projectCode?.trim()) {
    return refuse('project-code-required', { errors: [{ pointer: '/projectCode', code: 'required' }] });
  }
  const customer = customerOf(context.reach, facts);
  if (!customer.ok) return customer;
  const unusable = judgeQuote(context, facts, request);
  if (unusable) return unusable;
  const price = priceRequest(facts, { form: 'machineTime', window: request, serviceWay });
  if (!price.ok) return price;
  const { policy, rating } = price.value;
  if (facts.quote && (policy.id !== facts.quote.pricePolicyId || rating.totalFen !== facts.quote.totalFen)) {
    return refuse('price-changed', { details: { totalFen: rating.totalFen } });
  }
  const booking = newBooking(context, facts, request, customer.value.organisationId, price.value);
  return done({ booking, footprint: footprint(instrument.rules!, request) });
}

/** A quote that the customer relies on must be theirs, for this request, and not expired. */
function judgeQuote({ reach, now }: CommandContext, facts: RequestFacts, request: BookingRequest): Refusal | undefined {
  if (request.quoteId === undefined) return undefined;
  const { quote } = facts;
  const isTheirs =
    quote &&
    (quote.userId === null || quote.userId === reach.userId || quote.organisationId === facts.customer?.organisationId);
  if (!isTheirs) return refuse('not-found');
  const isSame =
    quote.instrumentId === facts.instrument.id &&
    quote.form === 'machineTime' &&
    quote.from === request.from &&
    quote.until === request.until &&
    (request.serviceWay === undefined || request.serviceWay === quote.serviceWay);
  if (!isSame) return refuse('quote-mismatch');
  return now >= quote.expiresAt ? refuse('quote-expired') : undefined;
}

function newBooking(
  { reach, now }: CommandContext,
  { instrument }: RequestFacts,
  request: BookingRequest,
  organisationId: string,
  price: Price,
): NewBooking {
  const id = newId();
  const isAutomatic = instrument.rent?.approval === 'auto';
  if (reach.userId === undefined) throw new Error('A booking needs a person.');
  return {
    id,
    labId: instrument.labId,
    number: bookingNumber(id, localDay(instrument.zone, now)),
    instrumentId: instrument.id,
    districtId: instrument.districtId,
    organisationId,
    userId: reach.userId,
    status: isAutomatic ? 'confirmed' : 'pendingApproval',
    from: request.from,
    until: request.until,
    purposeKind: request.purpose.kind,
    purposeText: request.purpose.text,
    projectCode: request.projectCode ?? null,
    sealed: request.sealed ?? false,
    serviceWay: price.serviceWay,
    quoteId: request.quoteId ?? null,
    pricePolicyId: price.policy.id,
    priceGroup: price.priceGroup,
    quotedSubtotalFen: price.rating.subtotalFen,
    quotedTaxFen: price.rating.taxFen,
    quotedTotalFen: price.rating.totalFen,
    approvalDeadline: isAutomatic ? null : approvalDeadlineOf(request.from, now),
    noShowAt: noShowAt(request, instrument.rules!.noShowMinutes),
    seriesId: null,
    createdAt: now,
  };
}

/** The day and six letters from the random end of the id, without I, L, O and U, which are misread. */
function bookingNumber(id: string, day: string): string {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  let rest = Number.parseInt(id.slice(-8), 16);
  let letters = '';
  for (let i = 0; i < 6; i++) {
    letters = alphabet[rest % 32] + letters;
    rest = Math.floor(rest / 32);
  }
  return `BK-${day.slice(2).replaceAll('-', '')}-${letters}`;
}
