import { m } from '@guanyi/messages';
import type { ReactNode } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import { Segmented } from '../../ui/field.tsx';
import { localText } from '../../ui/format.ts';
import { modeName, Swatch } from '../../ui/mode-badge.tsx';
import { CalendarButton } from '../notifications/calendar-dialog.tsx';
import type { BoardInstrument } from './board-row.tsx';
import type { BoardSearch } from './board-search.ts';

interface BoardStepsProps {
  search: BoardSearch;
  onMove: (count: number) => void;
  onToday: () => void;
  onChange: (next: BoardSearch) => void;
}

interface BoardToolsProps {
  labId: string | undefined;
  search: BoardSearch;
  /** All of the lab, for the choices of the filters. */
  instruments: readonly BoardInstrument[];
  onChange: (next: BoardSearch) => void;
  /** The choice of the lab. */
  children: ReactNode;
}

const stepNames = {
  day: { before: m.desk_day_before, after: m.desk_day_after },
  week: { before: m.desk_week_before, after: m.desk_week_after },
  month: { before: m.board_month_before, after: m.board_month_after },
} as const;

/** Day, week and month, forwards and backwards; stands beside the title. */
export function BoardSteps({ search, onMove, onToday, onChange }: BoardStepsProps) {
  const steps = stepNames[search.span ?? 'day'];
  return (
    <div className="board-steps">
      <IconButton icon="left" className="btn small square" label={steps.before()} onClick={() => onMove(-1)} />
      <Button size="small" onClick={onToday}>
        {m.ui_today()}
      </Button>
      <IconButton icon="right" className="btn small square" label={steps.after()} onClick={() => onMove(1)} />
      <Segmented
        label={m.desk_span()}
        className="small"
        value={search.span ?? 'day'}
        options={[
          { value: 'day', label: m.desk_span_day() },
          { value: 'week', label: m.desk_span_week() },
          { value: 'month', label: m.board_span_month() },
        ]}
        onChange={(value) => onChange({ span: value === 'day' ? undefined : value })}
      />
    </div>
  );
}

/** Which rows and hours are shown, and what else can be done with the board. */
export function BoardTools({ labId, search, instruments, onChange, children }: BoardToolsProps) {
  const isWholeDay = search.hours === 'all';
  const rooms = [...new Set(instruments.map(({ location }) => location ?? '').filter(Boolean))].sort();
  const categories = new Map(instruments.map((one) => [one.classCode, localText(one.className) || one.classCode]));
  return (
    <div className="work-tools">
      <input
        className="inp small"
        type="search"
        aria-label={m.desk_board_filter()}
        placeholder={m.desk_board_filter()}
        value={search.words ?? ''}
        onChange={(event) => onChange({ words: event.target.value || undefined })}
      />
      <FilterSelect
        label={m.board_room()}
        all={m.board_room_all()}
        value={search.room}
        options={rooms.map((room) => [room, room])}
        onChange={(room) => onChange({ room })}
      />
      <FilterSelect
        label={m.board_category()}
        all={m.board_category_all()}
        value={search.category}
        options={[...categories].sort((a, b) => a[0].localeCompare(b[0]))}
        onChange={(category) => onChange({ category })}
      />
      {search.span !== 'month' && (
        <Button
          size="small"
          aria-pressed={isWholeDay}
          onClick={() => onChange({ hours: isWholeDay ? undefined : 'all' })}
        >
          {m.desk_whole_day()}
        </Button>
      )}
      <span className="push" />
      <Button size="small" onClick={() => onChange({ wall: true, booking: undefined })}>
        {m.board_wall()}
      </Button>
      {labId && <CalendarButton subject={{ scope: 'lab', labId }} />}
      {children}
    </div>
  );
}

interface FilterSelectProps {
  label: string;
  /** The choice that filters nothing. */
  all: string;
  value: string | undefined;
  options: readonly (readonly [value: string, name: string])[];
  onChange: (value: string | undefined) => void;
}

function FilterSelect({ label, all, value, options, onChange }: FilterSelectProps) {
  if (options.length < 2 && value === undefined) return null;
  return (
    <select
      className="inp small board-filter"
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value || undefined)}
    >
      <option value="">{all}</option>
      {options.map(([option, name]) => (
        <option key={option} value={option}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** What the patterns mean. */
export function BoardLegend() {
  const items = [
    ['rent', modeName('rent')],
    ['rent pend', m.ui_status_pendingApproval()],
    ['rent hold', m.desk_legend_hold()],
    ['loan', modeName('loan')],
    ['equity', modeName('equity')],
    ['outage', m.ui_day_outage()],
    ['duty', m.desk_legend_duty()],
    ['buffer', m.desk_buffer()],
  ] as const;
  return (
    <ul className="legend" aria-label={m.desk_legend()}>
      {items.map(([kind, label]) => (
        <li key={kind}>
          <Swatch kind={kind} />
          {label}
        </li>
      ))}
    </ul>
  );
}
