import { m } from '@guanyi/messages';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { toastFailure } from '../../app/act.ts';
import { call } from '../../app/client.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { read } from '../../app/query.ts';
import { localText } from '../../ui/format.ts';
import { EmptyState, Skeleton } from '../../ui/states.tsx';
import { Note } from '../../ui/tag.tsx';
import { TimeRange } from '../../ui/time-range.tsx';
import { ConflictAnswer, type ConflictChoice } from './conflict-answer.tsx';
import { causeName, conflictState, type LinkedConflict } from './conflict-words.ts';

/** The link of a mail about a conflict: to choose without signing in. Opening it changes nothing; a press does. */
export function AnswerPage() {
  const { token = '', choice } = useSearch({ from: '/shop/conflicts/answer' });
  usePageTitle(m.waiting_answer_page());
  const params = { answerToken: token };
  const asked = useQuery({ ...read('getConflictByLink', { params }), enabled: token !== '', retry: false });
  const act = useMutation({
    mutationFn: (body: ConflictChoice) => call('answerConflictByLink', { params, body }),
    onError: (error) => {
      toastFailure(error);
      void asked.refetch();
    },
  });
  const conflict = act.data ?? asked.data;
  return (
    <main id="main" className="wide page narrow" tabIndex={-1}>
      {asked.isLoading && <Skeleton rows={5} height={36} />}
      {(token === '' || asked.isError) && (
        <EmptyState level={1} icon="link" title={m.waiting_link_unknown()}>
          {m.waiting_link_unknown_hint()}
        </EmptyState>
      )}
      {conflict && (
        <Asked
          conflict={conflict}
          choice={choiceOf(choice)}
          busy={act.isPending}
          onAnswer={act.mutate}
          isAnswered={act.isSuccess}
        />
      )}
    </main>
  );
}

interface AskedProps {
  conflict: LinkedConflict;
  choice: ConflictChoice | undefined;
  busy: boolean;
  isAnswered: boolean;
  onAnswer: (choice: ConflictChoice) => void;
}

function Asked({ conflict, choice, busy, isAnswered, onAnswer }: AskedProps) {
  const { instrument, status, link } = conflict;
  if (isAnswered || status === 'resolved' || link !== 'usable') {
    const words = isAnswered
      ? m.waiting_answered()
      : link === 'expired'
        ? m.waiting_link_expired()
        : m.waiting_link_used();
    return (
      <EmptyState level={1} icon="check" title={words}>
        {conflictState(conflict).name}
      </EmptyState>
    );
  }
  return (
    <>
      <h1>{m.waiting_conflict_title({ instrument: localText(instrument.name) })}</h1>
      <p className="s">
        <TimeRange
          from={Date.parse(conflict.from)}
          until={Date.parse(conflict.until ?? conflict.from)}
          zone={instrument.zone}
        />
      </p>
      <Note tone="hm">{m.waiting_cause({ cause: causeName(conflict.cause) })}</Note>
      <ConflictAnswer conflict={conflict} busy={busy} onAnswer={onAnswer} preselected={choice} />
    </>
  );
}

function choiceOf(text: string | undefined): ConflictChoice | undefined {
  if (text === 'cancel') return { action: 'cancel' };
  return text && /^\d{1,2}$/.test(text) ? { action: 'accept', optionIndex: Number(text) } : undefined;
}
