import { insertDispute } from '@guanyi/db/billing/disputes';
import { loadUsageForUpdate, saveUsage } from '@guanyi/db/billing/usage-store';
import type { Tx } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import { disputeUse, touchesUse } from '@guanyi/domain/billing/usage';
import type { Window } from '@guanyi/domain/kernel/window';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';

export interface UsageDispute extends Window {
  usageRecordId: string;
  reason: string;
  ifMatch?: number | undefined;
}

/**
 * A customer says which time of a use it does not want to pay, and why. What is owed stays until the lab's side has decided.
 * Refusals: `invalid-window`, `state-conflict`, `dispute-outside-use` when the time has nothing to do with the use.
 */
export async function disputeUsage(
  tx: Tx,
  context: CommandContext,
  { usageRecordId, reason, from, until, ifMatch }: UsageDispute,
): Promise<Outcome<{ usageRecordId: string }>> {
  if (until <= from) return refuse('invalid-window');
  const usage = await loadUsageForUpdate(tx, context.reach, usageRecordId);
  if (!usage) return refuse('not-found');
  if (ifMatch !== undefined && ifMatch !== usage.version)
    return refuse('version-mismatch', { details: { version: usage.version } });
  const outcome = disputeUse(usage, context.now);
  if (!outcome.ok) return refuse('state-conflict', { details: { currentStatus: outcome.status } });
  if (usage.until === null || context.reach.userId === undefined)
    throw new Error(`Use ${usage.id} was disputed without an end or by nobody.`);
  if (!touchesUse({ from, until }, { from: usage.from, until: usage.until }, usage.booked))
    return refuse('dispute-outside-use');
  const dispute = { id: newId(), labId: usage.labId, usageRecordId: usage.id, from, until, reason };
  const isNew = await insertDispute(tx, { ...dispute, raisedBy: context.reach.userId, createdAt: context.now });
  if (!isNew) throw new Error(`Use ${usage.id} has an open dispute although its state allows one.`);
  await saveUsage(tx, outcome.usage, context.now);
  await append(tx, {
    name: 'usage.disputed',
    labId: usage.labId,
    aggregateId: usage.id,
    payload: { labId: usage.labId, usageRecordId: usage.id },
    occurredAt: context.now,
  });
  return done({ usageRecordId });
}
