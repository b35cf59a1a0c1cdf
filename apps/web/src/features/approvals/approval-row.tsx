import { m } from '@guanyi/messages';
import { Link } from '@tanstack/react-router';
import { localText, shortDay, timeOf } from '../../ui/format.ts';
import { ModeBadge } from '../../ui/mode-badge.tsx';
import { Money } from '../../ui/money.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { dayOf } from '../../ui/zone.ts';
import { ageText, deadlineWords } from '../scheduling/booking-facts.ts';
import type { ApprovalsView } from './approval-views.ts';
import { type Approval, approvalStatusName, subjectName } from './approval-words.ts';
import { askedNames } from './chain-words.ts';

interface ApprovalRowProps {
  approval: Approval;
  view: ApprovalsView;
  at: number;
  isCurrent: boolean;
  isSelected: boolean;
  /** Missing where the reader has nothing to decide. */
  onSelect: ((isSelected: boolean) => void) | undefined;
}

/** One step in two lines: how long is left, the matter, who asks, why it waits here. */
export function ApprovalRow({ approval, view, at, isCurrent, isSelected, onSelect }: ApprovalRowProps) {
  const matter = `${subjectName(approval.subjectType)} ${approval.subjectNumber} · ${localText(approval.instrument.name)}`;
  const classes = ['item', isCurrent && 'on', view === 'done' && 'done'].filter(Boolean).join(' ');
  return (
    <article className={classes} aria-current={isCurrent || undefined}>
      {onSelect ? (
        <input
          type="checkbox"
          aria-label={m.desk_select({ matter })}
          checked={isSelected}
          onChange={(event) => onSelect(event.target.checked)}
        />
      ) : (
        <span />
      )}
      <RowTime approval={approval} at={at} />
      <div>
        <p>
          <Link
            from="/desk/approvals"
            to="/desk/approvals"
            search={(search) => ({ ...search, approval: approval.id })}
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
        <Marks approval={approval} />
      </div>
      <p className="r">
        <b>
          <Money fen={approval.valueFen} sign />
        </b>
        <br />
        <span className="m xs">{approval.days > 0 ? m.lending_days({ n: approval.days }) : ''}</span>
      </p>
    </article>
  );
}

/** When it is due and since when it waits; of a decided one when and by whom. */
function RowTime({ approval, at }: { approval: Approval; at: number }) {
  const { zone, decidedAt, decidedBy, openedAt, createdAt } = approval;
  if (decidedAt !== undefined) {
    const instant = Date.parse(decidedAt);
    return (
      <p>
        {shortDay(dayOf(instant, zone))}
        <br />
        <span className="m xs">
          {timeOf(instant, zone)} {decidedBy?.displayName ?? m.desk_by_time()}
        </span>
      </p>
    );
  }
  const { text, tone } = deadlineWords(Date.parse(approval.deadline), at, zone);
  return (
    <p>
      {tone ? <b className={tone}>{text}</b> : text}
      <br />
      <span className="m xs">{ageText(Date.parse(openedAt ?? createdAt), at)}</span>
    </p>
  );
}

const tones: Partial<Record<Approval['status'], Tone>> = {
  approved: 'ok',
  declined: 'bad',
  returned: 'hm',
  expired: 'hm',
};

/** Where it stands in its chain, and who is asked. */
function Marks({ approval }: { approval: Approval }) {
  const steps = new Set(approval.chain.map(({ step }) => step)).size;
  return (
    <>
      <Tag>{m.lending_step_of({ step: approval.step, steps })}</Tag>
      {approval.status === 'pending' ? (
        !approval.mayDecide && <Tag>{askedNames(approval)}</Tag>
      ) : (
        <Tag tone={tones[approval.status]}>{approvalStatusName(approval.status)}</Tag>
      )}
      {approval.round > 1 && (
        <Tag tone="hm" icon="warn">
          {m.lending_asked_again()}
        </Tag>
      )}
    </>
  );
}
