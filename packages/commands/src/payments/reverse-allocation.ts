import type { Tx } from '@guanyi/db/client';
import { findDistrict } from '@guanyi/db/ledger/districts';
import { findTransfers } from '@guanyi/db/ledger/transfers';
import { loadAllocationForUpdate, reverseAllocation as takeBack } from '@guanyi/db/payments/allocations';
import { loadPaymentForUpdate } from '@guanyi/db/payments/payments';
import { loadStatementForUpdate, saveSettlement } from '@guanyi/db/statements/statements';
import { localDay } from '@guanyi/domain/kernel/local-time';
import { settledStatus } from '@guanyi/domain/statements/statement';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { reverseTransfer } from '../ledger/transfer.ts';

export interface AllocationReversal {
  paymentId: string;
  allocationId: string;
  reason: string;
}

/**
 * Takes back what a payment gave to a statement, say because it was matched with the wrong one. Payment, then statement are locked, as
 * in allocating; the books say so today, by a transfer that reverses the first. Refusals: `not-found`, `state-conflict` when it was taken
 * back before, `period-closed` when today's month is closed.
 */
export async function reverseAllocation(
  tx: Tx,
  context: CommandContext,
  { paymentId, allocationId, reason }: AllocationReversal,
): Promise<Outcome<{ paymentId: string }>> {
  const payment = await loadPaymentForUpdate(tx, context.reach, paymentId);
  const district = payment && (await findDistrict(tx, context.reach, payment.payeeId));
  const allocation = payment && (await loadAllocationForUpdate(tx, payment, allocationId));
  if (!payment || !district || !allocation) return refuse('not-found');
  if (allocation.isReversed) return refuse('state-conflict', { details: { currentStatus: 'reversed' } });
  const statement = await loadStatementForUpdate(tx, context.reach, allocation.statementId);
  const [transfer] = await findTransfers(tx, payment.payeeId, [
    { kind: 'allocation', reference: allocation.id, state: 'posted' },
  ]);
  if (!statement || !transfer) throw new Error(`Allocation ${allocation.id} has no statement or no transfer.`);
  const reversed = await reverseTransfer(tx, context, {
    districtId: payment.payeeId,
    transferId: transfer.id,
    day: localDay(district.zone, context.now),
  });
  if (!reversed.ok) return reversed;
  const by = { userId: context.reach.userId ?? null, now: context.now };
  await takeBack(tx, payment.payeeId, { ...allocation, reason }, by);
  const settled = { ...statement, paidFen: statement.paidFen - allocation.amountFen };
  await saveSettlement(tx, statement, { ...settled, status: settledStatus(settled) }, context.now);
  return done({ paymentId });
}
