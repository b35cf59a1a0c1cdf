import type { Tx } from '@guanyi/db/client';
import { loadConflictForUpdate, type StoredConflict } from '@guanyi/db/scheduling/conflicts';
import { type ConflictAnswer, mayFollow } from '@guanyi/domain/scheduling/conflict';
import { type CommandContext, done, type Outcome, type Refusal, refuse } from '../context.ts';
import { applyAnswer } from './apply-answer.ts';

export interface Resolution {
  conflictId: string;
  answer: ConflictAnswer;
  ifMatch?: number | undefined;
}

/**
 * Answers a conflict: takes one of the places held for it, or cancels without a fee. The lab's staff may answer for the
 * customer, but not make them pay more (`consent-required`). Of two answers at once the second gets `state-conflict`.
 */
export async function resolveConflict(
  tx: Tx,
  context: CommandContext,
  { conflictId, answer, ifMatch }: Resolution,
): Promise<Outcome<{ id: string }>> {
  const conflict = await loadConflictForUpdate(tx, context.reach, conflictId);
  if (!conflict) return refuse('not-found');
  if (ifMatch !== undefined && ifMatch !== conflict.version)
    return refuse('version-mismatch', { details: { version: conflict.version } });
  const isOwner = context.reach.organisationIds.includes(conflict.organisationId);
  const refusal = judgeAnswer(conflict, answer, isOwner) ?? (await applyAnswer(tx, context, conflict, answer, false));
  return refusal ?? done({ id: conflict.id });
}

function judgeAnswer(conflict: StoredConflict, answer: ConflictAnswer, isOwner: boolean): Refusal | undefined {
  if (!mayFollow('resolve', conflict.status))
    return refuse('state-conflict', { details: { currentStatus: conflict.status } });
  if (conflict.claimKind !== 'booking')
    return refuse('state-conflict', { details: { currentStatus: conflict.status } });
  if (answer.action === 'cancel') return undefined;
  const option = conflict.options[answer.optionIndex];
  if (!option) return refuse('unknown-option', { details: { options: conflict.options.length } });
  return option.priceDifferenceFen > 0 && !isOwner ? refuse('consent-required') : undefined;
}
