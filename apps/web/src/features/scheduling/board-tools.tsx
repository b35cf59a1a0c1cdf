import { m } from '@guanyi/messages';
import type { ReactNode } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import { Segmented } from '../../ui/field.tsx';
import { modeName, Swatch } from '../../ui/mode-badge.tsx';
import { CalendarButton } from '../notifications/calendar-dialog.tsx';
import type { BoardSearch } from './board-search.ts';

interface BoardToolsProps {
  labId: string | undefined;
  search: BoardSearch;
  onMove: (count: number) => void;
  onToday: () => void;
  onChange: (next: BoardSearch) => void;
  /** The choice of the lab. */
  children: ReactNode;
}

const stepNames = {
  day: { before: m.desk_day_before, after: m.desk_day_after },
  week: { before: m.desk_week_before, after: m.desk_week_after },
  month: { before: m.board_month_before, after: m.board_month_after },
} as const;

/** Day, week and month, forwards and backwards, the lab, and a filter over the rows. */
export function BoardTools({ labId, search, onMove, onToday, onChange, children }: BoardToolsProps) {
  const isWholeDay = search.hours === 'all';
  const steps = stepNames[search.span ?? 'day'];
  return (
    <div className="work-tools">
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
      <input
        className="inp small"
        type="search"
        aria-label={m.desk_board_filter()}
        placeholder={m.desk_board_filter()}
        value={search.words ?? ''}
        onChange={(event) => onChange({ words: event.target.value || undefined })}
      />
      <Button size="small" onClick={() => onChange({ wall: true, booking: undefined })}>
        {m.board_wall()}
      </Button>
      {labId && <CalendarButton subject={{ scope: 'lab', labId }} />}
      {children}
    </div>
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
