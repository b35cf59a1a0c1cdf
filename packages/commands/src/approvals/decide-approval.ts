import { loadChainForUpdate } from '@guanyi/db/approvals/chains';
import { findDeciderPosts } from '@guanyi/db/approvals/deciders';
import { findApproval } from '@guanyi/db/approvals/queries';
import type { Tx } from '@guanyi/db/client';
import { type Decision, decideStep } from '@guanyi/domain/approvals/chain';
import { decidingPost } from '@guanyi/domain/approvals/decider';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { settleChain } from './settle-chain.ts';

export interface ApprovalDecision {
  approvalId: string;
  decision: Decision;
  comment?: string | undefined;
  ifMatch?: number | undefined;
}

/**
 * Decides one step, once. Only the role and unit that the step names may, or who stands in for them: everybody else who sees the
 * case gets `role-not-allowed`. Of two at once the second waits, sees what the first did and gets `state-conflict`.
 */
export async function decideApproval(
  tx: Tx,
  context: CommandContext,
  input: ApprovalDecision,
): Promise<Outcome<{ approvalId: string }>> {
  const posts = await findDeciderPosts(tx, context.reach.userId, context.now);
  const approval = await findApproval(tx, context.reach, posts, input.approvalId);
  if (!approval) return refuse('not-found');
  const post = decidingPost(posts, approval);
  if (!post) return refuse('role-not-allowed', { details: { roles: approval.roles } });
  const chain = await loadChainForUpdate(tx, approval.labId, approval.chainId);
  const outcome = decideStep(chain, approval.id, input.decision, context.now);
  if (!outcome.ok) return refuse('state-conflict', { details: { currentStatus: outcome.status } });
  if (input.ifMatch !== undefined && input.ifMatch !== approval.version)
    return refuse('version-mismatch', { details: { version: approval.version } });
  await settleChain(tx, context, chain, outcome.change, {
    decidedBy: context.reach.userId ?? null,
    onBehalfOf: post.onBehalfOf,
    comment: input.comment || null,
  });
  return done({ approvalId: approval.id });
}

export interface DecidedOne {
  approvalId: string;
  /** Why this one was not decided; null when it was. */
  code: string | null;
}

/** Decides many steps alike. One that cannot be decided stands in nobody's way; the answer says which and why. */
export async function decideApprovals(
  tx: Tx,
  context: CommandContext,
  input: Omit<ApprovalDecision, 'approvalId' | 'ifMatch'> & { approvalIds: readonly string[] },
): Promise<Outcome<DecidedOne[]>> {
  const results: DecidedOne[] = [];
  // In order of their ids, so that two people who decide the same ones cannot lock each other out.
  for (const approvalId of [...new Set(input.approvalIds)].sort()) {
    const outcome = await decideApproval(tx, context, { ...input, approvalId });
    results.push({ approvalId, code: outcome.ok ? null : outcome.code });
  }
  return done(results);
}
