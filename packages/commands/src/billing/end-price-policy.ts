import { endPolicy, loadPolicyForUpdate, refreshPriceFrom, type StoredPolicy } from '@guanyi/db/billing/policies';
import type { Tx } from '@guanyi/db/client';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';

export interface PolicyEnd {
  pricePolicyId: string;
  /** Now when left out. */
  effectiveUntil?: number | undefined;
  ifMatch?: number | undefined;
}

/** Ends a policy. Bookings made under it keep it; one that has ended already cannot be ended again. */
export async function endPricePolicy(tx: Tx, context: CommandContext, end: PolicyEnd): Promise<Outcome<StoredPolicy>> {
  const policy = await loadPolicyForUpdate(tx, context.reach, end.pricePolicyId);
  if (!policy) return refuse('not-found');
  if (end.ifMatch !== undefined && end.ifMatch !== policy.version)
    return refuse('version-mismatch', { details: { version: policy.version } });
  if (policy.effectiveUntil != null && policy.effectiveUntil <= context.now)
    return refuse('state-conflict', { details: { currentStatus: 'ended' } });
  // An empty period could not be stored, so a policy that is called off before it begins keeps one millisecond.
  const until = Math.max(end.effectiveUntil ?? context.now, policy.effectiveFrom + 1);
  const isLonger = policy.effectiveUntil != null && until > policy.effectiveUntil;
  const isBackward = end.effectiveUntil !== undefined && end.effectiveUntil < policy.effectiveFrom;
  if (isBackward || isLonger) return refuse('invalid-window');
  await endPolicy(tx, policy, until, context.now);
  await refreshPriceFrom(tx, policy.labId, policy.instrumentId, context.now);
  return done({ ...policy, effectiveUntil: until, version: policy.version + 1, updatedAt: context.now });
}
