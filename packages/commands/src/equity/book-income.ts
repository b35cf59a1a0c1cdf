import type { Tx } from '@guanyi/db/client';
import type { LoadedEquityCase } from '@guanyi/db/equity/store';
import { incomeRouteOf } from '@guanyi/domain/equity/income-route';
import { unitTypeOf } from '@guanyi/domain/kernel/uscc';
import { type CommandContext, done, type Outcome } from '../context.ts';
import { transfer } from '../ledger/transfer.ts';

/** What a unit has coming from a venture. */
export interface VentureIncome {
  kind: 'distribution' | 'exitConsideration';
  amountFen: number;
  /** Names the fact: the distribution, or the case that ends. */
  reference: string;
  /** Local day; decides the period. */
  day: string;
}

/**
 * Writes into the district's books what the venture owes it: to its own income, or to the treasury for an administrative unit.
 * Nothing is written for an amount of 0. Refused with `period-closed`.
 */
export async function bookIncome(
  tx: Tx,
  context: CommandContext,
  of: LoadedEquityCase & { ventureId: string },
  income: VentureIncome,
): Promise<Outcome<unknown>> {
  if (income.amountFen === 0) return done(null);
  const isForTreasury = incomeRouteOf(unitTypeOf(of.uscc)) === 'treasury';
  const { amountFen: amount, kind, reference, day } = income;
  return transfer(tx, context, of.districtId, {
    debit: { kind: 'ventureReceivable', ownerId: of.ventureId },
    credit: { kind: isForTreasury ? 'treasury' : 'income', ownerId: of.districtId },
    ...{ amount, kind, reference, day },
  });
}
