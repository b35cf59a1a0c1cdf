import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { memo } from 'react';
import type { Reply } from '../../app/client.ts';
import { read } from '../../app/query.ts';
import { AvailabilityStrip } from '../../ui/availability-strip.tsx';
import { localText } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { useSeen } from '../../ui/use-seen.ts';
import type { Day, Instant } from '../../ui/zone.ts';
import type { BoardAxis } from './board-axis.ts';
import type { Booking } from './booking-facts.ts';
import { type CalendarClaim, claimsOf } from './calendar-claims.ts';

export type BoardInstrument = Reply<'searchInstruments'>['items'][number];

interface BoardRowProps {
  index: number;
  instrument: BoardInstrument;
  bookings: readonly Booking[];
  axis: BoardAxis;
  today: Day;
  chosenId: string | undefined;
  onOpen: (bookingId: string) => void;
  onInstrument: (instrumentId: string) => void;
}

/** The arrow keys find their way by these: the row, and the place within it in thousandths of the width. */
const gridMarks = (row: number, place: number) => ({ 'data-row': row, 'data-place': Math.round(place * 1000) });

/** One instrument with everything on it. Asks for holds, outages and buffers only once it has come into sight. */
export const BoardRow = memo(function BoardRow(props: BoardRowProps) {
  const { index, instrument, bookings, axis, today, chosenId, onOpen, onInstrument } = props;
  const { ref, isSeen } = useSeen<HTMLDivElement>();
  const query = { from: new Date(axis.from).toISOString(), until: new Date(axis.until).toISOString() };
  const { data } = useQuery({
    ...read('getAvailability', { params: { instrumentId: instrument.id }, query }),
    enabled: isSeen,
    refetchInterval: isSeen ? 60_000 : false,
  });
  const { claims, buffers } = claimsOf(bookings, data?.busy ?? [], instrument.zone);
  const name = localText(instrument.name);
  return (
    <>
      <div className="rh" ref={ref}>
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
        {buffers.map((buffer) => (
          <Placed key={`b ${buffer.from}`} axis={axis} window={buffer} className="claim buffer">
            <span className="vh">{m.desk_buffer()}</span>
          </Placed>
        ))}
        {claims.map((claim) => (
          <BoardClaim
            key={claim.key}
            claim={claim}
            axis={axis}
            row={index}
            isChosen={claim.booking !== undefined && claim.booking.id === chosenId}
            onOpen={onOpen}
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

interface BoardClaimProps {
  claim: CalendarClaim;
  axis: BoardAxis;
  row: number;
  isChosen: boolean;
  onOpen: (bookingId: string) => void;
}

function BoardClaim({ claim, axis, row, isChosen, onOpen }: BoardClaimProps) {
  const { booking } = claim;
  const classes = ['claim', claim.look, claim.clash && `clash ${claim.clash}`, isChosen && 'chosen'];
  const words = (
    <span className="words">
      <span>
        <b>{claim.title}</b> <span className="in-wide">{claim.times}</span>
      </span>
      {claim.clash ? (
        <span>
          <Icon name="warn" /> {m.desk_clash()}
        </span>
      ) : (
        <span>
          <span className="in-narrow">{claim.times} </span>
          {claim.detail}
        </span>
      )}
    </span>
  );
  return (
    <Placed axis={axis} window={claim} className={classes.filter(Boolean).join(' ')}>
      {booking ? (
        <button
          type="button"
          tabIndex={-1}
          title={`${claim.title} ${claim.times} ${claim.detail}`}
          aria-pressed={isChosen}
          {...gridMarks(row, axis.place(claim.from))}
          onClick={() => onOpen(booking.id)}
        >
          {words}
        </button>
      ) : (
        words
      )}
    </Placed>
  );
}
