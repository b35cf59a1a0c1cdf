import type { StoredPolicy } from '@guanyi/db/billing/policies';
import { insertQuote, type StoredQuote } from '@guanyi/db/billing/quotes';
import type { Tx } from '@guanyi/db/client';
import { cancellationFeeFen, freeCancellationUntil } from '@guanyi/domain/billing/cancellation';
import type { Form, ServiceWay } from '@guanyi/domain/billing/price-policy';
import { addDays, type Day, startOfDay } from '@guanyi/domain/kernel/local-time';
import { DAY_MS, type Window } from '@guanyi/domain/kernel/window';
import { outlastsCalibration } from '@guanyi/domain/scheduling/calibration';
import type { RefusedStretch } from '@guanyi/domain/scheduling/judge';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { judgeForm } from './judge-request.ts';
import { priceRequest } from './price-request.ts';
import { refusalsOf } from './read-refusals.ts';
import { readRequest } from './read-request.ts';

/** A quote is good for this long: enough to fill in a form, short enough that prices rarely change in between. */
const quoteValidMs = 30 * 60_000;

export interface QuoteRequest {
  instrumentId: string;
  /** A window for machine time and samples; days of the lab's zone, both inclusive, for a term lease. */
  span: Window | { firstDay: Day; lastDay: Day };
  form: Form;
  samples?: number | undefined;
  serviceWay: ServiceWay;
  /** A sealed report is wanted. */
  sealed?: boolean | undefined;
  onBehalfOf?: string | undefined;
}

export interface Quoted {
  quote: StoredQuote;
  approval: 'auto' | 'chain';
  cancellation: { freeUntil: number; feeFen: number };
  /** What would speak against a booking of exactly this window now. */
  refusals: RefusedStretch[];
  /** What speaks against nothing, and has to be known. */
  notices: 'calibration-expired'[];
}

/** Prices a window and remembers the price until it expires. Asking costs nothing and occupies nothing. */
export async function createQuote(tx: Tx, context: CommandContext, request: QuoteRequest): Promise<Outcome<Quoted>> {
  const { span } = request;
  if ('from' in span ? span.until <= span.from : span.lastDay < span.firstDay) return refuse('invalid-window');
  const read = await readRequest(tx, context, { ...request, window: daysAround(span) });
  if (!read.ok) return read;
  const { instrument, customer } = read.value;
  const unavailable = judgeForm(instrument, request.form);
  if (unavailable) return unavailable;
  const window = 'from' in span ? span : leaseWindow(span, instrument.zone);
  const price = priceRequest(read.value, { ...request, window, days: 'from' in span ? undefined : span });
  if (!price.ok) return price;
  const { policy, priceGroup, rating, serviceWay } = price.value;
  const quote: StoredQuote = {
    id: newId(),
    labId: instrument.labId,
    instrumentId: instrument.id,
    userId: context.reach.userId ?? null,
    organisationId: customer?.organisationId ?? null,
    form: request.form,
    ...window,
    samples: request.samples ?? null,
    serviceWay,
    priceGroup,
    pricePolicyId: policy.id,
    ...rating,
    expiresAt: context.now + quoteValidMs,
    createdAt: context.now,
  };
  await insertQuote(tx, quote);
  // Only machine time is booked by the clock; other forms are agreed on in other ways.
  const isByTheClock = request.form === 'machineTime' && 'from' in span;
  const refusals = isByTheClock
    ? await refusalsOf(tx, context, read.value, { window, serviceWay, purposeKind: undefined, sealed: request.sealed })
    : [];
  const approval = instrument.rent?.approval ?? 'chain';
  const hasLapsed = outlastsCalibration(instrument.zone, instrument.calibratedUntil, window);
  const notices: Quoted['notices'] = isByTheClock && hasLapsed ? ['calibration-expired'] : [];
  return done({ quote, approval, cancellation: lateCancellation(policy, quote), refusals, notices });
}

/** Days of any zone lie within a day of the same days in UTC; the policy is that of the first of them. */
function daysAround(span: QuoteRequest['span']): Window {
  if ('from' in span) return span;
  return { from: startOfDay('UTC', span.firstDay), until: startOfDay('UTC', span.lastDay) + DAY_MS };
}

function leaseWindow(days: { firstDay: Day; lastDay: Day }, zone: string): Window {
  return { from: startOfDay(zone, days.firstDay), until: startOfDay(zone, addDays(days.lastDay, 1)) };
}

/** What is owed for cancelling once the free notice has passed, told before anybody commits. */
function lateCancellation({ cancellation }: StoredPolicy, quote: StoredQuote): Quoted['cancellation'] {
  const { subtotalFen: bookedSubtotalFen, from } = quote;
  // At the start no notice is left; a policy without notice is free until then and costs its fee a moment later.
  const feeFen = cancellationFeeFen({ terms: cancellation, bookedSubtotalFen, from, now: from + 1 });
  return { freeUntil: freeCancellationUntil(cancellation, from), feeFen };
}
