import { m } from '@guanyi/messages';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { toastFailure } from '../../app/act.ts';
import { call, type Reply } from '../../app/client.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { read } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { TextAreaField } from '../../ui/field.tsx';
import { dayTime, localText, yuanText } from '../../ui/format.ts';
import { EmptyState, Skeleton } from '../../ui/states.tsx';
import { KeyValues } from '../../ui/table.tsx';
import { subjectName } from './approval-words.ts';
import type { Verdict } from './use-decide.ts';
import '../../ui/desk-parts.css';

type Linked = Reply<'getApprovalByLink'>;

/** The link of a mail about an approval: to decide without signing in. Opening it changes nothing; a press does. */
export function DecisionPage() {
  const { token = '', choice } = useSearch({ from: '/shop/approvals/answer' });
  const params = { decisionToken: token };
  const asked = useQuery({ ...read('getApprovalByLink', { params }), enabled: token !== '', retry: false });
  const act = useMutation({
    mutationFn: (body: { decision: Verdict; comment?: string }) => call('decideApprovalByLink', { params, body }),
    onError: (error) => {
      toastFailure(error);
      void asked.refetch();
    },
  });
  const step = act.data ?? asked.data;
  usePageTitle(step ? titleOf(step) : m.lending_approvals());
  return (
    <main id="main" className="wide page narrow" tabIndex={-1}>
      {asked.isLoading && <Skeleton rows={5} height={36} />}
      {(token === '' || asked.isError) && (
        <EmptyState level={1} icon="link" title={m.case_link_unknown()}>
          {m.case_link_unknown_hint()}
        </EmptyState>
      )}
      {step && <Asked step={step} choice={choice} busy={act.isPending} isDone={act.isSuccess} onDecide={act.mutate} />}
    </main>
  );
}

function titleOf(step: Linked): string {
  return m.case_link_title({ subject: subjectName(step.subjectType), number: step.subjectNumber });
}

interface AskedProps {
  step: Linked;
  choice: string | undefined;
  busy: boolean;
  isDone: boolean;
  onDecide: (body: { decision: Verdict; comment?: string }) => void;
}

function Asked({ step, choice, busy, isDone, onDecide }: AskedProps) {
  const [comment, setComment] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  if (isDone || step.link !== 'usable' || step.status !== 'pending')
    return (
      <EmptyState level={1} icon={isDone ? 'check' : 'link'} title={isDone ? m.case_link_done() : whyNot(step)}>
        {titleOf(step)}
      </EmptyState>
    );
  const decide = (decision: Verdict) => {
    const said = comment.trim();
    if (decision !== 'approve' && said === '') return setIsMissing(true);
    onDecide({ decision, ...(said && { comment: said }) });
  };
  return (
    <div className="form-stack">
      <h1>{titleOf(step)}</h1>
      <KeyValues
        items={[
          [m.lending_instrument(), `${localText(step.instrument.name)} ${step.instrument.model}`],
          [m.lending_customer(), localText(step.organisation.name)],
          [m.lending_band_value(), `¥${yuanText(step.valueFen)}`],
          step.days > 0 && [m.lending_term_days(), m.lending_days({ n: step.days })],
          [m.case_link_deadline(), dayTime(Date.parse(step.deadline), step.zone)],
        ]}
      />
      <TextAreaField
        label={m.case_link_comment()}
        rows={3}
        maxLength={1000}
        value={comment}
        error={isMissing && comment.trim() === '' ? m.case_link_comment_needed() : undefined}
        onChange={(event) => setComment(event.target.value)}
      />
      <div className="bar">
        <Button
          look={choice === 'decline' || choice === 'return' ? 'plain' : 'main'}
          busy={busy}
          onClick={() => decide('approve')}
        >
          {m.desk_approve()}
        </Button>
        <Button look="bad" disabled={busy} onClick={() => decide('decline')}>
          {m.desk_decline()}
        </Button>
        <Button disabled={busy} onClick={() => decide('return')}>
          {m.lending_return()}
        </Button>
      </div>
    </div>
  );
}

function whyNot({ link }: Linked): string {
  if (link === 'used') return m.case_link_used();
  return link === 'expired' ? m.case_link_expired() : m.case_link_decided();
}
