import { m } from '@guanyi/messages';
import { useId, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { durationText } from '../../ui/format.ts';
import { Note } from '../../ui/tag.tsx';
import { minuteMs } from '../../ui/zone.ts';
import { FailureNote } from '../catalogue/save-bar.tsx';
import type { BoardClaim } from './board-claims.ts';
import { TimeFields, wallTimeOf, windowOf } from './time-fields.tsx';
import { clashAt } from './use-claim-drag.ts';
import { useClaimMove } from './use-claim-move.ts';

interface MoveClaimDialogProps {
  claim: BoardClaim;
  /** Everything on its instrument, as far as the board shows it. */
  others: readonly BoardClaim[];
  zone: string;
  onClose: () => void;
}

/** The same as dragging a booking or one of its ends, by typing: its new day, start and end. */
export function MoveClaimDialog({ claim, others, zone, onClose }: MoveClaimDialogProps) {
  const formId = useId();
  const [time, setTime] = useState(() => wallTimeOf(claim, zone));
  const move = useClaimMove(zone);
  const wanted = windowOf(time, zone);
  const isSame = wanted?.from === claim.from && wanted.until === claim.until;
  const clash = wanted && clashAt(others, wanted, claim.key);
  return (
    <Dialog
      title={m.board_move_title({ who: claim.title })}
      onClose={onClose}
      actions={
        <>
          <Button
            type="submit"
            form={formId}
            look="main"
            busy={move.isPending}
            disabled={!wanted || isSame || clash !== undefined}
          >
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
          if (!wanted || !claim.bookingId) return;
          const target = { bookingId: claim.bookingId, version: claim.version, ...wanted };
          move.mutate({ ...target, before: { from: claim.from, until: claim.until } }, { onSuccess: onClose });
        }}
      >
        <p className="m">
          {m.board_move_hint({ times: claim.times, length: durationText((claim.until - claim.from) / minuteMs) })}
        </p>
        <TimeFields value={time} onChange={setTime} />
        {clash && <Note tone="hm">{m.board_clash_with({ who: clash.title, times: clash.times })}</Note>}
      </form>
      {move.isError && <FailureNote error={move.error} />}
    </Dialog>
  );
}
