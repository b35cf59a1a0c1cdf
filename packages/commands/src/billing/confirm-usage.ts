import { loadUnreviewedForUpdate, loadUsageForUpdate, saveUsage } from '@guanyi/db/billing/usage-store';
import type { Tx } from '@guanyi/db/client';
import { isUsageStated } from '@guanyi/db/statements/credit-notes';
import { confirmUse, withdrawUse } from '@guanyi/domain/billing/usage';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { rateUse } from './rate-usage.ts';

export interface UsageReview {
  usageRecordId: string;
  ifMatch?: number | undefined;
}

/**
 * One side stands by a use. In whatever order and however often both confirm, the use is billed once (M10): here, when the
 * worker has not done it yet. A problem or a use in dispute cannot be confirmed: `state-conflict`.
 */
export async function confirmUsage(
  tx: Tx,
  context: CommandContext,
  { usageRecordId, ifMatch }: UsageReview,
): Promise<Outcome<{ usageRecordId: string }>> {
  const usage = await loadUsageForUpdate(tx, context.reach, usageRecordId);
  if (!usage) return refuse('not-found');
  if (ifMatch !== undefined && ifMatch !== usage.version)
    return refuse('version-mismatch', { details: { version: usage.version } });
  const outcome = confirmUse(usage, context.now, sideOf(context, usage));
  if (!outcome.ok) return refuse('state-conflict', { details: { currentStatus: outcome.status } });
  await saveUsage(tx, outcome.usage, context.now);
  await rateUse(tx, context, outcome.usage);
  return done({ usageRecordId });
}

/**
 * The side that stood by a use takes that back, as an undo does. Not once the charge stands on a statement, not even a draft:
 * `charge-stated`; nor when the review is over anyway: `state-conflict`.
 */
export async function withdrawConfirmation(
  tx: Tx,
  context: CommandContext,
  { usageRecordId, ifMatch }: UsageReview,
): Promise<Outcome<{ usageRecordId: string }>> {
  const usage = await loadUsageForUpdate(tx, context.reach, usageRecordId);
  if (!usage) return refuse('not-found');
  if (ifMatch !== undefined && ifMatch !== usage.version)
    return refuse('version-mismatch', { details: { version: usage.version } });
  const outcome = withdrawUse(usage, context.now, sideOf(context, usage));
  if (!outcome.ok) return refuse('state-conflict', { details: { currentStatus: outcome.status } });
  if (await isUsageStated(tx, usage)) return refuse('charge-stated');
  await saveUsage(tx, outcome.usage, context.now);
  return done({ usageRecordId });
}

function sideOf(context: CommandContext, usage: { labId: string }): 'lab' | 'customer' {
  return context.reach.labIds.includes(usage.labId) ? 'lab' : 'customer';
}

/** Time's own confirmation of uses whose review nobody ended. @returns how many; at `limit` there may be more. */
export async function confirmDueUsage(
  tx: Tx,
  context: CommandContext,
  { limit }: { limit: number },
): Promise<Outcome<{ confirmed: number }>> {
  const due = await loadUnreviewedForUpdate(tx, context.now, limit);
  for (const usage of due) await saveUsage(tx, { ...usage, status: 'confirmed', reviewEndsAt: null }, context.now);
  return done({ confirmed: due.length });
}
