import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toastFailure } from '../../app/act.ts';
import { call } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { showToast } from '../../ui/toast.tsx';
import type { ConflictChoice } from './conflict-answer.tsx';

/** Answers a conflict and renews whatever shows it or its booking. */
export function useConflictAct(conflictId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (choice: ConflictChoice) => call('resolveConflict', { params: { conflictId }, body: choice }),
    onSuccess: () => showToast({ text: m.waiting_answered() }),
    onError: toastFailure,
    onSettled: () => {
      for (const id of [
        'getConflict',
        'listConflicts',
        'listBookings',
        'getBooking',
        'getAvailability',
        'getBoard',
      ] as const)
        void queryClient.invalidateQueries({ queryKey: keyOf(id) });
    },
  });
}
