import { m } from '@guanyi/messages';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { LabPicker } from '../../app/lab-picker.tsx';
import { ListState } from '../../app/list-state.tsx';
import { useOwnLabs } from '../../app/own-labs.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { Button } from '../../ui/button.tsx';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import '../../ui/board.css';
import { type KeyHint, KeyHints, ShortcutHelp } from '../../ui/shortcut-help.tsx';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { EmptyState } from '../../ui/states.tsx';
import { addDays, type Day, minuteMs, stepMonth } from '../../ui/zone.ts';
import { BoardBody } from './board-body.tsx';
import type { BoardSearch, BoardSpan } from './board-search.ts';
import { BoardLegend, BoardSteps, BoardTools } from './board-tools.tsx';
import { BoardTray } from './board-tray.tsx';
import { useLabRights } from './booking-actions.ts';
import { BookingPanel } from './booking-panel.tsx';
import { type NewClaim, NewClaimDialog } from './new-claim-dialog.tsx';
import { OutageButton } from './outage-button.tsx';
import { PlaceDialog } from './place-dialog.tsx';
import { useBoardView } from './use-board-view.ts';
import { useCarry } from './use-carry.ts';
import { usePlace } from './use-place.ts';
import { type Unscheduled, useUnscheduled } from './use-unscheduled.ts';
import { Wallboard } from './wallboard.tsx';
import './desk-scheduling.css';

const hints = (): readonly KeyHint[] => [
  [['↑', '↓'], m.desk_key_rows()],
  [['←', '→'], m.desk_key_claims()],
  [['Enter'], m.desk_key_open()],
  [['[', ']'], m.desk_key_days()],
  [['T'], m.ui_today()],
  [['M'], m.board_key_move()],
  [['N'], m.board_key_new()],
  [['W'], m.board_key_spans()],
  [['F'], m.board_wall()],
  [['?'], m.desk_key_all()],
];

/** Every instrument of a lab with everything that lies on it, for one day, one week or one month. */
export function BoardPage() {
  const search = useSearch({ from: '/desk/board' });
  const navigate = useNavigate({ from: '/desk/board' });
  const [labWords, setLabWords] = useState('');
  const choice = useOwnLabs(labWords);
  const view = useBoardView(search, choice.labs[0]?.id);
  const { labId } = view;
  usePageTitle(m.desk_board_title({ day: view.title }));
  const change = useCallback(
    (next: BoardSearch) =>
      void navigate({ search: (before) => ({ ...before, ...next }), replace: true, resetScroll: false }),
    [navigate],
  );
  const work = useBoardWork(view);
  const { move, goToday, help } = useBoardKeys({ view, search, change, onNew: work.startNew });
  const close = () => change({ booking: undefined });
  if (search.wall) return <Wallboard view={view} onLeave={() => change({ wall: undefined })} />;
  return (
    <DeskColumns
      panel={search.booking && <BookingPanel key={search.booking} bookingId={search.booking} onClose={close} />}
    >
      <Work
        title={view.title}
        summary={<BoardSteps search={search} onMove={move} onToday={goToday} onChange={change} />}
        actions={<BoardLegend />}
        keys={<KeyHints hints={hints()} />}
        foot={work.tray}
        views={
          <BoardTools labId={labId} search={search} instruments={view.instruments} onChange={change}>
            {work.startNew && (
              <Button size="small" icon="plus" onClick={work.startNew}>
                {m.board_new()}
              </Button>
            )}
            {labId && <OutageButton labId={labId} zone={view.zone} />}
            <LabPicker
              choice={choice}
              value={labId}
              words={labWords}
              onWords={setLabWords}
              onChange={(lab) => change({ lab, room: undefined, category: undefined, booking: undefined })}
            />
          </BoardTools>
        }
      >
        <BoardState view={view} search={search} choice={choice} />
        {view.shown.length > 0 && (
          <BoardBody
            view={view}
            carried={work.carried}
            chosenId={search.booking}
            onChange={change}
            onDraw={work.draw}
          />
        )}
      </Work>
      {work.dialogs}
      {help}
    </DeskColumns>
  );
}

