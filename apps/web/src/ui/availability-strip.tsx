import { m } from '@guanyi/messages';
import { dayWithWeekday, roughDuration, timeOf, weekdayInitial } from './format.ts';
import { getLocale } from './locale.ts';
import type { Day } from './zone.ts';

/** How much of one local day can still be booked. */
export interface DayShare {
  day: Day;
  /** Free share of the opening hours in thousandths. */
  freePermille: number;
  freeMinutes: number;
  /** No opening hours on that day. */
  closed: boolean;
  /** An outage touches the opening hours. */
  outage: boolean;
  /** RFC 3339 instant at which the first free time begins. */
  firstFree?: string | undefined;
  /** A word for why this person can book nothing of the day, although it is open. */
  reason?: string | undefined;
}

/** Nothing can be booked and an outage is among the reasons. */
function isOut(entry: DayShare): boolean {
  return entry.outage && entry.freeMinutes === 0;
}

/** One day as a sentence: "12月14日 周一 空闲 4.5 小时，11:30 起". */
function stripSentence(entry: DayShare, zone: string): string {
  const day = dayWithWeekday(entry.day);
  if (entry.closed) return m.ui_strip_closed({ day });
  if (isOut(entry)) return m.ui_strip_outage({ day });
  if (entry.freeMinutes === 0) return m.ui_strip_full({ day });
  const time = roughDuration(entry.freeMinutes);
  if (!entry.firstFree) return m.ui_strip_free({ day, time });
  return m.ui_strip_free_from({ day, time, from: timeOf(Date.parse(entry.firstFree), zone) });
}

function columnClass(entry: DayShare, today: Day): string | undefined {
  const names = [entry.closed ? 'shut' : isOut(entry) ? 'out' : '', entry.day === today ? 'now' : ''].filter(Boolean);
  return names.length ? names.join(' ') : undefined;
}

/** 今 in Chinese; English has no such letter, so the weekday stays and only its ground marks it. */
function todayInitial(day: Day): string {
  return getLocale() === 'zh-CN' ? m.ui_today().charAt(0) : weekdayInitial(day);
}

interface AvailabilityStripProps {
  /** Seven days from today. */
  days: DayShare[];
  today: Day;
  /** Zone of the lab. */
  zone: string;
  size?: 'normal' | 'big' | 'mini';
}

/** The signature: seven columns, height = free share of the opening hours, each with a sentence for screen readers. */
export function AvailabilityStrip({ days, today, zone, size = 'normal' }: AvailabilityStripProps) {
  return (
    <ol className={size === 'normal' ? 'strip' : `strip ${size}`} aria-label={m.ui_strip_label()}>
      {days.map((entry) => {
        const sentence = stripSentence(entry, zone);
        return (
          <li
            key={entry.day}
            className={columnClass(entry, today)}
            data-d={entry.day === today ? todayInitial(entry.day) : weekdayInitial(entry.day)}
            style={{ '--f': entry.freePermille / 1000 } as React.CSSProperties}
            title={sentence}
          >
            <span className="vh">{sentence}</span>
          </li>
        );
      })}
    </ol>
  );
}
