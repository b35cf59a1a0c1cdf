import { insertCharge } from '@guanyi/db/billing/charges';
import { findPolicy } from '@guanyi/db/billing/policies';
import { findPoliciesInForce } from '@guanyi/db/billing/policies-in-force';
import type { Tx } from '@guanyi/db/client';
import { findCustomer } from '@guanyi/db/lending/facts';
import type { StoredLending } from '@guanyi/db/lending/lendings';
import { append } from '@guanyi/db/outbox';
import { loadWorkCalendar } from '@guanyi/db/scheduling/facts';
import { policyInForce, priceGroupOf } from '@guanyi/domain/billing/price-policy';
import { rateQuote } from '@guanyi/domain/billing/rate';
import { type Day, startOfDay } from '@guanyi/domain/kernel/local-time';
import { newId } from '@guanyi/platform/ids';
import type { CommandContext } from '../context.ts';

/**
 * Charges the days of a lease, both included, at the price that was decided with the request (R24): the term at hand-over, days
 * beyond it at take-back. Without a price there is no charge: finance sees the lease without one and sets it by hand.
 */
export async function chargeLease(
  tx: Tx,
  context: CommandContext,
  lending: StoredLending,
  days: { firstDay: Day; lastDay: Day },
): Promise<void> {
  const policy = await policyOf(tx, lending);
  if (!policy) return;
  const occurredAt = startOfDay(lending.zone, days.firstDay);
  const rating = rateQuote({
    terms: policy,
    zone: lending.zone,
    calendar: await loadWorkCalendar(tx, { from: occurredAt, until: occurredAt }),
    firstDay: days.firstDay,
    lastDay: days.lastDay,
  });
  const chargeId = newId();
  const isNew = await insertCharge(tx, {
    id: chargeId,
    labId: lending.labId,
    payeeId: lending.districtId,
    organisationId: lending.organisationId,
    instrumentId: lending.instrumentId,
    kind: 'usage',
    bookingId: null,
    usageRecordId: null,
    leaseId: lending.id,
    refersToChargeId: null,
    pricePolicyId: policy.id,
    ...rating,
    occurredAt,
    createdAt: context.now,
  });
  if (!isNew) return;
  const payload = { labId: lending.labId, chargeId };
  const { labId } = lending;
  await append(tx, { name: 'charge.created', labId, aggregateId: chargeId, payload, occurredAt: context.now });
}

/** The price of the request; where there was none then, the one in force for the first day now. */
async function policyOf(tx: Tx, lending: StoredLending) {
  if (lending.pricePolicyId) return findPolicy(tx, lending.labId, lending.pricePolicyId);
  const customer = await findCustomer(tx, lending.organisationId);
  if (!customer) return undefined;
  const priceGroup = priceGroupOf(customer, lending.districtId);
  const at = lending.from;
  const wanted = { instrumentIds: [lending.instrumentId], form: 'termLease' as const, at };
  return policyInForce(await findPoliciesInForce(tx, wanted), { form: 'termLease', priceGroup, at });
}
