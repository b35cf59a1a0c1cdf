import type { Tx } from '@guanyi/db/client';
import { type CommandContext, done, type Outcome } from '../context.ts';
import { openChain } from './approval-chain.ts';
import { type CaseChange, openCase, stepCase } from './change-case.ts';
import { validAppraisal } from './judge-appraisal.ts';

/** Puts a case to its approval chain, chosen by the original value of the instrument. An appraisal that has expired by now is refused. */
export async function submitEquityCase(
  tx: Tx,
  context: CommandContext,
  change: CaseChange,
): Promise<Outcome<{ caseId: string }>> {
  const opened = await openCase(tx, context, change);
  if (!opened.ok) return opened;
  const changed = await stepCase(tx, context, opened.value, change, 'submit', async (circumstances) => {
    const appraisal = await validAppraisal(tx, circumstances);
    return appraisal.ok ? {} : appraisal;
  });
  if (!changed.ok) return changed;
  await openChain(tx, context, changed.value);
  return done({ caseId: change.caseId });
}
