import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toastFailure } from '../../app/act.ts';
import { call } from '../../app/client.ts';
import { yuanText } from '../../ui/format.ts';
import { showToast } from '../../ui/toast.tsx';
import { renewMatching } from './renew-matching.ts';

interface Reversal {
  allocationIds: readonly string[];
  reason: string;
}

/** Takes back what a payment gave to statements, one after the other; the statements want it again. */
export function useReverse(paymentId: string, onDone?: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ allocationIds, reason }: Reversal) => {
      let free = 0;
      for (const allocationId of allocationIds) {
        const params = { paymentId, allocationId };
        free = (await call('reverseAllocation', { params, body: { reason } })).unallocatedFen;
      }
      return free;
    },
    onSuccess: (free) => {
      showToast({ tone: 'ok', text: m.payments_reversed_done({ amount: yuanText(free) }) });
      onDone?.();
    },
    onError: toastFailure,
    onSettled: () => renewMatching(queryClient),
  });
}
