import { m } from '@guanyi/messages';
import type { ReactNode } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import { Segmented } from '../../ui/field.tsx';
import { modeName, Swatch } from '../../ui/mode-badge.tsx';
import { CalendarButton } from '../notifications/calendar-dialog.tsx';
import type { BoardSearch } from './board-search.ts';

interface BoardToolsProps {
  labId: string | undefined;
  labPicker: ReactNode;
  search: BoardSearch;
  onMove: (count: number) => void;
  onToday: () => void;
  onChange: (next: BoardSearch) => void;
}

/** Day and week, forwards and backwards, the lab, and a filter over the rows. */
export function BoardTools({ labId, labPicker, search, onMove, onToday, onChange }: BoardToolsProps) {
  const isWeek = search.span === 'week';
  const isWholeDay = search.hours === 'all';
  return (
    <div className="work-tools">
      <IconButton
        icon="left"
        className="btn small square"
        label={isWeek ? m.desk_week_before() : m.desk_day_before()}
        onClick={() => onMove(-1)}
      />
      <Button size="small" onClick={onToday}>
        {m.ui_today()}
      </Button>
      <IconButton
        icon="right"
        className="btn small square"
        label={isWeek ? m.desk_week_after() : m.desk_day_after()}
        onClick={() => onMove(1)}
      />
      <Segmented
        label={m.desk_span()}
        className="small"
        value={isWeek ? 'week' : 'day'}
        options={[
          { value: 'day', label: m.desk_span_day() },
          { value: 'week', label: m.desk_span_week() },
        ]}
        onChange={(value) => onChange({ span: value === 'week' ? 'week' : undefined })}
      />
      <Button
        size="small"
        aria-pressed={isWholeDay}
        onClick={() => onChange({ hours: isWholeDay ? undefined : 'all' })}
      >
        {m.desk_whole_day()}
      </Button>
      <span className="push" />
      <input
        className="inp small"
        type="search"
        aria-label={m.desk_board_filter()}
        placeholder={m.desk_board_filter()}
        value={search.words ?? ''}
        onChange={(event) => onChange({ words: event.target.value || undefined })}
      />
      {labId && <CalendarButton subject={{ scope: 'lab', labId }} />}
      {labPicker}
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
