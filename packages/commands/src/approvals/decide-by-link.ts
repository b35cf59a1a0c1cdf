import { findApprovalLink, markApprovalLinkUsed } from '@guanyi/db/approvals/links';
import type { Tx } from '@guanyi/db/client';
import type { Decision } from '@guanyi/domain/approvals/chain';
import { type CommandContext, done, type Outcome, refuse, systemContext } from '../context.ts';
import { hashSecret } from '../identity/secrets.ts';
import { decideApproval } from './decide-approval.ts';

/**
 * Decides a step by the link of its mail, without signing in: the token stands for the person it was sent to, works once and until the
 * deadline (`link-used`, `link-expired`). Whether that person may still decide is judged now, not when the mail was written.
 */
export async function decideByLink(
  tx: Tx,
  context: CommandContext,
  { token, decision, comment }: { token: string; decision: Decision; comment?: string | undefined },
): Promise<Outcome<{ approvalId: string }>> {
  const link = await findApprovalLink(tx, hashSecret(token), 'forUpdate');
  if (!link) return refuse('not-found');
  if (link.usedAt !== null) return refuse('link-used');
  if (context.now >= link.expiresAt) return refuse('link-expired');
  const reach = { ...systemContext(context.now).reach, userId: link.userId };
  const { approvalId } = link;
  const outcome = await decideApproval(tx, { ...context, reach }, { approvalId, decision, comment });
  if (outcome.ok) await markApprovalLinkUsed(tx, link, context.now);
  return outcome.ok ? done({ approvalId }) : outcome;
}
