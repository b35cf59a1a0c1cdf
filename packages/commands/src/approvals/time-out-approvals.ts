import { lapseSteps, loadOverdueChains, type StoredChain, saveChainStatus } from '@guanyi/db/approvals/chains';
import type { Tx } from '@guanyi/db/client';
import { timeOutStep } from '@guanyi/domain/approvals/chain';
import { type CommandContext, done, type Outcome } from '../context.ts';
import { closeChain, settleChain } from './settle-chain.ts';

const nobody = { decidedBy: null, onBehalfOf: null, comment: null };

/** Does what each policy says about steps that nobody decided in time, and declines what was returned and never completed. */
export async function timeOutApprovals(
  tx: Tx,
  context: CommandContext,
  { limit }: { limit: number },
): Promise<Outcome<{ found: number }>> {
  const chains = await loadOverdueChains(tx, context.now, limit);
  for (const chain of chains) {
    if (chain.status === 'returned') await giveUp(tx, context, chain);
    else await timeOut(tx, context, chain);
  }
  return done({ found: chains.length });
}

async function timeOut(tx: Tx, context: CommandContext, chain: StoredChain): Promise<void> {
  let current = chain;
  for (const step of chain.steps) {
    const change = timeOutStep(current, step, context.now);
    if (!change) continue;
    await settleChain(tx, context, current, change, nobody);
    const steps = current.steps.map((one) => (one.id === step.id ? { ...one, status: change.decided.status } : one));
    current = { ...current, status: change.chainStatus, steps };
  }
}

async function giveUp(tx: Tx, context: CommandContext, chain: StoredChain): Promise<void> {
  const open = chain.steps.filter((step) => step.status === 'pending').map((step) => step.id);
  await lapseSteps(tx, chain.labId, open, context.now);
  await saveChainStatus(tx, { ...chain, status: 'declined', answerDueAt: null }, context.now);
  await closeChain(tx, context, { ...chain, status: 'declined' }, null, chain.id);
}
