import type { Tx } from '@guanyi/db/client';
import { type BudgetView, listBudgets, lockBudget, saveBudget } from '@guanyi/db/limits/budgets';
import type { Budget } from '@guanyi/domain/limits/limits';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';

export interface BudgetChange extends Budget {
  projectCode: string;
  /** The caller's own organisation when left out. */
  organisationId?: string | undefined;
}

/**
 * Sets what a project may spend. Bookings that the project holds already count at once; a limit below what is reserved and
 * spent takes nothing back and refuses what would come on top.
 */
export async function updateProjectBudget(
  tx: Tx,
  context: CommandContext,
  { projectCode, organisationId, limitFen, kind }: BudgetChange,
): Promise<Outcome<BudgetView>> {
  const owner = organisationId ?? context.reach.organisationIds[0];
  if (owner === undefined || !context.reach.organisationIds.includes(owner)) return refuse('not-found');
  await lockBudget(tx, owner, projectCode);
  await saveBudget(tx, { organisationId: owner, projectCode, limitFen, kind }, context.now);
  const wanted = { organisationId: owner, projectCode, now: context.now, limit: 1 };
  const [view] = await listBudgets(tx, context.reach, wanted);
  if (!view) throw new Error(`The budget of ${projectCode} is gone within the transaction that wrote it.`);
  return done(view);
}
