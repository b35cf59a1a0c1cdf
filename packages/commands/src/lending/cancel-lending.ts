import { dropFiling } from '@guanyi/db/approvals/filings';
import type { Tx } from '@guanyi/db/client';
import { voidContracts } from '@guanyi/db/lending/contracts';
import { findLendingKey } from '@guanyi/db/lending/lendings';
import { releaseClaim } from '@guanyi/db/scheduling/claims';
import { withdrawApprovals } from '../approvals/withdraw-approvals.ts';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { type LendingChange, loadForChange, move } from './change-lending.ts';
import { letOthersReturn } from './displace.ts';

/**
 * Takes a request back before the hand-over: its days are free at once, its chain and its contract end. Chain and contract are
 * locked before the loan, as decisions and signatures do, so that two at once cannot lock each other out.
 */
export async function cancelLending(
  tx: Tx,
  context: CommandContext,
  change: LendingChange & { reason?: string | undefined },
): Promise<Outcome<{ id: string }>> {
  const key = await findLendingKey(tx, context.reach, change.kind, change.id);
  if (!key) return refuse('not-found');
  await withdrawApprovals(tx, context, { labId: key.labId, subjectType: change.kind, subjectId: key.id });
  await voidContracts(tx, key, context.now);
  const loaded = await loadForChange(tx, context, change);
  if (!loaded.ok) return loaded;
  const outcome = await move(tx, context, loaded.value, 'cancel', {
    note: change.reason || null,
    changes: { decisionReason: change.reason || null },
  });
  if (!outcome.ok) return outcome;
  await dropFiling(tx, key, context.now);
  await releaseClaim(tx, key.labId, key.id);
  await letOthersReturn(tx, context, loaded.value, Math.max(context.now, loaded.value.from));
  return done({ id: key.id });
}
