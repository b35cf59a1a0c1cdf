import { insertCharge } from '@guanyi/db/billing/charges';
import { findPolicy } from '@guanyi/db/billing/policies';
import { loadUsageForUpdate, setUsageStatus } from '@guanyi/db/billing/usage';
import type { Tx } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import { loadWorkCalendar } from '@guanyi/db/scheduling/facts';
import { rateUsage as rate } from '@guanyi/domain/billing/rate';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome } from '../context.ts';

/**
 * Turns a usage record into its charge, by the policy that the booking was made under. A use is charged once however often
 * this runs: the record is locked, and the database allows one charge a record.
 */
export async function rateUsage(
  tx: Tx,
  context: CommandContext,
  input: { labId: string; usageRecordId: string },
): Promise<Outcome<{ chargeId: string | null }>> {
  const usage = await loadUsageForUpdate(tx, input.labId, input.usageRecordId);
  if (!usage || usage.status === 'charged') return done({ chargeId: null });
  const policy = usage.booked ? await findPolicy(tx, usage.labId, usage.booked.pricePolicyId) : undefined;
  if (!policy) {
    await setUsageStatus(tx, usage, 'problem', 'price-missing', context.now);
    return done({ chargeId: null });
  }
  const span = {
    from: Math.min(usage.from, usage.booked?.from ?? usage.from),
    until: Math.max(usage.until, usage.booked?.until ?? usage.until),
  };
  const rating = rate({
    terms: policy,
    zone: usage.zone,
    calendar: await loadWorkCalendar(tx, span),
    serviceWay: usage.serviceWay,
    samples: usage.samples ?? undefined,
    booked: usage.booked,
    used: usage,
  });
  const chargeId = newId();
  await insertCharge(tx, {
    id: chargeId,
    labId: usage.labId,
    payeeId: usage.districtId,
    organisationId: usage.organisationId,
    instrumentId: usage.instrumentId,
    kind: 'usage',
    bookingId: usage.bookingId,
    usageRecordId: usage.id,
    refersToChargeId: null,
    pricePolicyId: policy.id,
    ...rating,
    occurredAt: usage.booked?.from ?? usage.from,
    createdAt: context.now,
  });
  await setUsageStatus(tx, usage, 'charged', null, context.now);
  const payload = { labId: usage.labId, chargeId };
  await append(tx, {
    name: 'charge.created',
    labId: usage.labId,
    aggregateId: chargeId,
    payload,
    occurredAt: context.now,
  });
  return done({ chargeId });
}
