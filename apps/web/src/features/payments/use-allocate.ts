import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toastFailure } from '../../app/act.ts';
import { call } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { yuanText } from '../../ui/format.ts';
import { showToast } from '../../ui/toast.tsx';
import type { Payment } from './payment-words.ts';

/** Gives parts of the payment to statements and renews every list that shows them. */
export function useAllocate(payment: Payment, onDone?: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (allocations: { statementId: string; amountFen: number }[]) =>
      call('allocatePayment', { params: { paymentId: payment.id }, body: { allocations } }),
    onSuccess: (after) => {
      const given = payment.unallocatedFen - after.unallocatedFen;
      showToast({ tone: 'ok', text: m.payments_allocated({ amount: yuanText(given) }) });
      onDone?.();
    },
    onError: toastFailure,
    onSettled: () => {
      for (const operation of [
        'listPayments',
        'getPayment',
        'suggestPaymentMatches',
        'listStatements',
        'getStatement',
        'getAgeingReport',
      ] as const) {
        queryClient.invalidateQueries({ queryKey: keyOf(operation) });
      }
    },
  });
}
