import { m } from '@guanyi/messages';
import { type KeyboardEvent, useId, useRef } from 'react';
import type { DayShare } from './availability-strip.tsx';
import { IconButton } from './button.tsx';
import { dayWithWeekday, monthName, shortHours, weekdayInitial } from './format.ts';
import { addDays, type Day, firstOfMonth, stepMonth, weekdayOf } from './zone.ts';

interface CalendarMonthProps {
  /** Any day of the month shown. */
  month: Day;
  /** Days without an entry are outside the bookable time. */
  days: Map<Day, DayShare>;
  today: Day;
  selected?: Day | undefined;
  onSelect: (day: Day) => void;
  /** First day of the month to show. */
  onMonth: (month: Day) => void;
  /** The page's heading for this place. */
  headingLevel?: 2 | 3;
}

/** Weeks from Monday; undefined where a cell belongs to another month. */
function weeksOf(month: Day): (Day | undefined)[][] {
  const first = firstOfMonth(month);
  const weeks: (Day | undefined)[][] = [];
  for (let day = addDays(first, 1 - weekdayOf(first)); day < stepMonth(first, 1); day = addDays(day, 7)) {
    weeks.push(
      Array.from({ length: 7 }, (_, index) => {
        const cell = addDays(day, index);
        return cell.slice(0, 7) === first.slice(0, 7) ? cell : undefined;
      }),
    );
  }
  return weeks;
}

function isOut(entry: DayShare): boolean {
  return !entry.closed && entry.outage && entry.freeMinutes === 0;
}

function wordsFor(entry: DayShare | undefined): string {
  if (!entry) return '';
  if (entry.closed) return m.ui_day_closed();
  if (isOut(entry)) return m.ui_day_outage();
  if (entry.reason) return entry.reason;
  if (entry.freeMinutes === 0) return m.ui_day_full();
  if (entry.freePermille >= 1000) return m.ui_day_all();
  return shortHours(entry.freeMinutes);
}

const keySteps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/**
 * A month of days, each with its number, the free hours in words and a bar; free, part, full, closed and outage never
 * differ by colour alone. Arrow keys walk over the days that can be chosen, Page Up and Down change the month.
 */
export function CalendarMonth({
  month,
  days,
  today,
  selected,
  onSelect,
  onMonth,
  headingLevel = 2,
}: CalendarMonthProps) {
  const headingId = useId();
  const table = useRef<HTMLTableElement>(null);
  const first = firstOfMonth(month);
  const weeks = weeksOf(month);
  const canChoose = (day: Day) => {
    const entry = days.get(day);
    return entry !== undefined && !entry.closed && !isOut(entry) && day >= today;
  };
  const choosable = weeks.flat().filter((day): day is Day => day !== undefined && canChoose(day));
  const entryPoint = selected && choosable.includes(selected) ? selected : choosable[0];
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    if (event.key === 'PageDown' || event.key === 'PageUp') {
      event.preventDefault();
      onMonth(stepMonth(first, event.key === 'PageDown' ? 1 : -1));
      return;
    }
    const target = walkTarget(event, first, canChoose);
    if (!target) return;
    event.preventDefault();
    table.current?.querySelector<HTMLButtonElement>(`[data-day="${target}"]`)?.focus();
  };
  return (
    <div className="calendar-month">
      <MonthHead id={headingId} first={first} today={today} onMonth={onMonth} level={headingLevel} />
      <table className="month" aria-labelledby={headingId} ref={table} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            {weeks[1]?.map((day, index) => (
              <th key={day ?? index} scope="col">
                {day ? weekdayInitial(day) : ''}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week.find(Boolean)}>
              {week.map((day, index) => (
                <DayCell
                  key={day ?? `blank-${index}`}
                  day={day}
                  entry={day ? days.get(day) : undefined}
                  today={today}
                  selected={day !== undefined && day === selected}
                  reachable={day === entryPoint}
                  onSelect={day && canChoose(day) ? () => onSelect(day) : undefined}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The day that an arrow key leads to: the next one in its direction that can be chosen, inside the month. */
function walkTarget(event: KeyboardEvent, first: Day, canChoose: (day: Day) => boolean): Day | undefined {
  const step = keySteps[event.key];
  const from = (event.target as HTMLElement).dataset.day;
  if (!step || !from) return undefined;
  let day = addDays(from, step);
  while (firstOfMonth(day) === first && !canChoose(day)) day = addDays(day, step);
  return day;
}

interface MonthHeadProps {
  id: string;
  first: Day;
  today: Day;
  onMonth: (month: Day) => void;
  level: 2 | 3;
}

/** The name of the month and the way to its neighbours; the past is not offered. */
function MonthHead({ id, first, today, onMonth, level }: MonthHeadProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <div className="bar calendar-head">
      <Heading id={id} aria-live="polite">
        {monthName(first)}
      </Heading>
      <span className="push" />
      <IconButton
        icon="left"
        label={m.ui_month_previous()}
        className="btn small square"
        disabled={first <= firstOfMonth(today)}
        onClick={() => onMonth(stepMonth(first, -1))}
      />
      <IconButton
        icon="right"
        label={m.ui_month_next()}
        className="btn small square"
        onClick={() => onMonth(stepMonth(first, 1))}
      />
    </div>
  );
}

interface DayCellProps {
  day: Day | undefined;
  entry: DayShare | undefined;
  today: Day;
  selected: boolean;
  /** The one cell that Tab reaches; arrow keys lead to the others. */
  reachable: boolean;
  onSelect: (() => void) | undefined;
}

function DayCell({ day, entry, today, selected, reachable, onSelect }: DayCellProps) {
  if (!day) return <td className="past" />;
  const number = Number(day.slice(8));
  if (!onSelect || !entry) {
    const state = day < today ? 'past' : entry && isOut(entry) ? 'out' : 'shut';
    return (
      <td className={day === today ? `${state} today` : state}>
        <span>
          {number}
          {day >= today && <small>{wordsFor(entry)}</small>}
        </span>
      </td>
    );
  }
  const names = [
    selected && 'on',
    (entry.freeMinutes === 0 || entry.reason) && 'full',
    day === today && 'today',
  ].filter(Boolean);
  return (
    <td className={names.join(' ') || undefined}>
      <button
        type="button"
        data-day={day}
        style={{ '--f': entry.reason ? 0 : entry.freePermille / 1000 } as React.CSSProperties}
        aria-pressed={selected}
        tabIndex={reachable ? 0 : -1}
        onClick={onSelect}
      >
        <span className="vh">{`${dayWithWeekday(day)} ${wordsFor(entry)}`}</span>
        <b aria-hidden="true">{number}</b>
        <small aria-hidden="true">{wordsFor(entry)}</small>
      </button>
    </td>
  );
}
