import type { Tx } from '@guanyi/db/client';
import { findDistrict } from '@guanyi/db/ledger/districts';
import { insertRefund, loadPaymentForUpdate } from '@guanyi/db/payments/payments';
import { localDay } from '@guanyi/domain/kernel/local-time';
import { unallocatedFen } from '@guanyi/domain/payments/payment';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { transfer } from '../ledger/transfer.ts';

export interface Refund {
  paymentId: string;
  amountFen: number;
  reason: string;
}

/** Gives back what a payment has too much: never more than is unallocated, in the books of today. */
export async function refundPayment(
  tx: Tx,
  context: CommandContext,
  { paymentId, amountFen, reason }: Refund,
): Promise<Outcome<{ paymentId: string }>> {
  const payment = await loadPaymentForUpdate(tx, context.reach, paymentId);
  const district = payment && (await findDistrict(tx, context.reach, payment.payeeId));
  if (!payment || !district) return refuse('not-found');
  const free = unallocatedFen(payment);
  if (amountFen > free) return refuse('exceeds-unallocated', { details: { unallocatedFen: free } });
  const refund = { id: newId(), payeeId: payment.payeeId, paymentId, amountFen, reason };
  await insertRefund(tx, refund, { userId: context.reach.userId ?? null, now: context.now });
  const moved = await transfer(tx, context, payment.payeeId, {
    debit: { kind: 'unallocated', ownerId: payment.accountOwnerId },
    credit: { kind: 'bank', ownerId: payment.payeeId },
    amount: amountFen,
    kind: 'refund',
    reference: refund.id,
    day: localDay(district.zone, context.now),
  });
  return moved.ok ? done({ paymentId }) : moved;
}
