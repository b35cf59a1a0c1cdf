import type { StoredPolicy } from '@guanyi/db/billing/policies';
import { insertQuote, type StoredQuote } from '@guanyi/db/billing/quotes';
import type { Tx } from '@guanyi/db/client';
import { findInstrumentFacts, type InstrumentFacts } from '@guanyi/db/scheduling/facts';
import { cancellationFeeFen, freeCancellationUntil } from '@guanyi/domain/billing/cancellation';
import type { Form, ServiceWay } from '@guanyi/domain/billing/price-policy';
import { addDays, type Day, startOfDay } from '@guanyi/domain/kernel/local-time';
import { DAY_MS, type Window } from '@guanyi/domain/kernel/window';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { customerOf } from './customer.ts';
import { judgeForm } from './judge-request.ts';
import { priceRequest } from './price-request.ts';

/** A quote is good for this long: enough to fill in a form, short enough that prices rarely change in between. */
const quoteValidMs = 30 * 60_000;

export interface QuoteRequest {
  instrumentId: string;
  /** A window for machine time and samples; days of the lab's zone, both inclusive, for a term lease. */
  span: Window | { firstDay: Day; lastDay: Day };
  form: Form;
  samples?: number | undefined;
  serviceWay: ServiceWay;
  onBehalfOf?: string | undefined;
}

export interface Quoted {
  quote: StoredQuote;
  approval: 'auto' | 'chain';
  cancellation: { freeUntil: number; feeFen: number };
}

/** Prices a window and remembers the price until it expires. Asking costs nothing and occupies nothing. */
export async function createQuote(tx: Tx, context: CommandContext, request: QuoteRequest): Promise<Outcome<Quoted>> {
  const { span } = request;
  if ('from' in span ? span.until <= span.from : span.lastDay < span.firstDay) return refuse('invalid-window');
  const facts = await findInstrumentFacts(tx, request.instrumentId, daysAround(span));
  if (!facts) return refuse('not-found');
  const window = 'from' in span ? span : leaseWindow(span, facts.zone);
  const unavailable = judgeForm(facts, request.form);
  if (unavailable) return unavailable;
  const customer = context.reach.userId === undefined ? done(null) : await customerOf(tx, context, request.onBehalfOf);
  if (!customer.ok) return customer;
  const price = await priceRequest(tx, facts, { ...request, customer: customer.value, window });
  if (!price.ok) return price;
  const { policy, priceGroup, rating } = price.value;
  const quote: StoredQuote = {
    id: newId(),
    labId: facts.labId,
    instrumentId: facts.id,
    userId: context.reach.userId ?? null,
    organisationId: customer.value?.organisationId ?? null,
    form: request.form,
    from: window.from,
    until: window.until,
    samples: request.samples ?? null,
    serviceWay: request.serviceWay,
    priceGroup,
    pricePolicyId: policy.id,
    ...rating,
    expiresAt: context.now + quoteValidMs,
    createdAt: context.now,
  };
  await insertQuote(tx, quote);
  return done({ quote, approval: approvalOf(facts), cancellation: lateCancellation(policy, quote) });
}

/** Days of any zone lie within a day of the same days in UTC. */
function daysAround(span: QuoteRequest['span']): Window {
  if ('from' in span) return span;
  return { from: startOfDay('UTC', span.firstDay) - DAY_MS, until: startOfDay('UTC', span.lastDay) + 2 * DAY_MS };
}

function leaseWindow(days: { firstDay: Day; lastDay: Day }, zone: string): Window {
  return { from: startOfDay(zone, days.firstDay), until: startOfDay(zone, addDays(days.lastDay, 1)) };
}

function approvalOf(facts: InstrumentFacts): 'auto' | 'chain' {
  return facts.rent?.approval ?? 'chain';
}

/** What is owed for cancelling once the free notice has passed, told before anybody commits. */
function lateCancellation(policy: StoredPolicy, quote: StoredQuote) {
  const feeFen = cancellationFeeFen({
    terms: policy.cancellation,
    bookedSubtotalFen: quote.subtotalFen,
    from: quote.from,
    now: quote.from,
  });
  return { freeUntil: freeCancellationUntil(policy.cancellation, quote.from), feeFen };
}
