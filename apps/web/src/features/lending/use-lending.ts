import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { toastFailure } from '../../app/act.ts';
import { read } from '../../app/query.ts';
import { showToast } from '../../ui/toast.tsx';
import type { Lending, LendingKind } from './lending-words.ts';

/** One loan or lease by its kind. */
export function useLending(kind: LendingKind, id: string) {
  const loan = useQuery({ ...read('getLoan', { params: { loanId: id } }), enabled: kind === 'loan' });
  const lease = useQuery({ ...read('getLease', { params: { leaseId: id } }), enabled: kind === 'lease' });
  return kind === 'loan' ? loan : lease;
}

const shownBy = ['getLoan', 'getLease', 'listLoans', 'listLeases', 'getContract', 'listApprovals'];

/** Runs one act, says so, and renews what shows loans and leases. */
export function useAct(run: () => Promise<unknown>, doneText: string, onDone?: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: () => {
      showToast({ tone: 'ok', text: doneText });
      onDone?.();
    },
    onError: toastFailure,
    onSettled: () => Promise.all(shownBy.map((id) => queryClient.invalidateQueries({ queryKey: [id] }))),
  });
}

export type Shown = { lending: Lending; kind: LendingKind };
