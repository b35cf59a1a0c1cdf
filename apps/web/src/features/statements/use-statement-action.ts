import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keyOf } from '../../app/query.ts';
import { showToast } from '../../ui/toast.tsx';

const renewed = ['listStatements', 'getStatement', 'getTrialBalance', 'listTransfers', 'listPeriods'] as const;

/** One change of a statement from a dialog: when it is done the dialog closes, and whatever shows money is read again. */
export function useStatementAction<V>(act: (input: V) => Promise<unknown>, done: string, onClose: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: () => {
      showToast({ tone: 'ok', text: done });
      onClose();
    },
    onSettled: () =>
      Promise.all(renewed.map((operation) => queryClient.invalidateQueries({ queryKey: keyOf(operation) }))),
  });
}
