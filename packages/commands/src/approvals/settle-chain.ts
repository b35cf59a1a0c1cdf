import {
  lapseSteps,
  type StepDecision,
  type StoredChain,
  saveChainStatus,
  saveDecision,
} from '@guanyi/db/approvals/chains';
import type { Tx } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import type { ChainChange } from '@guanyi/domain/approvals/chain';
import { DAY_MS } from '@guanyi/domain/kernel/window';
import type { CommandContext } from '../context.ts';
import { askSteps } from './open-approvals.ts';
import { whatFollows } from './what-follows.ts';

/** A requester has this long to complete what was returned; then it counts as declined. */
const completionDays = 30;

/** Writes what a decision or the passing of time changes in a locked chain, and lets its subject follow when it has ended. */
export async function settleChain(
  tx: Tx,
  context: CommandContext,
  chain: StoredChain,
  change: ChainChange,
  by: Pick<StepDecision, 'decidedBy' | 'onBehalfOf' | 'comment'>,
): Promise<void> {
  const { now } = context;
  await saveDecision(tx, chain.labId, { ...change.decided, ...by }, now);
  await lapseSteps(tx, chain.labId, change.lapsed, now);
  await askSteps(tx, chain, change, now);
  if (change.reopened && change.decided.status === 'expired') await tellEscalated(tx, chain, change.decided.id, now);
  if (change.chainStatus === chain.status) return;
  const answerDueAt = change.chainStatus === 'returned' ? now + completionDays * DAY_MS : null;
  await saveChainStatus(tx, { ...chain, status: change.chainStatus, answerDueAt }, now);
  await closeChain(tx, context, { ...chain, status: change.chainStatus }, by.comment, change.decided.id);
}

async function tellEscalated(tx: Tx, { labId, id }: StoredChain, approvalId: string, now: number): Promise<void> {
  const payload = { labId, approvalId };
  await append(tx, { name: 'approval.escalated', labId, aggregateId: id, payload, occurredAt: now });
}

/** Tells that a chain has been returned or has ended, and lets its subject follow. */
export async function closeChain(
  tx: Tx,
  context: CommandContext,
  chain: StoredChain,
  comment: string | null,
  approvalId: string,
): Promise<void> {
  const follows = whatFollows[chain.subjectType];
  if (chain.status === 'approved') await follows.approved(tx, context, chain);
  if (chain.status === 'declined') await follows.declined(tx, context, { ...chain, comment });
  if (chain.status !== 'returned') return;
  const payload = { labId: chain.labId, approvalId };
  const { labId } = chain;
  await append(tx, { name: 'approval.returned', labId, aggregateId: chain.id, payload, occurredAt: context.now });
}
