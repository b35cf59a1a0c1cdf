import { m } from '@guanyi/messages';
import { Link } from '@tanstack/react-router';
import { Button, IconButton } from '../../ui/button.tsx';
import { Panel } from '../../ui/desk.tsx';
import { TextAreaField } from '../../ui/field.tsx';
import { dayTime, localText, yuanText } from '../../ui/format.ts';
import { KeyValues } from '../../ui/table.tsx';
import { kindOfSubject } from '../lending/lending-words.ts';
import { AnswerReturned } from './answer-returned.tsx';
import { ApprovalFacts } from './approval-facts.tsx';
import { type Approval, approvalStatusName, roughly, subjectName } from './approval-words.ts';
import { askedNames, timeoutText } from './chain-words.ts';
import { isUnanswered } from './use-approval-lists.ts';
import type { Deciding } from './use-deciding.ts';

/** One step with the case behind it, the chain it stands in, and the decision at the foot. */
export function ApprovalPanel({
  approval,
  desk,
  onClose,
}: {
  approval: Approval;
  desk: Deciding;
  onClose: (() => void) | undefined;
}) {
  const kind = kindOfSubject(approval.subjectType);
  return (
    <Panel label={m.lending_case()} {...(onClose && { onClose })}>
      {onClose && (
        <div className="panel-close">
          <IconButton icon="arrowLeft" label={m.desk_back_to_list()} onClick={onClose} />
        </div>
      )}
      <div>
        <h2>
          {subjectName(approval.subjectType)} {approval.subjectNumber}
        </h2>
        <KeyValues
          items={[
            [m.lending_instrument(), `${localText(approval.instrument.name)} ${approval.instrument.model}`],
            [m.lending_customer(), localText(approval.organisation.name)],
            [m.lending_band_value(), `¥${yuanText(approval.valueFen)}`],
            approval.days > 0 && [m.lending_term_days(), m.lending_days({ n: approval.days })],
            [m.lending_asked_by(), approval.requester.displayName],
            approval.filingWorkingDays !== undefined && [
              m.lending_filing(),
              m.lending_filing_days({ n: approval.filingWorkingDays }),
            ],
          ]}
        />
        <p className="s">
          {kind ? (
            <Link to="/lendings/$kind/$lendingId" params={{ kind, lendingId: approval.subjectId }}>
              {m.lending_open_case()}
            </Link>
          ) : (
            <Link to="/desk/equity/$caseId" params={{ caseId: approval.subjectId }}>
              {m.lending_open_case()}
            </Link>
          )}
        </p>
      </div>
      <div>
        <h3>{m.desk_check()}</h3>
        <ApprovalFacts approval={approval} />
      </div>
      <div>
        <h3>{m.lending_chain()}</h3>
        <Chain approval={approval} />
        <WhyItWaits approval={approval} />
      </div>
      <div className="panel-foot">
        <DecisionFields approval={approval} desk={desk} />
      </div>
    </Panel>
  );
}

/** The reason above the buttons; where the reader has nothing to decide, who has. */
function DecisionFields({ approval, desk }: { approval: Approval; desk: Deciding }) {
  if (!approval.mayDecide) {
    if (isUnanswered(approval)) return <AnswerReturned approval={approval} />;
    return <p className="m s">{approval.isCurrent ? m.lending_not_yours() : approvalStatusName(approval.status)}</p>;
  }
  return (
    <>
      <TextAreaField
        label={m.lending_reason()}
        rows={2}
        maxLength={1000}
        ref={desk.field}
        value={desk.comment}
        error={desk.isMissing ? m.lending_reason_missing() : undefined}
        onChange={(event) => desk.write(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <div className="bar panel-buttons">
        <Button look="main" shortcut="A" busy={desk.isBusy} onClick={() => desk.act('approve')}>
          {m.desk_approve()}
        </Button>
        <Button shortcut="R" onClick={() => desk.act('return')}>
          {m.lending_return()}
        </Button>
        <Button look="bad" shortcut="D" onClick={() => desk.act('decline')}>
          {m.desk_decline()}
        </Button>
      </div>
    </>
  );
}

/** Whose answer is missing, since when, until when, and what follows without it. */
function WhyItWaits({ approval }: { approval: Approval }) {
  if (!approval.isCurrent) return null;
  const time = roughly(approval.ageMinutes ?? 0);
  return (
    <p className="s m panel-deadline">
      {m.lending_why({
        ...{ who: askedNames(approval), time, after: timeoutText(approval) },
        when: dayTime(Date.parse(approval.deadline), approval.zone),
      })}
    </p>
  );
}

/** The steps in their order: who has decided, who is asked, who comes next. */
export function Chain({ approval }: { approval: Pick<Approval, 'chain' | 'zone'> }) {
  return (
    <ol className="s log" style={{ '--w': '96px' } as React.CSSProperties}>
      {approval.chain.map((step) => (
        <li key={step.id} aria-current={step.isCurrent ? 'step' : undefined}>
          <span className="m">
            {step.isCurrent || step.status !== 'pending' ? approvalStatusName(step.status) : m.lending_step_later()}
          </span>
          <span>
            <b>{askedNames(step)}</b>{' '}
            {step.decidedAt && step.decidedBy
              ? `${step.decidedBy}, ${dayTime(Date.parse(step.decidedAt), approval.zone)}`
              : m.lending_until({ when: dayTime(Date.parse(step.deadline), approval.zone) })}
            {step.comment && ` ${step.comment}`}
          </span>
        </li>
      ))}
    </ol>
  );
}
