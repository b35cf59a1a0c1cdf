import type { Tx } from '@guanyi/db/client';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { withdrawChain } from './approval-chain.ts';
import { type CaseChange, changeCase } from './change-case.ts';
import { isOfUnit } from './unit.ts';

/** Ends a case before anything is signed: by the customer who proposed it, or by the unit. Its approval chain ends with it. */
export async function withdrawEquityCase(
  tx: Tx,
  context: CommandContext,
  change: CaseChange,
): Promise<Outcome<{ caseId: string }>> {
  await withdrawChain(tx, context, change.caseId);
  const changed = await changeCase(tx, context, change, 'withdraw', ({ loaded }) => {
    // Other parties see the case, but it is not theirs to end.
    const mayEnd = isOfUnit(context.reach, loaded) || context.reach.organisationIds.includes(loaded.organisationId);
    return mayEnd ? {} : refuse('not-found');
  });
  return changed.ok ? done({ caseId: change.caseId }) : changed;
}
