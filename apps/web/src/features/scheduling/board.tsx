import { m } from '@guanyi/messages';
import { useEffect } from 'react';
import { dayWithWeekday, timeOf } from '../../ui/format.ts';
import { useArrowGrid } from '../../ui/use-arrow-grid.ts';
import type { Day, Instant } from '../../ui/zone.ts';
import type { BoardAxis } from './board-axis.ts';
import type { BoardLane } from './board-claims.ts';
import { type BoardActs, type BoardInstrument, BoardRow } from './board-row.tsx';
import type { BoardSpan } from './board-search.ts';
import type { Carried } from './use-carry.ts';

interface BoardProps {
  axis: BoardAxis;
  at: Instant;
  today: Day;
  zone: string;
  headline: string;
  instruments: readonly BoardInstrument[];
  laneOf: (instrumentId: string) => BoardLane;
  chosenId: string | undefined;
  span: BoardSpan | undefined;
  acts: BoardActs;
  /** Work from the tray that is carried over the board. */
  carried?: Carried | undefined;
  /** Opens one day from the head of a week or a month. */
  onDay: ((day: Day) => void) | undefined;
}

/** Instruments as rows, time as columns, the time now as a line below the claims. */
export function Board(props: BoardProps) {
  const { axis, at, today, zone, headline, instruments, laneOf, chosenId, span, onDay, acts, carried } = props;
  const grid = useArrowGrid<HTMLDivElement>();
  const board = grid.ref;
  // The side panel takes width: what was chosen may have gone out of sight with it.
  useEffect(() => {
    if (!chosenId) return;
    const frame = requestAnimationFrame(() =>
      board.current?.querySelector('.claim.chosen')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
    );
    return () => cancelAnimationFrame(frame);
  }, [chosenId, board]);
  const columns = axis.ticks.length;
  const isNow = at >= axis.from && at < axis.until;
  const nowAt = axis.place(at);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside take the keys; the board only moves the focus between them.
    <div
      className={span ? `board by-${span}` : 'board'}
      ref={grid.ref}
      onKeyDown={grid.onKeyDown}
      onFocus={grid.onFocus}
      style={{ '--columns': columns } as React.CSSProperties}
    >
      <div className="hd">
        <span>{headline}</span>
        <span className="nw">{m.ui_strip_label()}</span>
      </div>
      <BoardHead axis={axis} at={at} today={today} zone={zone} onDay={onDay} />
      {isNow && <div className="nowline" style={{ '--at': nowAt } as React.CSSProperties} />}
      {instruments.map((instrument, index) => (
        <BoardRow
          key={instrument.id}
          index={index}
          instrument={instrument}
          lane={laneOf(instrument.id)}
          axis={axis}
          today={today}
          chosenId={chosenId}
          acts={acts}
          carried={carried?.instrumentId === instrument.id ? carried : undefined}
        />
      ))}
    </div>
  );
}

type BoardHeadProps = Pick<BoardProps, 'axis' | 'at' | 'today' | 'zone' | 'onDay'>;

/** Hours or days over the columns, and the time now among them. */
function BoardHead({ axis, at, today, zone, onDay }: BoardHeadProps) {
  const columns = axis.ticks.length;
  const isNow = at >= axis.from && at < axis.until;
  const nowAt = axis.place(at);
  return (
    <div className="hr" style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
      {axis.ticks.map((tick, index) =>
        tick.day && onDay ? (
          <button
            key={tick.key}
            type="button"
            className={tick.day === today ? 'day-head today' : 'day-head'}
            aria-label={dayWithWeekday(tick.day)}
            onClick={() => onDay(tick.day as Day)}
          >
            {tick.label}
          </button>
        ) : (
          <span key={tick.key} aria-hidden="true">
            {isNow && Math.abs(index / columns - nowAt) < 0.05 ? '' : tick.label}
          </span>
        ),
      )}
      {isNow && !onDay && (
        <b className="now-label" style={{ '--at': nowAt } as React.CSSProperties}>
          {timeOf(at, zone)}
        </b>
      )}
    </div>
  );
}
