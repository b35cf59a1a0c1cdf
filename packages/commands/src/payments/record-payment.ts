import type { Tx } from '@guanyi/db/client';
import { findDistrict } from '@guanyi/db/ledger/districts';
import { findPayer } from '@guanyi/db/payments/payers';
import { findPaymentByReference, insertPayments, type NewPayment } from '@guanyi/db/payments/payments';
import type { Day } from '@guanyi/domain/kernel/local-time';
import { payerKey } from '@guanyi/domain/payments/payer';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { type TransferOrder, transferAll } from '../ledger/transfer.ts';

export interface PaymentRecord {
  organisationId: string;
  amountFen: number;
  /** Day on the bank's statement; decides the period. */
  receivedOn: Day;
  reference: string;
  method: 'bankTransfer' | 'other';
  /** As the bank prints it; the name of the organisation when left out. */
  payer?: string | undefined;
  payerAccount?: string | undefined;
  remark?: string | undefined;
  /** The caller's own district when left out. */
  districtId?: string | undefined;
}

/**
 * Records money that a person has seen on the bank's statement (X12). The same reference and payer is the same money, and
 * refused with `already-exists`; into a closed month goes none, `period-closed`.
 */
export async function recordPayment(
  tx: Tx,
  context: CommandContext,
  record: PaymentRecord,
): Promise<Outcome<{ paymentId: string }>> {
  const payeeId = record.districtId ?? context.reach.districtIds[0];
  const district = payeeId === undefined ? undefined : await findDistrict(tx, context.reach, payeeId);
  const organisation = await findPayer(tx, record.organisationId);
  if (!district || !organisation) return refuse('not-found');
  const payer = record.payer ?? organisation.nameZh;
  const payment: NewPayment = {
    id: newId(),
    payeeId: district.id,
    organisationId: organisation.id,
    payer,
    payerKey: payerKey(payer),
    payerAccount: record.payerAccount ?? null,
    reference: record.reference,
    remark: record.remark ?? '',
    method: record.method,
    receivedOn: record.receivedOn,
    amountFen: record.amountFen,
    importId: null,
    line: null,
  };
  const written = await insertPayments(tx, [payment], { userId: context.reach.userId ?? null, now: context.now });
  if (!written.has(payment.id)) {
    const paymentId = await findPaymentByReference(tx, payment);
    return refuse('already-exists', { details: { paymentId } });
  }
  const moved = await transferAll(tx, context, payment.payeeId, receiptOrders([payment]));
  return moved.ok ? done({ paymentId: payment.id }) : moved;
}

/** What receipts are in the books: the bank has more, and it is somebody's until it is allocated. */
export function receiptOrders(payments: readonly NewPayment[]): TransferOrder[] {
  return payments.map((payment) => ({
    debit: { kind: 'bank', ownerId: payment.payeeId },
    credit: { kind: 'unallocated', ownerId: payment.organisationId ?? payment.payeeId },
    amount: payment.amountFen,
    kind: 'payment',
    reference: payment.id,
    day: payment.receivedOn,
  }));
}
