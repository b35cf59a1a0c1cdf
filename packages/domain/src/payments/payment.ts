/** Amounts of a payment in fen, none negative; what is neither allocated nor refunded is free. */
export interface PaymentSums {
  amountFen: number;
  allocatedFen: number;
  refundedFen: number;
}

export type PaymentStatus = 'unallocated' | 'partlyAllocated' | 'allocated' | 'refunded';

export function unallocatedFen({ amountFen, allocatedFen, refundedFen }: PaymentSums): number {
  return amountFen - allocatedFen - refundedFen;
}

/** What a reader is told: `refunded` when all of it went back, `allocated` when nothing is free any more. */
export function paymentStatus(payment: PaymentSums): PaymentStatus {
  const free = unallocatedFen(payment);
  if (free === payment.amountFen) return 'unallocated';
  if (free > 0) return 'partlyAllocated';
  return payment.allocatedFen === 0 ? 'refunded' : 'allocated';
}
