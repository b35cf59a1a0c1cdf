import { m } from '@guanyi/messages';
import { Link } from '@tanstack/react-router';
import { Button, IconButton } from '../../ui/button.tsx';
import { Panel } from '../../ui/desk.tsx';
import { TextAreaField } from '../../ui/field.tsx';
import { dayTime, localText, yuanText } from '../../ui/format.ts';
import { KeyValues } from '../../ui/table.tsx';
import { roleName } from '../../ui/vocabulary.ts';
import { kindOfSubject } from '../lending/lending-words.ts';
import { type Approval, approvalStatusName, subjectName } from './approval-words.ts';
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
            [m.lending_term_days(), m.lending_days({ n: approval.days })],
            approval.filingWorkingDays !== undefined && [
              m.lending_filing(),
              m.lending_filing_days({ n: approval.filingWorkingDays }),
            ],
          ]}
        />
        {kind && (
          <p className="s">
            <Link to="/lendings/$kind/$lendingId" params={{ kind, lendingId: approval.subjectId }}>
              {m.lending_open_case()}
            </Link>
          </p>
        )}
      </div>
      <div>
        <h3>{m.lending_chain()}</h3>
        <Chain approval={approval} />
      </div>
      <div className="panel-foot">
        <TextAreaField
          label={m.desk_reason()}
          rows={2}
          maxLength={1000}
          value={desk.comment}
          error={desk.isMissing ? m.desk_reason_missing() : undefined}
          onChange={(event) => desk.write(event.target.value)}
        />
        <div className="bar panel-buttons">
          <Button look="main" shortcut="A" busy={desk.isBusy} onClick={() => desk.act('approve')}>
            {m.desk_approve()}
          </Button>
          <Button look="bad" shortcut="D" onClick={() => desk.act('decline')}>
            {m.desk_decline()}
          </Button>
          <Button onClick={() => desk.act('return')}>{m.lending_return()}</Button>
        </div>
      </div>
    </Panel>
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
            <b>{[step.role, ...(step.orRoles ?? [])].map(roleName).join(' / ')}</b>{' '}
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
