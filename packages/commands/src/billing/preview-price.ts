import type { Tx } from '@guanyi/db/client';
import { findRequestFacts } from '@guanyi/db/scheduling/facts';
import type { Rating } from '@guanyi/domain/billing/price-line';
import {
  type Form,
  type PriceGroup,
  type PriceTerms,
  policyInForce,
  type ServiceWay,
} from '@guanyi/domain/billing/price-policy';
import { rateQuote, rateUsage } from '@guanyi/domain/billing/rate';
import { addDays, type Day, startOfDay } from '@guanyi/domain/kernel/local-time';
import { DAY_MS, type Window } from '@guanyi/domain/kernel/window';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';

export interface PricePreview {
  instrumentId: string;
  form: Form;
  priceGroup: PriceGroup;
  span: Window | { firstDay: Day; lastDay: Day };
  /** What would be used, where it differs from what is booked. */
  used?: Window | undefined;
  samples?: number | undefined;
  serviceWay: ServiceWay;
  /** Terms that are not in force, to see what they would cost; else those of the policy in force. */
  draft?: PriceTerms | undefined;
}

export interface PreviewedPrice {
  rating: Rating;
  zone: string;
  /** Null for a draft. */
  pricePolicyId: string | null;
}

/**
 * What a booking or a use would cost, for any group and under any terms, by the same function that rates quotes and charges.
 * Writes nothing. Refusals: `not-found`, `invalid-window`, `price-missing`.
 */
export async function previewPrice(
  tx: Tx,
  _context: CommandContext,
  preview: PricePreview,
): Promise<Outcome<PreviewedPrice>> {
  const { span, used, form } = preview;
  if (isBackward(span) || (used && isBackward(used))) return refuse('invalid-window');
  const around = windowAround(span, used);
  const facts = await findRequestFacts(tx, {
    instrumentId: preview.instrumentId,
    form,
    window: { ...around, from: 'from' in span ? span.from : around.from },
    userId: null,
    organisationId: null,
    labId: null,
    quoteId: null,
    projectCode: null,
  });
  if (!facts) return refuse('not-found');
  const { zone, calendar } = facts.instrument;
  const at = 'from' in span ? span.from : startOfDay(zone, span.firstDay);
  const policy = preview.draft ? null : policyInForce(facts.policies, { form, priceGroup: preview.priceGroup, at });
  const terms = preview.draft ?? policy;
  if (!terms) return refuse('price-missing', { details: { priceGroup: preview.priceGroup } });
  const { serviceWay, samples } = preview;
  const context = { terms, zone, calendar, serviceWay, samples };
  const pricePolicyId = policy?.id ?? null;
  if (!('from' in span)) return done({ rating: rateQuote({ ...context, ...span }), zone, pricePolicyId });
  const rating = used ? rateUsage({ ...context, booked: span, used }) : rateQuote({ ...context, window: span });
  return done({ rating, zone, pricePolicyId });
}

function isBackward(span: PricePreview['span']): boolean {
  return 'from' in span ? span.until <= span.from : span.lastDay < span.firstDay;
}

/** Days whose calendar the price may need; those of any zone lie within a day of the same days in UTC. */
function windowAround(span: PricePreview['span'], used: Window | undefined): Window {
  const booked =
    'from' in span
      ? span
      : { from: startOfDay('UTC', span.firstDay), until: startOfDay('UTC', addDays(span.lastDay, 1)) + DAY_MS };
  if (!used) return booked;
  return { from: Math.min(booked.from, used.from), until: Math.max(booked.until, used.until) };
}
