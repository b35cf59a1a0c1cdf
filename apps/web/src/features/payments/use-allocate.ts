import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toastFailure } from '../../app/act.ts';
import { call } from '../../app/client.ts';
import { yuanText } from '../../ui/format.ts';
import { showToast } from '../../ui/toast.tsx';
import type { Payment } from './payment-words.ts';
import { renewMatching } from './renew-matching.ts';
import { useReverse } from './use-reverse.ts';

/** Gives parts of the payment to statements and renews every list that shows them; for a moment it can be undone. */
export function useAllocate(payment: Payment, onDone?: () => void) {
  const queryClient = useQueryClient();
  const reverse = useReverse(payment.id);
  const earlier = new Set(payment.allocations.map(({ id }) => id));
  return useMutation({
    mutationFn: (allocations: { statementId: string; amountFen: number }[]) =>
      call('allocatePayment', { params: { paymentId: payment.id }, body: { allocations } }),
    onSuccess: (after) => {
      const given = payment.unallocatedFen - after.unallocatedFen;
      const allocationIds = after.allocations.map(({ id }) => id).filter((id) => !earlier.has(id));
      const run = () => reverse.mutate({ allocationIds, reason: m.payments_undo_reason() });
      showToast({
        tone: 'ok',
        text: m.payments_allocated({ amount: yuanText(given) }),
        action: { label: m.payments_undo(), run },
      });
      onDone?.();
    },
    onError: toastFailure,
    onSettled: () => renewMatching(queryClient),
  });
}
