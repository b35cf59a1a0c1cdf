import { m } from '@guanyi/messages';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { LabPicker } from '../../app/lab-picker.tsx';
import { ListState } from '../../app/list-state.tsx';
import { useOwnLabs } from '../../app/own-labs.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import '../../ui/board.css';
import { type KeyHint, KeyHints, ShortcutHelp } from '../../ui/shortcut-help.tsx';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { EmptyState } from '../../ui/states.tsx';
import { addDays, type Day, stepMonth } from '../../ui/zone.ts';
import { Board } from './board.tsx';
import type { BoardClaim } from './board-claims.ts';
import type { BoardSearch, BoardSpan } from './board-search.ts';
import { BoardLegend, BoardTools } from './board-tools.tsx';
import { useLabRights } from './booking-actions.ts';
import { BookingPanel } from './booking-panel.tsx';
import { MoveClaimDialog } from './move-claim-dialog.tsx';
import { OutageButton } from './outage-button.tsx';
import { useBoardView } from './use-board-view.ts';
import { useClaimMove } from './use-claim-move.ts';
import { Wallboard } from './wallboard.tsx';
import './desk-scheduling.css';

const hints = (): readonly KeyHint[] => [
  [['↑', '↓'], m.desk_key_rows()],
  [['←', '→'], m.desk_key_claims()],
  [['Enter'], m.desk_key_open()],
  [['[', ']'], m.desk_key_days()],
  [['T'], m.ui_today()],
  [['M'], m.board_key_move()],
  [['W'], m.board_key_spans()],
  [['F'], m.board_wall()],
  [['?'], m.desk_key_all()],
];

/** Every instrument of a lab with everything that lies on it, for one day, one week or one month. */
export function BoardPage() {
  const search = useSearch({ from: '/desk/board' });
  const navigate = useNavigate({ from: '/desk/board' });
  const [helpOpen, setHelpOpen] = useState(false);
  const [labWords, setLabWords] = useState('');
  const choice = useOwnLabs(labWords);
  const view = useBoardView(search, choice.labs[0]?.id);
  const { day, span, labId } = view;
  usePageTitle(m.desk_board_title({ day: view.title }));
  const change = useCallback(
    (next: BoardSearch) =>
      void navigate({ search: (before) => ({ ...before, ...next }), replace: true, resetScroll: false }),
    [navigate],
  );
  const move = (count: number) => change({ day: steppedDay(day, span, count), booking: undefined });
  const goToday = () => change({ day: undefined, booking: undefined });
  useShortcuts({
    t: goToday,
    '[': () => move(-1),
    ']': () => move(1),
    w: () => change({ span: nextSpan(span) }),
    f: () => change({ wall: search.wall ? undefined : true, booking: undefined }),
    '?': () => setHelpOpen(true),
  });
  const close = () => change({ booking: undefined });
  if (search.wall) return <Wallboard view={view} onLeave={() => change({ wall: undefined })} />;
  return (
    <DeskColumns
      panel={search.booking && <BookingPanel key={search.booking} bookingId={search.booking} onClose={close} />}
    >
      <Work
        title={view.title}
        actions={<BoardLegend />}
        keys={<KeyHints hints={hints()} />}
        views={
          <BoardTools labId={labId} search={search} onMove={move} onToday={goToday} onChange={change}>
            {labId && <OutageButton labId={labId} zone={view.zone} />}
            <LabPicker
              choice={choice}
              value={labId}
              words={labWords}
              onWords={setLabWords}
              onChange={(lab) => change({ lab, booking: undefined })}
            />
          </BoardTools>
        }
      >
        <ListState
          isPending={view.isPending || choice.isPending}
          error={choice.error ?? view.error}
          onRetry={view.refetch}
          isEmpty={view.shown.length === 0}
          empty={
            <EmptyState icon="board" title={search.words ? m.desk_board_none_found() : m.desk_board_empty()}>
              {m.desk_board_empty_hint()}
            </EmptyState>
          }
        />
        {view.shown.length > 0 && <BoardBody view={view} chosenId={search.booking} onChange={change} />}
      </Work>
      {helpOpen && <ShortcutHelp hints={hints()} onClose={() => setHelpOpen(false)} />}
    </DeskColumns>
  );
}

/** Day, week, month and again. */
function nextSpan(span: BoardSpan | undefined): BoardSpan | undefined {
  return span === undefined ? 'week' : span === 'week' ? 'month' : undefined;
}

function steppedDay(day: Day, span: BoardSpan | undefined, count: number): Day {
  if (span === 'month') return stepMonth(`${day.slice(0, 7)}-01`, count);
  return addDays(day, count * (span === 'week' ? 7 : 1));
}

interface BoardBodyProps {
  view: ReturnType<typeof useBoardView>;
  chosenId: string | undefined;
  onChange: (next: BoardSearch) => void;
}

function BoardBody({ view, chosenId, onChange }: BoardBodyProps) {
  const navigate = useNavigate();
  const openBooking = useCallback((booking: string) => onChange({ booking }), [onChange]);
  const openInstrument = useCallback(
    (instrumentId: string) => void navigate({ to: '/instruments/$instrumentId', params: { instrumentId } }),
    [navigate],
  );
  const { shown, total } = view;
  const { isStaff } = useLabRights(view.labId);
  const { mutate: moveTo } = useClaimMove(view.zone);
  const [asked, setAsked] = useState<BoardClaim>();
  const onMove = useCallback(
    (claim: BoardClaim, from: number, until: number) => {
      const { bookingId, version } = claim;
      if (bookingId) moveTo({ bookingId, version, from, until, before: { from: claim.from, until: claim.until } });
    },
    [moveTo],
  );
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
        onOpen={openBooking}
        onInstrument={openInstrument}
        onDay={view.span ? (picked) => onChange({ day: picked, span: undefined }) : undefined}
        onMove={isStaff && view.span !== 'month' ? onMove : undefined}
        onAskMove={setAsked}
      />
      {asked && <MoveClaimDialog claim={asked} zone={view.zone} onClose={() => setAsked(undefined)} />}
    </>
  );
}
