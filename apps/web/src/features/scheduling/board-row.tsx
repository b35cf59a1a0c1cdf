import { m } from '@guanyi/messages';
import { memo } from 'react';
import type { Reply } from '../../app/client.ts';
import { AvailabilityStrip } from '../../ui/availability-strip.tsx';
import { localText, timeOf } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import type { Day, Instant } from '../../ui/zone.ts';
import type { BoardAxis } from './board-axis.ts';
import type { BoardClaim, BoardLane } from './board-claims.ts';
import { type DraggedClaim, useClaimDrag } from './use-claim-drag.ts';

export type BoardInstrument = Reply<'searchInstruments'>['items'][number];

interface BoardRowProps {
  index: number;
  instrument: BoardInstrument;
  lane: BoardLane;
  axis: BoardAxis;
  today: Day;
  chosenId: string | undefined;
  onOpen: (bookingId: string) => void;
  onInstrument: (instrumentId: string) => void;
  /** Undefined where nothing may be moved: a reader, a month, a display. */
  onMove: ((claim: BoardClaim, from: Instant, until: Instant) => void) | undefined;
  /** Asks for the dialog that moves without dragging. */
  onAskMove: (claim: BoardClaim) => void;
}

/** The arrow keys find their way by these: the row, and the place within it in thousandths of the width. */
const gridMarks = (row: number, place: number) => ({ 'data-row': row, 'data-place': Math.round(place * 1000) });

/** One instrument with everything on it. */
export const BoardRow = memo(function BoardRow(props: BoardRowProps) {
  const { index, instrument, lane, axis, today, chosenId, onOpen, onInstrument, onMove, onAskMove } = props;
  const { dragged, handlersOf } = useClaimDrag(axis, lane.claims, onMove ?? ignore);
  const name = localText(instrument.name);
  return (
    <>
      <div className="rh">
        <div>
          <p>
            <button
              type="button"
              className="row-name"
              tabIndex={-1}
              {...gridMarks(index, -0.001)}
              onClick={() => onInstrument(instrument.id)}
            >
              {name}
            </button>
          </p>
          <p className="m xs">{instrument.model}</p>
        </div>
        <AvailabilityStrip days={instrument.strip} today={today} zone={instrument.zone} size="mini" />
      </div>
      <ol className="rw placed" aria-label={`${name} ${instrument.model}`}>
        {lane.buffers.map((buffer) => (
          <Placed key={`b ${buffer.from}`} axis={axis} window={buffer} className="claim buffer">
            <span className="vh">{m.desk_buffer()}</span>
          </Placed>
        ))}
        {lane.claims.map((claim) => (
          <ClaimBar
            key={claim.key}
            claim={claim}
            axis={axis}
            row={index}
            isChosen={claim.bookingId !== undefined && claim.bookingId === chosenId}
            dragged={dragged?.key === claim.key ? dragged : undefined}
            handlers={onMove && claim.isMovable ? handlersOf(claim) : undefined}
            onOpen={onOpen}
            onAskMove={onMove ? onAskMove : undefined}
          />
        ))}
      </ol>
    </>
  );
});

interface PlacedProps {
  axis: BoardAxis;
  window: { from: Instant; until: Instant };
  className: string;
  children: React.ReactNode;
}

function Placed({ axis, window, className, children }: PlacedProps) {
  const left = axis.place(window.from);
  const width = axis.place(window.until) - left;
  if (width <= 0) return null;
  return (
    <li className={className} style={{ left: `${left * 100}%`, width: `${width * 100}%` }}>
      {children}
    </li>
  );
}

function ignore(): void {}

interface ClaimBarProps {
  claim: BoardClaim;
  axis: BoardAxis;
  row: number;
  isChosen: boolean;
  dragged: DraggedClaim | undefined;
  handlers: ReturnType<ReturnType<typeof useClaimDrag>['handlersOf']> | undefined;
  onOpen: (bookingId: string) => void;
  onAskMove: ((claim: BoardClaim) => void) | undefined;
}

function ClaimBar({ claim, axis, row, isChosen, dragged, handlers, onOpen, onAskMove }: ClaimBarProps) {
  const { bookingId } = claim;
  const clash = dragged ? dragged.clashes : claim.clash;
  const classes = ['claim', claim.look, dragged && 'dragged', isChosen && 'chosen', clash && 'clash'];
  if (!dragged) classes.push(claim.clash);
  return (
    <Placed axis={axis} window={dragged ?? claim} className={classes.filter(Boolean).join(' ')}>
      {bookingId ? (
        <button
          type="button"
          tabIndex={-1}
          title={`${claim.title} ${claim.times} ${claim.detail}`}
          aria-pressed={isChosen}
          {...gridMarks(row, axis.place(claim.from))}
          {...handlers}
          onClick={() => onOpen(bookingId)}
          onKeyDown={(event) => {
            handlers?.onKeyDown(event);
            if (event.key.toLowerCase() === 'm' && claim.isMovable) onAskMove?.(claim);
          }}
        >
          <ClaimWords claim={claim} dragged={dragged} />
        </button>
      ) : (
        <ClaimWords claim={claim} dragged={dragged} />
      )}
    </Placed>
  );
}

function ClaimWords({ claim, dragged }: { claim: BoardClaim; dragged: DraggedClaim | undefined }) {
  const zone = claim.zone;
  const times = dragged ? `${timeOf(dragged.from, zone)}–${timeOf(dragged.until, zone)}` : claim.times;
  const isClash = dragged ? dragged.clashes : claim.clash !== undefined || claim.conflictId !== undefined;
  return (
    <span className="words">
      <span>
        <b>{claim.title}</b> <span className="in-wide">{times}</span>
      </span>
      {isClash ? (
        <span>
          <Icon name="warn" /> {m.desk_clash()}
        </span>
      ) : (
        <span>
          <span className="in-narrow">{times} </span>
          {claim.detail}
        </span>
      )}
    </span>
  );
}
