import { type PaymentSums, unallocatedFen } from './payment.ts';

/** A statement to which money is to be given. */
export interface Payable {
  statementId: string;
  organisationId: string;
  status: string;
  outstandingFen: number;
}

export type AllocationRefusal =
  | { code: 'exceeds-unallocated'; unallocatedFen: number }
  | { code: 'exceeds-outstanding'; statementId: string; outstandingFen: number }
  | { code: 'state-conflict'; statementId: string; currentStatus: string }
  | { code: 'payer-mismatch'; statementId: string };

const payable = new Set(['issued', 'partlyPaid']);

/**
 * Whether a payment may be split like this. Only issued statements that want money take any, never more than they want, and
 * never more than is free; all of one customer, the payment's own where it is known.
 * @param wanted one entry per statement, amounts above zero.
 */
export function judgeAllocation(
  payment: PaymentSums & { organisationId: string | null },
  wanted: readonly { statement: Payable; amountFen: number }[],
): AllocationRefusal | undefined {
  const owner = payment.organisationId ?? wanted[0]?.statement.organisationId;
  for (const { statement, amountFen } of wanted) {
    const { statementId, outstandingFen, status } = statement;
    if (statement.organisationId !== owner) return { code: 'payer-mismatch', statementId };
    if (!payable.has(status)) return { code: 'state-conflict', statementId, currentStatus: status };
    if (amountFen > outstandingFen) return { code: 'exceeds-outstanding', statementId, outstandingFen };
  }
  const free = unallocatedFen(payment);
  const sum = wanted.reduce((total, { amountFen }) => total + amountFen, 0);
  return sum > free ? { code: 'exceeds-unallocated', unallocatedFen: free } : undefined;
}
