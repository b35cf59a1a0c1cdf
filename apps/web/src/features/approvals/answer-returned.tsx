import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toastFailure } from '../../app/act.ts';
import { call } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { Note } from '../../ui/tag.tsx';
import { showToast } from '../../ui/toast.tsx';
import type { Approval } from './approval-words.ts';
import { askedNames } from './chain-words.ts';

const renewed = ['listApprovals', 'getLoan', 'getLease', 'getEquityCase'] as const;

/** What was returned and why; those who asked say that it is complete, and the same step is asked again. */
export function AnswerReturned({ approval }: { approval: Approval }) {
  const session = useSession();
  const queryClient = useQueryClient();
  const answer = useMutation({
    mutationFn: () => call('answerApproval', { params: { approvalId: approval.id }, body: {} }),
    onSuccess: () => showToast({ tone: 'ok', text: m.lending_answered() }),
    onError: toastFailure,
    onSettled: () => Promise.all(renewed.map((id) => queryClient.invalidateQueries({ queryKey: keyOf(id) }))),
  });
  const mayAnswer = session.memberships.some(
    ({ role, organisationId }) =>
      organisationId === approval.organisationId && (role === 'booker' || role === 'orgAdmin'),
  );
  return (
    <Note tone="hm">
      <p>{m.lending_returned_by({ who: askedNames(approval), comment: approval.comment ?? '' })}</p>
      {mayAnswer && (
        <Button look="firm" size="small" busy={answer.isPending} onClick={() => answer.mutate()}>
          {m.lending_answer()}
        </Button>
      )}
    </Note>
  );
}
