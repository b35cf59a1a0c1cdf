import { m } from '@guanyi/messages';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { now } from '../../app/clock.ts';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { LabPicker } from '../../app/lab-picker.tsx';
import { useOwnLabs } from '../../app/own-labs.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import '../../ui/board.css';
import { dayWithWeekday, defaultZone, shortDay } from '../../ui/format.ts';
import { type KeyHint, KeyHints, ShortcutHelp } from '../../ui/shortcut-help.tsx';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { EmptyState, Skeleton } from '../../ui/states.tsx';
import { useNow } from '../../ui/use-now.ts';
import { addDays, dayOf, weekdayOf } from '../../ui/zone.ts';
import { Board } from './board.tsx';
import { type BoardAxis, dayAxis, spanFor, weekAxis, wholeDay } from './board-axis.ts';
import { BoardLegend, BoardTools } from './board-tools.tsx';
import { BookingPanel } from './booking-panel.tsx';
import { useBoardData, useLabBookings } from './use-board-data.ts';
import './desk-scheduling.css';

const hints = (): readonly KeyHint[] => [
  [['↑', '↓'], m.desk_key_rows()],
  [['←', '→'], m.desk_key_claims()],
  [['Enter'], m.desk_key_open()],
  [['[', ']'], m.desk_key_days()],
  [['T'], m.ui_today()],
  [['W'], m.desk_key_span()],
  [['?'], m.desk_key_all()],
];

/** Every instrument of a lab with everything that lies on it, for one day or one week. */
export function BoardPage() {
  const search = useSearch({ from: '/desk/board' });
  const navigate = useNavigate({ from: '/desk/board' });
  const [helpOpen, setHelpOpen] = useState(false);
  const at = useNow(now, 30_000);
  const [labWords, setLabWords] = useState('');
  const choice = useOwnLabs(labWords);
  const labId = search.lab ?? choice.labs[0]?.id;
  const data = useBoardData(labId, search.words);
  const zone = data.instruments[0]?.zone ?? defaultZone;
  const today = dayOf(at, zone);
  const day = search.day ?? today;
  const isWeek = search.span === 'week';
  const first = isWeek ? addDays(day, 1 - weekdayOf(day)) : day;
  const bookings = useLabBookings(labId, first, isWeek ? 7 : 1, zone);
  const span = search.hours === 'all' ? wholeDay : spanFor(bookings.items, first, zone);
  const { fromHour, untilHour } = span;
  const axis: BoardAxis = useMemo(
    () => (isWeek ? weekAxis : dayAxis)(first, { fromHour, untilHour }, zone),
    [isWeek, first, fromHour, untilHour, zone],
  );
  const title = isWeek
    ? m.desk_days_range({ from: shortDay(first), until: shortDay(addDays(first, 6)) })
    : dayWithWeekday(day);
  usePageTitle(m.desk_board_title({ day: title }));
  const change = useCallback(
    (next: Partial<typeof search>) =>
      void navigate({ search: (before) => ({ ...before, ...next }), replace: true, resetScroll: false }),
    [navigate],
  );
  const move = (count: number) => change({ day: addDays(day, count * (isWeek ? 7 : 1)), booking: undefined });
  const openBooking = useCallback((booking: string) => change({ booking }), [change]);
  const openInstrument = useCallback(
    (instrumentId: string) => void navigate({ to: '/instruments/$instrumentId', params: { instrumentId } }),
    [navigate],
  );
  useShortcuts({
    t: () => change({ day: undefined, booking: undefined }),
    '[': () => move(-1),
    ']': () => move(1),
    w: () => change({ span: isWeek ? undefined : 'week' }),
    '?': () => setHelpOpen(true),
  });
  const close = () => change({ booking: undefined });
  return (
    <DeskColumns
      panel={search.booking && <BookingPanel key={search.booking} bookingId={search.booking} onClose={close} />}
    >
      <Work
        title={title}
        actions={<BoardLegend />}
        keys={<KeyHints hints={hints()} />}
        views={
          <BoardTools
            labPicker={
              <LabPicker
                choice={choice}
                value={labId}
                words={labWords}
                onWords={setLabWords}
                onChange={(lab) => change({ lab, booking: undefined })}
              />
            }
            words={search.words ?? ''}
            isWeek={isWeek}
            isWholeDay={search.hours === 'all'}
            onWords={(words) => change({ words: words || undefined })}
            onMove={move}
            onToday={() => change({ day: undefined, booking: undefined })}
            onSpan={(next) => change({ span: next ? 'week' : undefined })}
            onWholeDay={(next) => change({ hours: next ? 'all' : undefined })}
          />
        }
      >
        {(data.isPending || choice.isPending) && (
          <div className="work-pad">
            <Skeleton rows={8} height={48} />
          </div>
        )}
        {choice.error !== null && <QueryFailure error={choice.error} />}
        {data.error !== null && <QueryFailure error={data.error} onRetry={data.refetch} />}
        {data.isLoaded && data.shown.length === 0 && (
          <EmptyState icon="board" title={search.words ? m.desk_board_none_found() : m.desk_board_empty()}>
            {m.desk_board_empty_hint()}
          </EmptyState>
        )}
        {data.shown.length > 0 && (
          <Board
            axis={axis}
            at={at}
            today={today}
            zone={zone}
            headline={
              data.shown.length < data.total
                ? m.desk_board_count({ shown: data.shown.length, total: data.total })
                : m.desk_instrument_count({ n: data.total })
            }
            instruments={data.shown}
            bookings={bookings.byInstrument}
            chosenId={search.booking}
            onOpen={openBooking}
            onInstrument={openInstrument}
            onDay={isWeek ? (picked) => change({ day: picked, span: undefined }) : undefined}
          />
        )}
      </Work>
      {helpOpen && <ShortcutHelp hints={hints()} onClose={() => setHelpOpen(false)} />}
    </DeskColumns>
  );
}
