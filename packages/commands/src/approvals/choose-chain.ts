import { policiesInForce, type StoredApprovalPolicy } from '@guanyi/db/approvals/policies';
import { findLabCopies } from '@guanyi/db/catalogue/instruments';
import type { Connection } from '@guanyi/db/client';
import { choosePolicy, type PolicyStep } from '@guanyi/domain/approvals/policy';
import type { Form } from '@guanyi/domain/billing/price-policy';
import type { Mode } from '@guanyi/domain/catalogue/offering';
import type { Reach } from '@guanyi/domain/identity/reach';
import { planSteps } from './plan-steps.ts';

export interface ChosenChain {
  policy: StoredApprovalPolicy;
  steps: (PolicyStep & { step: number; stage: number; deadline: number })[];
}

/** The chain that a case would take now, with the deadlines that it would have. @returns undefined when the lab is out of reach. */
export async function chooseChain(
  connection: Connection,
  reach: Reach,
  facts: { mode: Mode; form: Form | null; valueFen: number; days: number; labId: string; now: number },
): Promise<ChosenChain | undefined> {
  const lab = await findLabCopies(connection, reach, facts.labId);
  if (!lab) return undefined;
  const where = { ...facts, districtId: lab.districtId, at: facts.now };
  const policy = choosePolicy(await policiesInForce(connection, where), where);
  if (!policy) return undefined;
  const planned = await planSteps(connection, policy.steps, lab.zone, facts.now);
  return {
    policy,
    steps: policy.steps.map((step, i) => ({ ...step, step: i + 1, ...planned[i]! })),
  };
}