type View = ReturnType<typeof useBoardView>;

interface BoardStateProps {
  view: View;
  search: BoardSearch;
  choice: ReturnType<typeof useOwnLabs>;
}

/** What stands there while there is no row: on the way, failed, or nothing to show. */
function BoardState({ view, search, choice }: BoardStateProps) {
  const isFiltered = [search.words, search.room, search.category].some(Boolean);
  return (
    <ListState
      isPending={view.isPending || choice.isPending}
      error={choice.error ?? view.error}
      onRetry={view.refetch}
      isEmpty={view.shown.length === 0}
      empty={
        <EmptyState icon="board" title={isFiltered ? m.desk_board_none_found() : m.desk_board_empty()}>
          {m.desk_board_empty_hint()}
        </EmptyState>
      }
    />
  );
}

interface KeysOptions {
  view: View;
  search: BoardSearch;
  change: (next: BoardSearch) => void;
  onNew: (() => void) | undefined;
}

/** The ways through time, by button and by key, and the list of all keys. */
function useBoardKeys({ view, search, change, onNew }: KeysOptions) {
  const [helpOpen, setHelpOpen] = useState(false);
  const { day, span } = view;
  const move = (count: number) => change({ day: steppedDay(day, span, count), booking: undefined });
  const goToday = () => change({ day: undefined, booking: undefined });
  useShortcuts({
    t: goToday,
    '[': () => move(-1),
    ']': () => move(1),
    w: () => change({ span: nextSpan(span) }),
    ...(onNew && { n: onNew }),
    f: () => change({ wall: search.wall ? undefined : true, booking: undefined }),
    '?': () => setHelpOpen(true),
  });
  const help = helpOpen && <ShortcutHelp hints={hints()} onClose={() => setHelpOpen(false)} />;
  return { move, goToday, help };
}

/** For the people of the lab: what waits for a place, and what is new, with their dialogs. */
function useBoardWork(view: View) {
  const { labId, zone } = view;
  const { isStaff } = useLabRights(labId);
  const items = useUnscheduled(isStaff ? labId : undefined);
  const [placing, setPlacing] = useState<Unscheduled>();
  const [drawn, setDrawn] = useState<NewClaim>();
  const { mutate: place } = usePlace(zone);
  const carry = useCarry({ ...view, onPlace: (work, from) => place({ work, from }) });
  return {
    carried: carry.carried,
    draw: setDrawn,
    startNew: isStaff ? () => setDrawn(soon(view)) : undefined,
    tray: isStaff && <BoardTray items={items} zone={zone} carry={carry} onAsk={setPlacing} />,
    dialogs: (
      <>
        {placing && <PlaceDialog work={placing} zone={zone} onClose={() => setPlacing(undefined)} />}
        {drawn && labId && (
          <NewClaimDialog labId={labId} claim={drawn} zone={zone} onClose={() => setDrawn(undefined)} />
        )}
      </>
    ),
  };
}

/** Day, week, month and again. */
function nextSpan(span: BoardSpan | undefined): BoardSpan | undefined {
  return span === undefined ? 'week' : span === 'week' ? 'month' : undefined;
}

function steppedDay(day: Day, span: BoardSpan | undefined, count: number): Day {
  if (span === 'month') return stepMonth(`${day.slice(0, 7)}-01`, count);
  return addDays(day, count * (span === 'week' ? 7 : 1));
}

const hourMs = 60 * minuteMs;

/** What the form for something new begins with: two hours from the next full hour, on the day that is shown. */
function soon({ at, axis }: View): NewClaim {
  const isShown = at >= axis.from && at < axis.until;
  const from = isShown ? Math.ceil(at / hourMs) * hourMs : axis.from;
  return { from, until: from + 2 * hourMs };
}
