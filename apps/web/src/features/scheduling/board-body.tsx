import { m } from '@guanyi/messages';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { canOpen } from '../../app/desk-nav.ts';
import { useSession } from '../../app/session.ts';
import type { Instant } from '../../ui/zone.ts';
import { Board } from './board.tsx';
import type { BoardClaim } from './board-claims.ts';
import type { BoardActs } from './board-row.tsx';
import type { BoardSearch } from './board-search.ts';
import { useLabRights } from './booking-actions.ts';
import { MoveClaimDialog } from './move-claim-dialog.tsx';
import type { NewClaim } from './new-claim-dialog.tsx';
import type { useBoardView } from './use-board-view.ts';
import type { Carried } from './use-carry.ts';
import { useClaimMove } from './use-claim-move.ts';

interface BoardBodyProps {
  view: ReturnType<typeof useBoardView>;
  carried: Carried | undefined;
  chosenId: string | undefined;
  onChange: (next: BoardSearch) => void;
  onDraw: (claim: NewClaim) => void;
}

/** The board with what the reader may do on it. */
export function BoardBody({ view, carried, chosenId, onChange, onDraw }: BoardBodyProps) {
  const { shown, total } = view;
  const [asked, setAsked] = useState<BoardClaim>();
  const acts = useBoardActs({ view, onChange, onDraw, onAskMove: setAsked });
  const others = asked ? laneWith(view, asked) : [];
  return (
    <>
      <Board
        axis={view.axis}
        at={view.at}
        today={view.today}
        zone={view.zone}
        headline={
          shown.length < total
            ? m.desk_board_count({ shown: shown.length, total })
            : m.desk_instrument_count({ n: total })
        }
        instruments={shown}
        laneOf={view.laneOf}
        span={view.span}
        chosenId={chosenId}
        acts={acts}
        carried={carried}
        onDay={view.span ? (picked) => onChange({ day: picked, span: undefined }) : undefined}
      />
      {asked && <MoveClaimDialog claim={asked} others={others} zone={view.zone} onClose={() => setAsked(undefined)} />}
    </>
  );
}

/** Everything on the instrument of a claim. */
function laneWith(view: BoardBodyProps['view'], claim: BoardClaim): readonly BoardClaim[] {
  const lanes = view.shown.map(({ id }) => view.laneOf(id).claims);
  return lanes.find((lane) => lane.some(({ key }) => key === claim.key)) ?? [];
}

interface ActsOptions extends Pick<BoardBodyProps, 'view' | 'onChange' | 'onDraw'> {
  onAskMove: (claim: BoardClaim) => void;
}

/** Made once, so that rows on which nothing has changed are not drawn again. */
function useBoardActs({ view, onChange, onDraw, onAskMove }: ActsOptions): BoardActs {
  const navigate = useNavigate();
  const { isStaff } = useLabRights(view.labId);
  const hasConflictPage = canOpen(useSession(), '/desk/conflicts');
  const { mutate: moveTo } = useClaimMove(view.zone);
  const mayMove = isStaff && view.span !== 'month';
  const onMove = useCallback(
    (claim: BoardClaim, from: Instant, until: Instant) => {
      const { bookingId, version } = claim;
      if (bookingId) moveTo({ bookingId, version, from, until, before: { from: claim.from, until: claim.until } });
    },
    [moveTo],
  );
  return useMemo(
    () => ({
      onOpen: (booking) => onChange({ booking }),
      onInstrument: (instrumentId) => void navigate({ to: '/instruments/$instrumentId', params: { instrumentId } }),
      onMove: mayMove ? onMove : undefined,
      onAskMove,
      onDraw: mayMove ? (instrumentId, from, until) => onDraw({ instrumentId, from, until }) : undefined,
      hasConflictPage,
    }),
    [onChange, navigate, mayMove, onMove, onAskMove, onDraw, hasConflictPage],
  );
}
