import { m } from '@guanyi/messages';
import type { KeyboardEvent } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import { durationText, weekdayName } from '../../ui/format.ts';
import { Tag } from '../../ui/tag.tsx';
import { addDays, parseClock } from '../../ui/zone.ts';
import { faultAt } from './field-faults.ts';
import { copyToWorkdays, isOvernight, newWindow, stepClock, tidyClock, type WeeklyWindow } from './rules-form.ts';

interface WeeklyEditorProps {
  weekly: WeeklyWindow[];
  error: unknown;
  /** Arrow keys move a time by this. */
  stepMinutes: number;
  onChange: (weekly: WeeklyWindow[]) => void;
}

/** Any Monday; only its weekday is shown. */
const someMonday = '2024-01-01';
const days = [1, 2, 3, 4, 5, 6, 7];

export function weekdayTitle(day: number): string {
  return weekdayName(addDays(someMonday, day - 1));
}

/** Opening windows of the week: a line a day, each with its windows as two times, and the same as bars on one scale. */
export function WeeklyEditor({ weekly, error, stepMinutes, onChange }: WeeklyEditorProps) {
  const replace = (window: WeeklyWindow) =>
    onChange(weekly.map((other) => (other.key === window.key ? window : other)));
  return (
    <div className="weekly">
      {days.map((day) => {
        const windows = weekly.filter((window) => window.day === day);
        return (
          <fieldset key={day} className="weekly-day">
            <legend className="vh">{weekdayTitle(day)}</legend>
            <b aria-hidden="true">{weekdayTitle(day)}</b>
            <WeekBar windows={windows} nightsBefore={weekly.filter((one) => isNightInto(one, day))} />
            <div className="weekly-windows">
              {windows.length === 0 && <span className="m s">{m.desk_closed()}</span>}
              {windows.map((window) => (
                <WindowFields
                  key={window.key}
                  window={window}
                  pointer={`/weekly/${weekly.indexOf(window)}`}
                  error={error}
                  stepMinutes={stepMinutes}
                  onChange={replace}
                  onRemove={() => onChange(weekly.filter((other) => other.key !== window.key))}
                />
              ))}
            </div>
            <div className="bar">
              <Button
                size="small"
                icon="plus"
                aria-label={m.desk_window_add_to({ day: weekdayTitle(day) })}
                onClick={() => onChange(added(weekly, day))}
              >
                {m.desk_window_add()}
              </Button>
              {day <= 5 && windows.length > 0 && (
                <Button
                  size="small"
                  look="bare"
                  aria-label={m.desk_copy_from({ day: weekdayTitle(day) })}
                  onClick={() => onChange(copyToWorkdays(weekly, day))}
                >
                  {m.desk_copy_workdays()}
                </Button>
              )}
            </div>
          </fieldset>
        );
      })}
    </div>
  );
}

/** A new window behind the last one of the day. */
function added(weekly: WeeklyWindow[], day: number): WeeklyWindow[] {
  const last = weekly.filter((window) => window.day === day).at(-1);
  const fresh = last
    ? newWindow(day, last.until === '24:00' ? '00:00' : last.until, stepClock(last.until, 120))
    : newWindow(day);
  return [...weekly, fresh].sort((a, b) => a.day - b.day || a.from.localeCompare(b.from));
}

interface WindowFieldsProps {
  window: WeeklyWindow;
  /** JSON pointer of the window in the body that is sent. */
  pointer: string;
  error: unknown;
  stepMinutes: number;
  onChange: (window: WeeklyWindow) => void;
  onRemove: () => void;
}

function WindowFields({ window, pointer, error, stepMinutes, onChange, onRemove }: WindowFieldsProps) {
  const fault = faultAt(error, pointer);
  const faultId = `${window.key}-fault`;
  const day = weekdayTitle(window.day);
  const time = (key: 'from' | 'until', label: string) => (
    <input
      className="inp small clock"
      aria-label={`${day} ${label}`}
      aria-invalid={faultAt(error, `${pointer}/${key}`) ? true : undefined}
      aria-describedby={fault ? faultId : undefined}
      inputMode="numeric"
      maxLength={5}
      placeholder="00:00"
      value={window[key]}
      onChange={(event) => onChange({ ...window, [key]: event.target.value })}
      onBlur={() => onChange({ ...window, [key]: tidyClock(window[key]) })}
      onKeyDown={(event: KeyboardEvent) => {
        const count = { ArrowUp: stepMinutes, ArrowDown: -stepMinutes }[event.key];
        if (count === undefined) return;
        event.preventDefault();
        onChange({ ...window, [key]: stepClock(window[key], count) });
      }}
    />
  );
  const isNight = isOvernight(window);
  const length =
    (parseClock(window.until) ?? Number.NaN) - (parseClock(window.from) ?? Number.NaN) + (isNight ? 1440 : 0);
  return (
    <div>
      <span className="window-fields">
        {time('from', m.desk_from())}–{time('until', m.desk_until())}
        <IconButton
          icon="x"
          label={m.desk_window_remove({ day, from: window.from, until: window.until })}
          onClick={onRemove}
        />
        {isNight && <Tag>{m.desk_window_next_day()}</Tag>}
        {length > 0 && <span className="m xs">{durationText(length)}</span>}
      </span>
      {fault && (
        <p className="field-error" id={faultId}>
          {fault}
        </p>
      )}
    </div>
  );
}

/** Whether a window of the day before reaches into this day. */
function isNightInto(window: WeeklyWindow, day: number): boolean {
  return (window.day % 7) + 1 === day && isOvernight(window);
}

interface WeekBarProps {
  windows: readonly WeeklyWindow[];
  /** Windows of the day before that end on this one. */
  nightsBefore: readonly WeeklyWindow[];
}

function WeekBar({ windows, nightsBefore }: WeekBarProps) {
  const bars = [
    ...windows.map((one) => ({ ...one, until: isOvernight(one) || one.until === '00:00' ? '24:00' : one.until })),
    ...nightsBefore.map((one) => ({ ...one, key: `night ${one.key}`, from: '00:00' })),
  ];
  return (
    <div className="week-bar" aria-hidden="true">
      {bars.map((window) => {
        const from = parseClock(window.from);
        const until = parseClock(window.until);
        if (from === undefined || until === undefined || until <= from) return null;
        return <i key={window.key} style={{ left: `${from / 14.4}%`, width: `${(until - from) / 14.4}%` }} />;
      })}
    </div>
  );
}
