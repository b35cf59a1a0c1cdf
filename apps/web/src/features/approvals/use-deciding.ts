import { useRef, useState } from 'react';
import type { Approval } from './approval-words.ts';
import { useDecide, type Verdict } from './use-decide.ts';

export type Deciding = ReturnType<typeof useDeciding>;

/** The open step, the marked ones and the reason; keys and buttons act on the marked ones, or on the open one. */
export function useDeciding(items: readonly Approval[], currentId: string | undefined) {
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [comment, setComment] = useState('');
  const [isMissing, setMissing] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const decide = useDecide(() => {
    setMarked(new Set());
    setComment('');
  });
  const current = items.find(({ id }) => id === currentId);
  const selected = new Set(items.filter(({ id }) => marked.has(id)).map(({ id }) => id));
  const act = (decision: Verdict) => {
    const approvalIds = selected.size > 0 ? [...selected] : current?.mayDecide ? [current.id] : [];
    if (approvalIds.length === 0 || decide.isPending) return;
    if (decision !== 'approve' && comment.trim() === '') {
      setMissing(true);
      field.current?.focus();
      return;
    }
    decide.mutate({ approvalIds, decision, comment: comment.trim() });
  };
  return {
    ...{ current, selected, comment, isMissing, field, act, isBusy: decide.isPending },
    write: (text: string) => {
      setMissing(false);
      setComment(text);
    },
    select: (id: string, isSelected: boolean) =>
      setMarked((before) => new Set(isSelected ? [...before, id] : [...before].filter((other) => other !== id))),
    clear: () => setMarked(new Set()),
  };
}
