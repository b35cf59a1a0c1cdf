import { expect, it } from 'vitest';
import { paymentStatus, unallocatedFen } from './payment.ts';

it.each([
  [0, 0, 'unallocated', 100],
  [40, 0, 'partlyAllocated', 60],
  [0, 40, 'partlyAllocated', 60],
  [100, 0, 'allocated', 0],
  [60, 40, 'allocated', 0],
  [0, 100, 'refunded', 0],
] as const)(
  'a payment of 100 with %i given to statements and %i given back is %s',
  (allocatedFen, refundedFen, status, free) => {
    const payment = { amountFen: 100, allocatedFen, refundedFen };
    expect([paymentStatus(payment), unallocatedFen(payment)]).toEqual([status, free]);
  },
);
