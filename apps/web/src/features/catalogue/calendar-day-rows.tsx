import { m } from '@guanyi/messages';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/button.tsx';
import { weekdayName } from '../../ui/format.ts';
import { TableScroll } from '../../ui/table.tsx';
import type { FormDay } from './calendar-year-form.ts';
import { faultAt } from './field-faults.ts';

interface CalendarDayRowsProps {
  year: number;
  days: readonly FormDay[];
  error: unknown;
  canEdit: boolean;
  onChange: (days: FormDay[]) => void;
}

/** One line a day: its date with the weekday, what it is for, and whether it is free or worked. */
export function CalendarDayRows({ year, days, error, canEdit, onChange }: CalendarDayRowsProps) {
  // The fields of an editor scroll the table by themselves when they take the focus.
  const Scroll = canEdit ? FieldScroll : TableScroll;
  if (days.length === 0) return <p className="m">{m.workdays_empty()}</p>;
  return (
    <Scroll label={m.workdays_days()}>
      <table className="grid calendar-days">
        <caption className="vh">{m.workdays_days()}</caption>
        <thead>
          <tr>
            <th scope="col">{m.workdays_day()}</th>
            <th scope="col">{m.workdays_name()}</th>
            <th scope="col">{m.workdays_kind()}</th>
            <th scope="col">
              <span className="vh">{m.workdays_remove_any()}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {days.map((day, index) => (
            <DayRow
              key={day.key}
              year={year}
              day={day}
              fault={faultAt(error, `/days/${index}/day`)}
              onChange={(next) => onChange(days.map((other) => (other.key === next.key ? next : other)))}
              onRemove={canEdit ? () => onChange(days.filter((other) => other.key !== day.key)) : undefined}
            />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function FieldScroll({ children }: { children: ReactNode }) {
  return <div className="table-scroll">{children}</div>;
}

interface DayRowProps {
  year: number;
  day: FormDay;
  fault: string | undefined;
  onChange: (day: FormDay) => void;
  /** Undefined for somebody who only reads. */
  onRemove: (() => void) | undefined;
}

function DayRow({ year, day, fault, onChange, onRemove }: DayRowProps) {
  return (
    <tr>
      <td>
        <input
          className="inp small"
          type="date"
          aria-label={m.workdays_day()}
          aria-invalid={fault ? true : undefined}
          required
          min={`${year}-01-01`}
          max={`${year}-12-31`}
          value={day.day}
          onChange={(event) => onChange({ ...day, day: event.target.value })}
        />{' '}
        <span className="m s">{day.day && weekdayName(day.day)}</span>
        {fault && <p className="field-error">{fault}</p>}
      </td>
      <td>
        <input
          className="inp small"
          aria-label={m.workdays_name()}
          required
          maxLength={60}
          value={day.name}
          onChange={(event) => onChange({ ...day, name: event.target.value })}
        />
      </td>
      <td>
        <select
          className="inp small"
          aria-label={m.workdays_kind()}
          value={day.isOffDay ? 'off' : 'worked'}
          onChange={(event) => onChange({ ...day, isOffDay: event.target.value === 'off' })}
        >
          <option value="off">{m.workdays_off()}</option>
          <option value="worked">{m.workdays_worked()}</option>
        </select>
      </td>
      <td>{onRemove && <IconButton icon="x" label={m.workdays_remove({ day: day.day })} onClick={onRemove} />}</td>
    </tr>
  );
}
