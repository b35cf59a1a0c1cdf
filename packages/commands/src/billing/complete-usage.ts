import { loadUsageForUpdate, type StoredUsage, saveUsage } from '@guanyi/db/billing/usage-store';
import type { Tx } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import { faultOfUse, reviewEnd } from '@guanyi/domain/billing/usage';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { isPeriodClosed } from './late-entry.ts';
import { findWalkUpPolicy } from './record-usage.ts';

export interface UsageCompletion {
  usageRecordId: string;
  until: number;
  /** Replaces what was recorded, where that does not fit the end. */
  idleMinutes?: number | undefined;
  ifMatch?: number | undefined;
}

/** The keeper supplies the end that nobody recorded, once (X16); from then on the use is priced and reviewed like any other. */
export async function completeUsage(
  tx: Tx,
  context: CommandContext,
  { usageRecordId, until, idleMinutes, ifMatch }: UsageCompletion,
): Promise<Outcome<{ usageRecordId: string }>> {
  const usage = await loadUsageForUpdate(tx, context.reach, usageRecordId);
  if (!usage) return refuse('not-found');
  if (ifMatch !== undefined && ifMatch !== usage.version)
    return refuse('version-mismatch', { details: { version: usage.version } });
  if (usage.problem !== 'missing-end') return refuse('state-conflict', { details: { currentStatus: usage.status } });
  const ended = { ...usage, until, idleMinutes: idleMinutes ?? usage.idleMinutes };
  const fault = faultOfUse(ended);
  if (fault) return refuse(fault);
  if (await isPeriodClosed(tx, usage, usage.booked?.from ?? usage.from, context.now)) return refuse('period-closed');
  await settleProblem(tx, context, ended);
  return done({ usageRecordId });
}

/** Looks again for the price of a use that had none: somebody has meanwhile said what it costs. */
export async function priceUsage(
  tx: Tx,
  context: CommandContext,
  { usageRecordId, ifMatch }: { usageRecordId: string; ifMatch?: number | undefined },
): Promise<Outcome<{ usageRecordId: string }>> {
  const usage = await loadUsageForUpdate(tx, context.reach, usageRecordId);
  if (!usage) return refuse('not-found');
  if (ifMatch !== undefined && ifMatch !== usage.version)
    return refuse('version-mismatch', { details: { version: usage.version } });
  if (usage.problem !== 'price-missing') return refuse('state-conflict', { details: { currentStatus: usage.status } });
  const pricePolicyId = await findWalkUpPolicy(tx, usage);
  if (pricePolicyId === null) return refuse('price-missing');
  await settleProblem(tx, context, { ...usage, pricePolicyId });
  return done({ usageRecordId });
}

/** Saves a use that has its end; it becomes billable, unless its price is missing too. */
async function settleProblem(tx: Tx, { now }: CommandContext, usage: StoredUsage): Promise<void> {
  const isPriced = usage.pricePolicyId !== null;
  await saveUsage(
    tx,
    {
      ...usage,
      status: isPriced ? 'recorded' : 'problem',
      problem: isPriced ? null : 'price-missing',
      reviewEndsAt: isPriced && usage.besideId === null ? reviewEnd(now) : null,
    },
    now,
  );
  if (!isPriced || usage.besideId !== null) return;
  const payload = { labId: usage.labId, usageRecordId: usage.id };
  await append(tx, {
    name: 'usage.recorded',
    labId: usage.labId,
    aggregateId: usage.id,
    payload,
    occurredAt: now,
  });
}
