import { findPricedCustomer } from '@guanyi/db/billing/customers';
import { findPoliciesInForce } from '@guanyi/db/billing/policies-in-force';
import type { InstrumentCard } from '@guanyi/db/catalogue/cards';
import type { Connection } from '@guanyi/db/client';
import { priceGroupOf } from '@guanyi/domain/billing/price-policy';
import { rateQuote } from '@guanyi/domain/billing/rate';
import type { Actor } from '@guanyi/domain/identity/reach';
import { containsInstant, type Window } from '@guanyi/domain/kernel/window';
import type { WorkCalendar } from '@guanyi/domain/kernel/working-days';

interface Priced {
  cards: readonly InstrumentCard[];
  /** What would be booked of each instrument. */
  windows: ReadonlyMap<string, Window>;
  actor: Actor | null;
  calendar: WorkCalendar;
}

/** What machine time in those windows would cost this reader, with tax. A visitor sees the price for enterprises; a missing price stays missing. */
export async function totalsOf(
  connection: Connection,
  { cards, windows, actor, calendar }: Priced,
): Promise<Map<string, number>> {
  const organisationId = actor?.memberships[0]?.organisationId;
  const customer = organisationId === undefined ? undefined : await findPricedCustomer(connection, organisationId);
  const instrumentIds = cards.filter((card) => card.forms.includes('machineTime')).map((card) => card.id);
  const instants = [...new Set(cards.flatMap((card) => windows.get(card.id)?.from ?? []))];
  const policies = (
    await Promise.all(instants.map((at) => findPoliciesInForce(connection, { instrumentIds, form: 'machineTime', at })))
  ).flat();
  const totals = new Map<string, number>();
  for (const card of cards) {
    const window = windows.get(card.id);
    if (!window) continue;
    const priceGroup = customer ? priceGroupOf(customer, card.districtId) : 'enterprise';
    const terms = policies.find(
      (policy) =>
        policy.instrumentId === card.id &&
        policy.priceGroup === priceGroup &&
        containsInstant(
          { from: policy.effectiveFrom, until: policy.effectiveUntil ?? Number.POSITIVE_INFINITY },
          window.from,
        ),
    );
    if (terms) totals.set(card.id, rateQuote({ terms, zone: card.zone, calendar, window }).totalFen);
  }
  return totals;
}
