import type { StoredPolicy } from '@guanyi/db/billing/policies';
import type { RequestFacts } from '@guanyi/db/scheduling/facts';
import type { Rating } from '@guanyi/domain/billing/price-line';
import {
  type Form,
  type PriceGroup,
  policyInForce,
  priceGroupOf,
  type ServiceWay,
} from '@guanyi/domain/billing/price-policy';
import { rateQuote } from '@guanyi/domain/billing/rate';
import type { Day } from '@guanyi/domain/kernel/local-time';
import type { Window } from '@guanyi/domain/kernel/window';
import { done, type Outcome, refuse } from '../context.ts';

export interface Price {
  policy: StoredPolicy;
  priceGroup: PriceGroup;
  serviceWay: ServiceWay;
  rating: Rating;
}

export interface PricedRequest {
  form: Form;
  window: Window;
  /** For a term lease: what is priced is days. */
  days?: { firstDay: Day; lastDay: Day } | undefined;
  serviceWay: ServiceWay;
  samples?: number | undefined;
}

/**
 * The price of a request for its customer, by the policy in force at its start. A visitor sees the enterprise list price.
 * There is no fallback to another group: a missing price is refused, never zero.
 */
export function priceRequest({ instrument, customer, policies }: RequestFacts, request: PricedRequest): Outcome<Price> {
  const priceGroup = customer ? priceGroupOf(customer, instrument.districtId) : 'enterprise';
  const policy = policyInForce(policies, { form: request.form, priceGroup, at: request.window.from });
  if (!policy) return refuse('price-missing', { details: { priceGroup } });
  const { serviceWay, samples } = request;
  const terms = { terms: policy, zone: instrument.zone, calendar: instrument.calendar, serviceWay, samples };
  const rating = rateQuote(request.days ? { ...terms, ...request.days } : { ...terms, window: request.window });
  return done({ policy, priceGroup, serviceWay, rating });
}
