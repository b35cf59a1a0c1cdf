import { m } from '@guanyi/messages';
import { describeFailure } from '../../app/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Note } from '../../ui/tag.tsx';
import { faultsElsewhere, hasFaults, isStale } from './field-faults.ts';

interface SaveBarProps {
  label?: string;
  isBusy: boolean;
  isChanged: boolean;
  /** Nothing is stored yet, so that the form can be sent as it stands. */
  isNew?: boolean;
  error: unknown;
  /** Pointers that show their faults themselves. */
  shown: readonly string[];
  /** Takes what the server has now; changes of the form are lost. */
  onReload: () => void;
  /** Puts the changes on top of what the server has now. */
  onKeep: () => void;
  onReset: () => void;
}

/** The foot of a form: save, undo, why it was refused, and the way out when somebody else was faster. */
export function SaveBar({ label, isBusy, isChanged, isNew, error, shown, onReload, onKeep, onReset }: SaveBarProps) {
  const elsewhere = faultsElsewhere(error, shown);
  return (
    <div className="save-bar">
      {isStale(error) ? (
        <Note tone="hm">
          <p>{m.desk_stale()}</p>
          <div className="bar">
            <Button size="small" onClick={onReload}>
              {m.desk_stale_reload()}
            </Button>
            <Button size="small" onClick={onKeep}>
              {m.desk_stale_keep()}
            </Button>
          </div>
        </Note>
      ) : (
        error !== null &&
        error !== undefined && <FailureNote error={error} more={elsewhere} isMarked={hasFaults(error)} />
      )}
      <div className="bar">
        <Button type="submit" look="main" busy={isBusy} disabled={!isChanged && !isNew}>
          {label ?? m.desk_save()}
        </Button>
        {isChanged && <Button onClick={onReset}>{m.desk_discard()}</Button>}
      </div>
    </div>
  );
}

interface FailureNoteProps {
  error: unknown;
  /** Faults that no field shows. */
  more?: readonly string[];
  /** Further faults stand at their fields. */
  isMarked?: boolean;
}

/** A refusal above the buttons, read out at once. */
export function FailureNote({ error, more = [], isMarked }: FailureNoteProps) {
  const { title, detail, requestId } = describeFailure(error);
  return (
    <div role="alert">
      <Note tone="bad">
        <p>
          <b>{title}</b>
        </p>
        {isMarked && more.length === 0 && <p>{m.desk_faults_marked()}</p>}
        {detail && !isMarked && more.length === 0 && <p>{detail}</p>}
        {more.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {requestId && <p className="xs m">{m.ui_request_id({ id: requestId })}</p>}
      </Note>
    </div>
  );
}
