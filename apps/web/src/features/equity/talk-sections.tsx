import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read } from '../../app/query.ts';
import { hasRole, useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { dayTime, localText } from '../../ui/format.ts';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { roleName } from '../../ui/vocabulary.ts';
import { actionName, type EquityCase } from './equity-words.ts';
import { FormDialog } from './form-dialog.tsx';
import { useCaseAct } from './use-case.ts';

const speakers = ['booker', 'orgAdmin', 'orgFinance', 'labManager', 'assetOfficer'] as const;

/** Questions that everybody in the case sees, each with its one answer. */
export function QuestionsSection({ deal }: { deal: EquityCase }) {
  const session = useSession();
  const [asking, setAsking] = useState(false);
  const [answering, setAnswering] = useState<string>();
  const ask = useCaseAct('askQuestion', () => setAsking(false));
  const answer = useCaseAct('answerQuestion', () => setAnswering(undefined));
  const maySpeak = hasRole(session, ...speakers);
  const { zone } = deal.instrument;
  return (
    <section>
      <div className="room-bar">
        <h2>{m.equity_questions()}</h2>
        {maySpeak && (
          <Button size="small" onClick={() => setAsking(true)}>
            {m.equity_ask()}
          </Button>
        )}
      </div>
      {deal.questions.length === 0 && <p className="m s">{m.equity_questions_none()}</p>}
      {deal.questions.map((one) => (
        <div className="talk s" key={one.id}>
          <p>
            <b>{localText(one.askedBy.organisation)}</b>{' '}
            <span className="m">{dayTime(Date.parse(one.createdAt), zone)}</span>
          </p>
          <p className="pre">{one.text}</p>
          {one.answer !== undefined ? (
            <p className="pre">
              <b>{one.answeredBy}</b> {one.answer}
            </p>
          ) : (
            <p className="m">
              {m.equity_waiting_answer()}{' '}
              {maySpeak && (
                <Button look="bare" size="small" onClick={() => setAnswering(one.id)}>
                  {m.equity_answer()}
                </Button>
              )}
            </p>
          )}
        </div>
      ))}
      {asking && (
        <FormDialog
          title={m.equity_ask()}
          fields={[{ name: 'text', label: m.equity_ask_label(), kind: 'area' }]}
          act={ask}
          onClose={() => setAsking(false)}
          onSubmit={({ text = '' }) => ask.mutate({ params: { caseId: deal.id }, body: { text } })}
        />
      )}
      {answering !== undefined && (
        <FormDialog
          title={m.equity_answer()}
          fields={[{ name: 'answer', label: m.equity_answer_label(), kind: 'area' }]}
          act={answer}
          onClose={() => setAnswering(undefined)}
          onSubmit={({ answer: text = '' }) =>
            answer.mutate({ params: { caseId: deal.id, questionId: answering }, body: { answer: text } })
          }
        />
      )}
    </section>
  );
}

/** What happened, oldest first; nobody can change a line. */
export function LogSection({ deal }: { deal: EquityCase }) {
  const { zone } = deal.instrument;
  return (
    <section>
      <h2>
        {m.equity_log()} <span className="m s">{m.equity_log_note()}</span>
      </h2>
      <ol className="s log" style={{ '--w': '96px' } as React.CSSProperties}>
        {deal.history.map((step, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever added at the end, and two may be of one moment.
          <li key={i}>
            <time className="m" dateTime={step.at}>
              {dayTime(Date.parse(step.at), zone)}
            </time>
            <span>
              {step.actor ? `${step.actor.displayName} ` : ''}
              {actionName(step.action)}
              {step.note && step.action !== 'assess' ? <span className="m pre"> {step.note}</span> : null}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

const tones: Record<string, Tone> = { approved: 'ok', declined: 'bad', returned: 'hm', expired: 'hm', pending: 'hm' };
const statusNames: Record<string, () => string> = {
  approved: m.equity_approval_approved,
  declined: m.equity_approval_declined,
  returned: m.equity_approval_returned,
  expired: m.equity_approval_expired,
  pending: m.equity_approval_pending,
};

/** Who decides, in which order, and what they said. */
export function ApprovalSection({ deal }: { deal: EquityCase }) {
  const session = useSession();
  const isUnit = hasRole(session, 'labManager', 'assetOfficer', 'hqReviewer', 'auditor');
  const chain = useQuery({ ...read('listApprovals', { query: { subjectId: deal.id, limit: 50 } }), enabled: isUnit });
  const steps = [...(chain.data?.items ?? [])].sort((a, b) => a.step - b.step);
  if (!isUnit) return null;
  return (
    <section>
      <h2>{m.equity_approval()}</h2>
      {steps.length === 0 && <p className="m s">{m.equity_approval_none()}</p>}
      <ol className="s">
        {steps.map((step) => (
          <li key={step.id}>
            {m.equity_step_n({ n: step.step })} {roleName(step.role)}{' '}
            <Tag tone={tones[step.status]}>{statusNames[step.status]?.() ?? step.status}</Tag>
          </li>
        ))}
      </ol>
    </section>
  );
}

const objectionNames = {
  open: m.equity_objection_open,
  upheld: m.equity_objection_upheld,
  rejected: m.equity_objection_rejected,
};

/** Objections of the public with their answers; the asset officer answers. */
export function ObjectionsSection({ deal }: { deal: EquityCase }) {
  const session = useSession();
  const [answering, setAnswering] = useState<string>();
  const resolve = useCaseAct('resolveObjection', () => setAnswering(undefined));
  const mayAnswer = hasRole(session, 'assetOfficer') && deal.status === 'noticed';
  if (deal.notice === undefined) return null;
  return (
    <section>
      <h2>{m.equity_objections()}</h2>
      {deal.objections.length === 0 && <p className="m s">{m.equity_objections_none()}</p>}
      {deal.objections.map((one) => (
        <div className="talk s" key={one.id}>
          <p className="pre">
            {one.text} <Tag tone={one.status === 'open' ? 'hm' : undefined}>{objectionNames[one.status]()}</Tag>
          </p>
          {one.answer !== undefined && <p className="pre m">{one.answer}</p>}
          {one.status === 'open' && mayAnswer && (
            <Button size="small" onClick={() => setAnswering(one.id)}>
              {m.equity_answer()}
            </Button>
          )}
        </div>
      ))}
      {answering !== undefined && (
        <FormDialog
          title={m.equity_answer()}
          fields={[
            {
              name: 'outcome',
              label: m.equity_outcome(),
              kind: 'choice',
              options: [
                ['rejected', m.equity_outcome_rejected()],
                ['upheld', m.equity_outcome_upheld()],
              ],
            },
            { name: 'answer', label: m.equity_answer_label(), kind: 'area' },
          ]}
          act={resolve}
          onClose={() => setAnswering(undefined)}
          onSubmit={({ outcome, answer = '' }) =>
            resolve.mutate({
              params: { caseId: deal.id, objectionId: answering },
              body: { outcome: outcome === 'upheld' ? 'upheld' : 'rejected', answer },
            })
          }
        />
      )}
    </section>
  );
}
