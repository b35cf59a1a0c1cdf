import type { Tx } from '@guanyi/db/client';
import { lockBudget, sumBudgetUse } from '@guanyi/db/limits/budgets';
import { lockCreditLimit, sumExposure } from '@guanyi/db/limits/credit';
import { availableFen, exposureFen, judgeBudget, judgeCredit } from '@guanyi/domain/limits/limits';
import { type CommandContext, type Refusal, refuse } from '../context.ts';

/** A booking that has just been written or moved in this transaction. */
export interface Spending {
  organisationId: string;
  /** The district that is owed. */
  payeeId: string;
  projectCode: string | null;
  /** What it adds to the quoted total that was there before: all of it for a new booking, the difference for a moved one. */
  addedFen: number;
}

/**
 * Refuses a booking that takes its project over a hard budget or its organisation over its credit limit (X13). Called after
 * the booking is written: the sum then holds it, and the lock on the limit makes contenders count one after another.
 * Budget before credit, always, so that two bookings never wait for one another crosswise. What adds nothing is let through.
 */
export async function holdToLimits(
  tx: Tx,
  { now }: CommandContext,
  { organisationId, payeeId, projectCode, addedFen }: Spending,
): Promise<Refusal | undefined> {
  if (addedFen <= 0) return undefined;
  return (
    (projectCode === null ? undefined : await holdToBudget(tx, { organisationId, projectCode, addedFen }, now)) ??
    (await holdToCredit(tx, { organisationId, payeeId, addedFen }, now))
  );
}

async function holdToBudget(
  tx: Tx,
  project: { organisationId: string; projectCode: string; addedFen: number },
  now: number,
): Promise<Refusal | undefined> {
  const budget = await lockBudget(tx, project.organisationId, project.projectCode);
  if (!budget) return undefined;
  const use = await sumBudgetUse(tx, project, now);
  const code = judgeBudget(budget, use);
  if (!code) return undefined;
  const { limitFen } = budget;
  const details = {
    projectCode: project.projectCode,
    limitFen,
    availableFen: availableFen(budget, use) + project.addedFen,
    wantedFen: project.addedFen,
  };
  return refuse(code, { details });
}

async function holdToCredit(
  tx: Tx,
  pair: { organisationId: string; payeeId: string; addedFen: number },
  now: number,
): Promise<Refusal | undefined> {
  const limitFen = await lockCreditLimit(tx, pair);
  if (limitFen === undefined) return undefined;
  const exposure = await sumExposure(tx, pair, now);
  const reason = judgeCredit(limitFen, exposure);
  if (!reason) return undefined;
  const details = {
    reason,
    payeeId: pair.payeeId,
    limitFen,
    exposureFen: exposureFen(exposure) - pair.addedFen,
    overdueFen: exposure.overdueFen,
    wantedFen: pair.addedFen,
  };
  return refuse('credit-limit-exceeded', { details });
}
