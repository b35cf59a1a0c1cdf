import { findPolicyInForce, type StoredPolicy } from '@guanyi/db/billing/policies';
import type { Tx } from '@guanyi/db/client';
import type { InstrumentFacts } from '@guanyi/db/scheduling/facts';
import type { Rating } from '@guanyi/domain/billing/price-line';
import {
  type Form,
  type PricedCustomer,
  type PriceGroup,
  priceGroupOf,
  type ServiceWay,
} from '@guanyi/domain/billing/price-policy';
import { rateQuote } from '@guanyi/domain/billing/rate';
import type { Window } from '@guanyi/domain/kernel/window';
import { done, type Outcome, refuse } from '../context.ts';

export interface Price {
  policy: StoredPolicy;
  priceGroup: PriceGroup;
  serviceWay: ServiceWay;
  rating: Rating;
}

/**
 * The price of a window for a customer, by the policy in force at its start. A visitor sees the enterprise list price.
 * There is no fallback to another group: a missing price is refused, never zero.
 */
export async function priceRequest(
  tx: Tx,
  facts: InstrumentFacts,
  request: {
    customer: PricedCustomer | null;
    form: Form;
    window: Window;
    serviceWay: ServiceWay;
    samples?: number | undefined;
  },
): Promise<Outcome<Price>> {
  const priceGroup = request.customer ? priceGroupOf(request.customer, facts.districtId) : 'enterprise';
  const wanted = {
    labId: facts.labId,
    instrumentId: facts.id,
    form: request.form,
    priceGroup,
    at: request.window.from,
  };
  const policy = await findPolicyInForce(tx, wanted);
  if (!policy) return refuse('price-missing', { details: { priceGroup } });
  const rating = rateQuote({
    terms: policy,
    zone: facts.zone,
    calendar: facts.calendar,
    serviceWay: request.serviceWay,
    ...(request.samples === undefined ? {} : { samples: request.samples }),
    window: request.window,
  });
  return done({ policy, priceGroup, serviceWay: request.serviceWay, rating });
}
