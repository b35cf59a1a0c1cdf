import { lapseSteps, loadChainOfSubject, type SubjectType, saveChainStatus } from '@guanyi/db/approvals/chains';
import type { Tx } from '@guanyi/db/client';
import type { CommandContext } from '../context.ts';

/** Takes a case back whose subject was cancelled: nobody needs to decide it any more. Nothing happens when none is under way. */
export async function withdrawApprovals(
  tx: Tx,
  context: CommandContext,
  subject: { labId: string; subjectType: SubjectType; subjectId: string },
): Promise<void> {
  const chain = await loadChainOfSubject(tx, subject);
  if (!chain) return;
  const open = chain.steps.filter((step) => step.status === 'pending').map((step) => step.id);
  await lapseSteps(tx, chain.labId, open, context.now);
  await saveChainStatus(tx, { ...chain, status: 'withdrawn', answerDueAt: null }, context.now);
}
