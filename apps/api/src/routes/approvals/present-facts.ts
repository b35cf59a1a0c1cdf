import type { approvalFacts } from '@guanyi/contracts/approvals/schemas';
import { formatInstant } from '@guanyi/contracts/shapes';
import type { ApprovalFacts } from '@guanyi/db/approvals/facts';
import type { z } from 'zod';

export function presentApprovalFacts(approvalId: string, facts: ApprovalFacts): z.input<typeof approvalFacts> {
  const { originalValueFen, creditLimitFen, qualifiedUntil, suspendedUntil } = facts;
  return {
    approvalId,
    ...(originalValueFen === null ? {} : { originalValueFen }),
    conflict: { isHeld: facts.isHeld, bookings: facts.bookingsInTheWay, open: facts.openConflicts },
    credit: {
      ...(creditLimitFen === null ? {} : { limitFen: creditLimitFen }),
      exposureFen: Math.max(0, facts.exposureFen),
      overdueFen: facts.overdueFen,
    },
    record: {
      instrumentsOut: facts.instrumentsOut,
      ended: facts.lendingsEnded,
      overdue: facts.lendingsOverdue,
      damages: facts.damages,
      bookings: facts.bookingsCompleted,
      noShows: facts.noShows,
    },
    training: {
      valid: facts.qualifications,
      ...(qualifiedUntil === null ? {} : { until: formatInstant(qualifiedUntil) }),
      ...(suspendedUntil === null ? {} : { suspendedUntil: formatInstant(suspendedUntil) }),
    },
  };
}
