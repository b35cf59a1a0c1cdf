import { m } from '@guanyi/messages';
import { Link } from '@tanstack/react-router';
import { localText } from '../../ui/format.ts';
import { ModeBadge } from '../../ui/mode-badge.tsx';
import { Money } from '../../ui/money.tsx';
import { Tag } from '../../ui/tag.tsx';
import { type Approval, subjectName, waitingWords } from './approval-words.ts';

interface ApprovalRowProps {
  approval: Approval;
  at: number;
  isCurrent: boolean;
  isSelected: boolean;
  onSelect: (isSelected: boolean) => void;
}

/** One step in two lines: how long is left, the matter, who asks, why it waits here. */
export function ApprovalRow({ approval, at, isCurrent, isSelected, onSelect }: ApprovalRowProps) {
  const { left, age, tone } = waitingWords(approval, at);
  const matter = `${subjectName(approval.subjectType)} ${approval.subjectNumber} · ${localText(approval.instrument.name)}`;
  const steps = new Set(approval.chain.map(({ step }) => step)).size;
  return (
    <article className={isCurrent ? 'item on' : 'item'} aria-current={isCurrent || undefined}>
      <input
        type="checkbox"
        aria-label={m.desk_select({ matter })}
        checked={isSelected}
        onChange={(event) => onSelect(event.target.checked)}
      />
      <p>
        {tone ? <b className={tone}>{left}</b> : left}
        <br />
        <span className="m xs">{age}</span>
      </p>
      <div>
        <p>
          <Link
            from="/desk/approvals"
            to="/desk/approvals"
            search={{ approval: approval.id }}
            replace
            resetScroll={false}
            className="item-link"
          >
            <b>{matter}</b>
          </Link>
        </p>
        <p className="row-party">
          <ModeBadge mode={approval.mode} />
          <span className="m">
            {localText(approval.organisation.name)} · {approval.requester.displayName}
          </span>
        </p>
      </div>
      <div className="marks">
        <Tag>{m.lending_step_of({ step: approval.step, steps })}</Tag>
        {approval.round > 1 && (
          <Tag tone="hm" icon="warn">
            {m.lending_asked_again()}
          </Tag>
        )}
      </div>
      <p className="r">
        <b>
          <Money fen={approval.valueFen} sign />
        </b>
        <br />
        <span className="m xs">{m.lending_days({ n: approval.days })}</span>
      </p>
    </article>
  );
}
