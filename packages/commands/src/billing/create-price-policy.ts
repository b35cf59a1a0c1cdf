import { findOwnedInstrument } from '@guanyi/db/billing/owned-instrument';
import { insertPolicy, refreshPriceFrom, type StoredPolicy } from '@guanyi/db/billing/policies';
import type { Tx } from '@guanyi/db/client';
import { checkPolicy } from '@guanyi/domain/billing/check-policy';
import type { PricePolicy } from '@guanyi/domain/billing/price-policy';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';

/** Sets what one group pays for one form of use in one period. It may start in the past; a policy is never edited, only ended. */
export async function createPricePolicy(
  tx: Tx,
  context: CommandContext,
  policy: PricePolicy,
): Promise<Outcome<StoredPolicy>> {
  const instrument = await findOwnedInstrument(tx, context.reach, policy.instrumentId);
  if (!instrument) return refuse('not-found');
  if (policy.effectiveUntil != null && policy.effectiveUntil <= policy.effectiveFrom) return refuse('invalid-window');
  const faults = checkPolicy(policy);
  if (faults.length > 0) return refuse('invalid-price-policy', { errors: faults });
  const id = newId();
  const stored = { ...policy, id, labId: instrument.labId, createdAt: context.now };
  if (!(await insertPolicy(tx, stored, context.reach.userId ?? null))) return refuse('policy-overlap');
  await refreshPriceFrom(tx, instrument.labId, policy.instrumentId, context.now);
  return done({ ...stored, version: 1, updatedAt: context.now });
}
