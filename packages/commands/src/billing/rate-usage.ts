import { hasCharge } from '@guanyi/db/billing/charge-store';
import { insertCharge } from '@guanyi/db/billing/charges';
import { findPolicy } from '@guanyi/db/billing/policies';
import { loadUsageForUpdate, type StoredUsage } from '@guanyi/db/billing/usage-store';
import type { Tx } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import { loadWorkCalendar } from '@guanyi/db/scheduling/facts';
import { rateUsage as rate, type UsageInput } from '@guanyi/domain/billing/rate';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome } from '../context.ts';

/** The worker's way to a charge: the use is locked and rated. */
export async function rateUsage(
  tx: Tx,
  context: CommandContext,
  { usageRecordId }: { labId: string; usageRecordId: string },
): Promise<Outcome<{ chargeId: string | null }>> {
  const usage = await loadUsageForUpdate(tx, context.reach, usageRecordId);
  // A backlog may have been rated in one go meanwhile.
  const isLeft = usage !== undefined && !(await hasCharge(tx, usage));
  return done({ chargeId: isLeft ? await rateUse(tx, context, usage) : null });
}

/**
 * Turns a use into its charge, by the policy that the booking was made under. A use is charged once however often this runs:
 * the database allows one charge a record. What is a problem, or only stands beside another record, is not charged.
 * @returns the new charge, or null when there was nothing to do.
 */
export async function rateUse(tx: Tx, context: CommandContext, usage: StoredUsage): Promise<string | null> {
  if (usage.besideId !== null || usage.status === 'problem') return null;
  const input = await ratingInputOf(tx, usage);
  if (!input) throw new Error(`Use ${usage.id} is no problem although its end or its price is missing.`);
  const chargeId = newId();
  const isNew = await insertCharge(tx, {
    id: chargeId,
    labId: usage.labId,
    payeeId: usage.districtId,
    organisationId: usage.organisationId,
    instrumentId: usage.instrumentId,
    kind: 'usage',
    bookingId: usage.bookingId,
    usageRecordId: usage.id,
    refersToChargeId: null,
    pricePolicyId: usage.pricePolicyId,
    ...rate(input),
    occurredAt: usage.booked?.from ?? usage.from,
    createdAt: context.now,
  });
  if (!isNew) return null;
  await append(tx, {
    name: 'charge.created',
    labId: usage.labId,
    aggregateId: chargeId,
    payload: { labId: usage.labId, chargeId },
    occurredAt: context.now,
  });
  return chargeId;
}

/** What a use is rated by; undefined while its end or its price is missing. */
export async function ratingInputOf(tx: Tx, usage: StoredUsage): Promise<UsageInput | undefined> {
  const { until, pricePolicyId } = usage;
  if (until === null || pricePolicyId === null) return undefined;
  const terms = await findPolicy(tx, usage.labId, pricePolicyId);
  if (!terms) throw new Error(`Use ${usage.id} points at a price policy that is gone.`);
  const span = {
    from: Math.min(usage.from, usage.booked?.from ?? usage.from),
    until: Math.max(until, usage.booked?.until ?? until),
  };
  return {
    terms,
    zone: usage.zone,
    calendar: await loadWorkCalendar(tx, span),
    serviceWay: usage.serviceWay,
    samples: usage.samples ?? undefined,
    booked: usage.booked,
    used: { from: usage.from, until },
  };
}
