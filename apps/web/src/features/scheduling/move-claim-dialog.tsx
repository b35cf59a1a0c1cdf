import { m } from '@guanyi/messages';
import { useId, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { durationText, timeOf } from '../../ui/format.ts';
import { dayOf, type Instant, instantOf, minuteMs, parseClock } from '../../ui/zone.ts';
import { FailureNote } from '../catalogue/save-bar.tsx';
import type { BoardClaim } from './board-claims.ts';
import { useClaimMove } from './use-claim-move.ts';

interface MoveClaimDialogProps {
  claim: BoardClaim;
  zone: string;
  onClose: () => void;
}

/** The same as dragging a booking, by typing: its new day and start; its length stays. */
export function MoveClaimDialog({ claim, zone, onClose }: MoveClaimDialogProps) {
  const formId = useId();
  const [day, setDay] = useState<string>(dayOf(claim.from, zone));
  const [start, setStart] = useState(timeOf(claim.from, zone));
  const move = useClaimMove(zone);
  const minutes = (claim.until - claim.from) / minuteMs;
  const clock = parseClock(start);
  const from: Instant | undefined = clock === undefined || !day ? undefined : instantOf(day, clock, zone);
  return (
    <Dialog
      title={m.board_move_title({ who: claim.title })}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" form={formId} look="main" busy={move.isPending} disabled={from === undefined}>
            {m.board_move()}
          </Button>
          <Button onClick={onClose}>{m.desk_back()}</Button>
        </>
      }
    >
      <form
        id={formId}
        className="form-stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (from === undefined || !claim.bookingId) return;
          const target = { bookingId: claim.bookingId, version: claim.version, from, until: from + minutes * minuteMs };
          move.mutate({ ...target, before: { from: claim.from, until: claim.until } }, { onSuccess: onClose });
        }}
      >
        <p className="m">{m.board_move_hint({ times: claim.times, length: durationText(minutes) })}</p>
        <div className="field-pair">
          <TextField
            label={m.board_move_day()}
            type="date"
            required
            value={day}
            onChange={(event) => setDay(event.target.value)}
          />
          <TextField
            label={m.board_move_start()}
            type="time"
            required
            value={start}
            onChange={(event) => setStart(event.target.value)}
          />
        </div>
      </form>
      {move.isError && <FailureNote error={move.error} />}
    </Dialog>
  );
}
