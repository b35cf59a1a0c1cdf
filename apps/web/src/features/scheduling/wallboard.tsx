import { m } from '@guanyi/messages';
import { useEffect, useRef } from 'react';
import { localText, timeOf } from '../../ui/format.ts';
import { Board } from './board.tsx';
import type { BoardActs } from './board-row.tsx';
import { BoardLegend } from './board-tools.tsx';
import type { useBoardView } from './use-board-view.ts';

interface WallboardProps {
  view: ReturnType<typeof useBoardView>;
  onLeave: () => void;
}

/** The board alone, over the whole screen, for a display at the door of the lab: it renews itself and needs no hand. */
export function Wallboard({ view, onLeave }: WallboardProps) {
  const leave = useRef<HTMLButtonElement>(null);
  useEffect(() => leave.current?.focus(), []);
  return (
    <main id="main" className="wall" tabIndex={-1}>
      <header>
        <h1>
          {view.shown[0] && localText(view.shown[0].lab.name)} {view.title}
        </h1>
        <BoardLegend />
        <time dateTime={new Date(view.at).toISOString()}>{timeOf(view.at, view.zone)}</time>
        <button ref={leave} type="button" className="btn small" onClick={onLeave}>
          {m.board_wall_leave()}
        </button>
      </header>
      <Board
        axis={view.axis}
        at={view.at}
        today={view.today}
        zone={view.zone}
        headline={m.desk_instrument_count({ n: view.total })}
        instruments={view.shown}
        laneOf={view.laneOf}
        span={view.span}
        chosenId={undefined}
        onDay={undefined}
        acts={nothing}
      />
    </main>
  );
}

/** Nobody stands before a display to press something. */
const nothing: BoardActs = {
  onOpen: () => {},
  onInstrument: () => {},
  onMove: undefined,
  onAskMove: () => {},
  onDraw: undefined,
  hasConflictPage: false,
};
