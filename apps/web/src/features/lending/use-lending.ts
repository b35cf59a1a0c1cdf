import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { toastFailure } from '../../app/act.ts';
import { type CallInput, call } from '../../app/client.ts';
import { keyOf, read } from '../../app/query.ts';
import { showToast } from '../../ui/toast.tsx';
import type { Lending, LendingKind } from './lending-words.ts';

/** One loan or lease by its kind. */
export function useLending(kind: LendingKind, id: string) {
  const loan = useQuery({ ...read('getLoan', { params: { loanId: id } }), enabled: kind === 'loan' });
  const lease = useQuery({ ...read('getLease', { params: { leaseId: id } }), enabled: kind === 'lease' });
  return kind === 'loan' ? loan : lease;
}

const shownBy = [
  'getLoan',
  'getLease',
  'listLoans',
  'listLeases',
  'getContract',
  'listApprovals',
  'listFilings',
  'getAvailability',
] as const;

/** What changes a loan or lease beside its own life: damage, visits, filing, deposit. */
type LendingOperation =
  | 'reportDamage'
  | 'proposeDamage'
  | 'answerDamage'
  | 'decideDamage'
  | 'waiveDamage'
  | 'settleDamage'
  | 'planInspection'
  | 'planLeaseInspection'
  | 'recordInspection'
  | 'requestExtension'
  | 'requestLeaseExtension'
  | 'fileDisposal';

/** Runs one operation with what a form has gathered; its refusal belongs to that form. */
export function useLendingAct<K extends LendingOperation>(operationId: K, doneText: string, onDone?: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (input: CallInput<K>) => call(operationId, input),
    onSuccess: () => {
      showToast({ tone: 'ok', text: doneText });
      onDone?.();
    },
    onSettled: () => Promise.all(shownBy.map((id) => queryClient.invalidateQueries({ queryKey: keyOf(id) }))),
  });
}

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
    onSettled: () => Promise.all(shownBy.map((id) => queryClient.invalidateQueries({ queryKey: keyOf(id) }))),
  });
}

export type Shown = { lending: Lending; kind: LendingKind };
