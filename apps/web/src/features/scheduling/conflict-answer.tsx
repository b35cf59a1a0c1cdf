import { m } from '@guanyi/messages';
import { useState } from 'react';
import { now } from '../../app/clock.ts';
import { Button } from '../../ui/button.tsx';
import { dayTime, localText, placeText } from '../../ui/format.ts';
import { EmptyState } from '../../ui/states.tsx';
import { CountdownTag, Note, Tag } from '../../ui/tag.tsx';
import { TimeRange } from '../../ui/time-range.tsx';
import { type ConflictOption, defaultWords, type LinkedConflict, priceWords } from './conflict-words.ts';
import './conflicts.css';

export type ConflictChoice = { action: 'accept'; optionIndex: number } | { action: 'cancel' };

interface ConflictAnswerProps {
  conflict: Pick<LinkedConflict, 'options' | 'deadline' | 'defaultAction' | 'instrument' | 'status'>;
  busy: boolean;
  onAnswer: (choice: ConflictChoice) => void;
  /** Chosen already by the link of a mail; one more press confirms it. */
  preselected?: ConflictChoice | undefined;
  /** People of the lab answer for somebody else, who alone can agree to pay more. */
  isForLab?: boolean;
  onExpired?: (() => void) | undefined;
}

/** The places held for a booking, each to take with one press, and the way out for free. */
export function ConflictAnswer(props: ConflictAnswerProps) {
  const { conflict, busy, onAnswer, preselected, isForLab = false, onExpired } = props;
  const { options, deadline } = conflict;
  const deadlineAt = Date.parse(deadline);
  const isNear = deadlineAt - now() < 60 * 60_000;
  return (
    <div className="conflict-answer">
      <p className="s conflict-due">
        {m.waiting_answer_by({ when: dayTime(deadlineAt, conflict.instrument.zone) })}{' '}
        {m.waiting_default({ what: defaultWords(conflict.defaultAction) })}{' '}
        {isNear && options.length > 0 && (
          <CountdownTag
            until={deadlineAt}
            now={now}
            label={m.waiting_until()}
            {...(onExpired && { onEnd: onExpired })}
          />
        )}
      </p>
      {options.length === 0 ? (
        <EmptyState icon="search" title={m.waiting_no_options()}>
          {m.waiting_no_options_hint()}
        </EmptyState>
      ) : (
        <ol className="conflict-options" aria-label={isForLab ? m.waiting_options_for() : m.waiting_options()}>
          {options.map((option, index) => (
            <Option
              key={`${option.instrumentId} ${option.from}`}
              option={option}
              n={index + 1}
              busy={busy}
              isChosen={preselected?.action === 'accept' && preselected.optionIndex === index}
              isLocked={isForLab && option.priceDifferenceFen > 0}
              onTake={() => onAnswer({ action: 'accept', optionIndex: index })}
            />
          ))}
        </ol>
      )}
      <CancelFree
        busy={busy}
        isChosen={preselected?.action === 'cancel'}
        onCancel={() => onAnswer({ action: 'cancel' })}
      />
    </div>
  );
}

interface OptionProps {
  option: ConflictOption;
  n: number;
  busy: boolean;
  isChosen: boolean;
  isLocked: boolean;
  onTake: () => void;
}

function Option({ option, n, busy, isChosen, isLocked, onTake }: OptionProps) {
  const { instrument, lab, distanceKm } = option;
  const price = priceWords(option);
  return (
    <li className={isChosen ? 'conflict-option on' : 'conflict-option'}>
      <div>
        <h3>
          <TimeRange from={Date.parse(option.from)} until={Date.parse(option.until)} zone={instrument.zone} />
        </h3>
        <p className="s">
          {localText(instrument.name)} <span lang="en">{instrument.model}</span>{' '}
          <span className="m">{placeText(lab.name, lab.city)}</span>
        </p>
        <p className="conflict-tags">
          <Tag>{option.kind === 'sameInstrument' ? m.waiting_same_instrument() : m.waiting_equivalent()}</Tag>
          <Tag tone={price.tone}>{price.text}</Tag>
          {distanceKm !== undefined && distanceKm > 0 && <Tag>{m.waiting_distance({ km: distanceKm })}</Tag>}
        </p>
        {isLocked && <Note tone="hm">{m.waiting_needs_consent()}</Note>}
      </div>
      <Button look={n === 1 || isChosen ? 'main' : 'firm'} busy={busy} disabled={isLocked} onClick={onTake}>
        {isChosen ? m.waiting_confirm_take({ n }) : m.waiting_take({ n })}
      </Button>
    </li>
  );
}

/** Cancelling cannot be undone, so it takes a second press. */
function CancelFree({ busy, isChosen, onCancel }: { busy: boolean; isChosen: boolean; onCancel: () => void }) {
  const [isAsked, setAsked] = useState(isChosen);
  return (
    <Button look="bad" busy={busy} onClick={() => (isAsked ? onCancel() : setAsked(true))}>
      {isAsked ? m.waiting_confirm_cancel() : m.waiting_cancel_free()}
    </Button>
  );
}
