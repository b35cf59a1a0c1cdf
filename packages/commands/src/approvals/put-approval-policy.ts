import {
  endSucceededPolicy,
  findSameBand,
  findScope,
  insertApprovalPolicy,
  type StoredApprovalPolicy,
} from '@guanyi/db/approvals/policies';
import type { Tx } from '@guanyi/db/client';
import type { ApprovalPolicy } from '@guanyi/domain/approvals/policy';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';

export interface PutApprovalPolicy extends Omit<ApprovalPolicy, 'id' | 'scope' | 'isDefault'> {
  /** A district or a lab; null for the whole nation. */
  scopeId: string | null;
}

/**
 * Sets which chain a kind of case takes from an instant on. A policy for the same case ends then; one for some of the same
 * cases is in the way: `policy-overlap`. Putting what is there already changes nothing. Chains under way keep theirs.
 */
export async function putApprovalPolicy(
  tx: Tx,
  context: CommandContext,
  { scopeId, ...terms }: PutApprovalPolicy,
): Promise<Outcome<StoredApprovalPolicy>> {
  const scope = scopeId === null ? ({ type: 'national', id: null } as const) : await findScope(tx, scopeId);
  if (!scope) return refuse('not-found');
  if (terms.effectiveUntil !== null && terms.effectiveUntil <= terms.effectiveFrom) return refuse('invalid-window');
  const policy = { ...terms, id: newId(), scope, createdAt: context.now, createdBy: context.reach.userId ?? null };
  const same = await findSameBand(tx, policy);
  if (same) return isSame(same, policy) ? done(same) : refuse('policy-overlap', { details: { policyId: same.id } });
  await endSucceededPolicy(tx, policy);
  const stored = await insertApprovalPolicy(tx, policy);
  return stored ? done(stored) : refuse('policy-overlap');
}

function isSame(stored: ApprovalPolicy, wanted: Omit<ApprovalPolicy, 'isDefault'>): boolean {
  const content = ({ steps, filingWorkingDays, effectiveUntil }: Omit<ApprovalPolicy, 'isDefault'>) =>
    JSON.stringify([
      steps.map((step) => [step.role, step.orRoles ?? [], step.alongside ?? false, step.slaHours, step.onTimeout]),
      filingWorkingDays,
      effectiveUntil,
    ]);
  return content(stored) === content(wanted);
}
