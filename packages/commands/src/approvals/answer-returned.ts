import { loadChainForUpdate, saveChainStatus } from '@guanyi/db/approvals/chains';
import { findApproval } from '@guanyi/db/approvals/queries';
import type { Tx } from '@guanyi/db/client';
import { answerReturned as answer } from '@guanyi/domain/approvals/chain';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { askSteps } from './open-approvals.ts';

/** Completes what was returned: the step that returned it is asked again. For the customer whose case it is. */
export async function answerReturned(
  tx: Tx,
  context: CommandContext,
  input: { approvalId: string },
): Promise<Outcome<{ approvalId: string }>> {
  const approval = await findApproval(tx, context.reach, [], input.approvalId);
  if (!approval) return refuse('not-found');
  const chain = await loadChainForUpdate(tx, approval.labId, approval.chainId);
  const reopened = answer(chain);
  if (!reopened || reopened.of.id !== approval.id)
    return refuse('state-conflict', { details: { currentStatus: chain.status } });
  await saveChainStatus(tx, { ...chain, status: 'open', answerDueAt: null }, context.now);
  // Steps that were asked beside it have waited through no fault of their own: their time begins anew.
  const beside = chain.steps.filter((step) => step.status === 'pending' && step.openedAt !== null);
  await askSteps(tx, chain, { opened: beside, reopened }, context.now);
  return done({ approvalId: approval.id });
}
