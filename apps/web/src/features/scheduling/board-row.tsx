import { m } from '@guanyi/messages';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { Reply } from '../../app/client.ts';
import { AvailabilityStrip } from '../../ui/availability-strip.tsx';
import { localText, timeOf } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import type { Day, Instant } from '../../ui/zone.ts';
import type { BoardAxis } from './board-axis.ts';
import type { BoardClaim, BoardLane } from './board-claims.ts';
import { type DraggedClaim, useClaimDrag } from './use-claim-drag.ts';
import { type DrawnWindow, useWindowDraw } from './use-window-draw.ts';

export type BoardInstrument = Reply<'searchInstruments'>['items'][number];

/** What a person may do on the board; the whole is missing for a reader and a display. */
export interface BoardActs {
  onOpen: (bookingId: string) => void;
  onInstrument: (instrumentId: string) => void;
  /** Undefined where nothing may be moved: a reader, a month, a display. */
  onMove: ((claim: BoardClaim, from: Instant, until: Instant) => void) | undefined;
  /** Asks for the dialog that moves without dragging. */
  onAskMove: (claim: BoardClaim) => void;
  /** Something new was drawn on a row. */
  onDraw: ((instrumentId: string, from: Instant, until: Instant) => void) | undefined;
  /** Whether flags lead to the conflicts. */
  hasConflictPage: boolean;
}

interface BoardRowProps {
  index: number;
  instrument: BoardInstrument;
  lane: BoardLane;
  axis: BoardAxis;
  today: Day;
  chosenId: string | undefined;
  acts: BoardActs;
  /** Work from the tray that hangs over this row. */
  carried: DrawnWindow | undefined;
}

/** The arrow keys find their way by these: the row, and the place within it in thousandths of the width. */
const gridMarks = (row: number, place: number) => ({ 'data-row': row, 'data-place': Math.round(place * 1000) });

/** One instrument with everything on it. */
export const BoardRow = memo(function BoardRow(props: BoardRowProps) {
  const { index, instrument, lane, axis, today, chosenId, acts, carried } = props;
  const { onMove, onDraw } = acts;
  const { dragged, handlersOf } = useClaimDrag(axis, lane.claims, onMove ?? ignore);
  const draw = onDraw && ((from: Instant, until: Instant) => onDraw(instrument.id, from, until));
  const { drawn, handlers } = useWindowDraw(axis, lane.claims, draw);
  const name = localText(instrument.name);
  const ghost = drawn ?? carried;
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
              onClick={() => acts.onInstrument(instrument.id)}
            >
              {name}
            </button>
          </p>
          <p className="m xs row-place">
            <span lang="en">{instrument.model}</span>
            {instrument.location && <span> · {instrument.location}</span>}
          </p>
        </div>
        <AvailabilityStrip days={instrument.strip} today={today} zone={instrument.zone} size="mini" />
      </div>
      <ol
        className={draw ? 'rw placed drawable' : 'rw placed'}
        aria-label={`${name} ${instrument.model}`}
        data-instrument={instrument.id}
        {...handlers}
      >
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
            handlersOf={onMove && claim.isMovable ? handlersOf : undefined}
            acts={acts}
          />
        ))}
        {ghost && <Ghost axis={axis} window={ghost} zone={instrument.zone} />}
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

/** Where something would lie that is being drawn or carried. */
function Ghost({ axis, window, zone }: { axis: BoardAxis; window: DrawnWindow; zone: string }) {
  return (
    <Placed axis={axis} window={window} className={`claim rent hold dragged ghost${window.clashes ? ' clash' : ''}`}>
      <span className="words">
        <b>
          {timeOf(window.from, zone)}–{timeOf(window.until, zone)}
        </b>
        {window.clashes && (
          <span>
            <Icon name="warn" /> {m.desk_clash()}
          </span>
        )}
      </span>
    </Placed>
  );
}

function ignore(): void {}

interface ClaimBarProps {
  claim: BoardClaim;
  axis: BoardAxis;
  row: number;
  isChosen: boolean;
  dragged: DraggedClaim | undefined;
  handlersOf: ReturnType<typeof useClaimDrag>['handlersOf'] | undefined;
  acts: BoardActs;
}

function ClaimBar({ claim, axis, row, isChosen, dragged, handlersOf, acts }: ClaimBarProps) {
  const { bookingId, conflictId } = claim;
  const clash = dragged ? dragged.clashes : claim.clash;
  const classes = ['claim', claim.look, dragged && 'dragged', isChosen && 'chosen', clash && 'clash'];
  if (!dragged) classes.push(claim.clash);
  const handlers = handlersOf?.(claim);
  return (
    <>
      <Placed axis={axis} window={dragged ?? claim} className={classes.filter(Boolean).join(' ')}>
        {bookingId ? (
          <button
            type="button"
            tabIndex={-1}
            title={`${claim.title} ${claim.times} ${claim.detail}`}
            aria-pressed={isChosen}
            {...gridMarks(row, axis.place(claim.from))}
            {...handlers}
            onClick={() => acts.onOpen(bookingId)}
            onKeyDown={(event) => {
              handlers?.onKeyDown(event);
              if (event.key.toLowerCase() === 'm' && handlers) acts.onAskMove(claim);
            }}
          >
            <ClaimWords claim={claim} dragged={dragged} />
          </button>
        ) : (
          <ClaimWords claim={claim} dragged={dragged} />
        )}
        {handlersOf && (
          <>
            <span className="edge" aria-hidden="true" {...handlersOf(claim, 'start')} />
            <span className="edge end" aria-hidden="true" {...handlersOf(claim, 'end')} />
          </>
        )}
      </Placed>
      {conflictId && acts.hasConflictPage && !dragged && (
        <ConflictFlag claim={claim} conflictId={conflictId} axis={axis} row={row} />
      )}
    </>
  );
}

/** Behind this share of the width a flag has no room to the right of its claim. */
const lastRoom = 0.86;

/** Leads from a claim that cannot stay to what is being done about it. */
function ConflictFlag(props: { claim: BoardClaim; conflictId: string; axis: BoardAxis; row: number }) {
  const { claim, conflictId, axis, row } = props;
  const end = axis.place(claim.until);
  if (axis.place(claim.from) >= end) return null;
  const side = end > lastRoom ? { right: `calc(${(1 - end) * 100}% + 4px)` } : { left: `calc(${end * 100}% + 6px)` };
  return (
    <li className="flag-place" style={side}>
      <Link
        to="/desk/conflicts"
        search={{ conflict: conflictId }}
        className="flag"
        tabIndex={-1}
        aria-label={`${m.board_flag()} ${claim.title} ${claim.times}`}
        {...gridMarks(row, end - 0.0005)}
      >
        <Icon name="warn" />
        {m.board_flag()}
      </Link>
    </li>
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
