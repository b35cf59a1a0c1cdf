import { findOwnedInstrument } from '@guanyi/db/billing/owned-instrument';
import { findEvidenceNames, insertPolicy, refreshPriceFrom, type StoredPolicy } from '@guanyi/db/billing/policies';
import type { Tx } from '@guanyi/db/client';
import { checkPolicy } from '@guanyi/domain/billing/check-policy';
import type { CostSheet } from '@guanyi/domain/billing/cost-sheet';
import type { PricePolicy } from '@guanyi/domain/billing/price-policy';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';

/** Sets what one group pays for one form of use in one period. It may start in the past; a policy is never edited, only ended. A cost sheet that it was set by is kept. */
export async function createPricePolicy(
  tx: Tx,
  context: CommandContext,
  { costSheet, ...policy }: PricePolicy & { costSheet?: CostSheet | undefined },
): Promise<Outcome<StoredPolicy>> {
  const instrument = await findOwnedInstrument(tx, context.reach, policy.instrumentId);
  if (!instrument) return refuse('not-found');
  if (policy.effectiveUntil != null && policy.effectiveUntil <= policy.effectiveFrom) return refuse('invalid-window');
  const faults = checkPolicy(policy);
  if (faults.length > 0) return refuse('invalid-price-policy', { errors: faults });
  const id = newId();
  const stored = { ...policy, id, labId: instrument.labId, createdAt: context.now };
  const place = { labId: instrument.labId, instrumentId: policy.instrumentId };
  const costEvidence = costSheet ? { sheet: costSheet, ...(await findEvidenceNames(tx, place)) } : null;
  const by = { createdBy: context.reach.userId ?? null, costEvidence };
  if (!(await insertPolicy(tx, stored, by))) return refuse('policy-overlap');
  await refreshPriceFrom(tx, instrument.labId, policy.instrumentId, context.now);
  return done({ ...stored, version: 1, updatedAt: context.now, hasCostSheet: costEvidence !== null });
}
