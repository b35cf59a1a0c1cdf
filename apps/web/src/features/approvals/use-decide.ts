import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toastFailure } from '../../app/act.ts';
import { call } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { showToast } from '../../ui/toast.tsx';

export type Verdict = 'approve' | 'decline' | 'return';

/** Decides steps, says how many, and renews what shows them. */
export function useDecide(onDone: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (input: { approvalIds: string[]; decision: Verdict; comment: string }) =>
      call('decideApprovals', {
        body: {
          approvalIds: input.approvalIds,
          decision: input.decision,
          ...(input.comment && { comment: input.comment }),
        },
      }),
    onSuccess: ({ decided, results }) => {
      const missed = results.length - decided;
      if (decided > 0) showToast({ tone: 'ok', text: m.lending_decided({ n: decided }) });
      if (missed > 0) showToast({ tone: 'bad', text: m.lending_not_decided({ n: missed }) });
      onDone();
    },
    onError: toastFailure,
    onSettled: () =>
      Promise.all(
        (['listApprovals', 'getLoan', 'getLease', 'listLoans', 'listLeases'] as const).map((id) =>
          queryClient.invalidateQueries({ queryKey: keyOf(id) }),
        ),
      ),
  });
}
