import type { Tx } from '@guanyi/db/client';
import { findDistrict } from '@guanyi/db/ledger/districts';
import { type LedgerPeriod, loadPeriodForUpdate, setPeriodStatus } from '@guanyi/db/ledger/periods';
import type { Period } from '@guanyi/domain/ledger/period';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';

export interface PeriodOfDistrict {
  districtId: string;
  period: Period;
}

/** Closes a month of the books: it takes no transfer any more. Waits for transfers under way. Refused when it is closed already. */
export async function closePeriod(
  tx: Tx,
  context: CommandContext,
  input: PeriodOfDistrict,
): Promise<Outcome<LedgerPeriod>> {
  return change(tx, context, input, 'closed');
}

/** Opens a closed month again. Refused when it is open. */
export async function reopenPeriod(
  tx: Tx,
  context: CommandContext,
  input: PeriodOfDistrict,
): Promise<Outcome<LedgerPeriod>> {
  return change(tx, context, input, 'open');
}

async function change(
  tx: Tx,
  context: CommandContext,
  { districtId, period }: PeriodOfDistrict,
  status: 'open' | 'closed',
): Promise<Outcome<LedgerPeriod>> {
  if (!(await findDistrict(tx, context.reach, districtId))) return refuse('not-found');
  const current = await loadPeriodForUpdate(tx, districtId, period, context.now);
  if (current.status === status) return refuse('state-conflict', { details: { currentStatus: status } });
  return done(await setPeriodStatus(tx, current, { status, userId: context.reach.userId ?? null, now: context.now }));
}
