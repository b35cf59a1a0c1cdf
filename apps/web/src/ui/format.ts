import { m } from '@guanyi/messages';
import { getLocale } from './locale.ts';
import { addDays, clockText, type Day, dayOf, type Instant, localParts } from './zone.ts';

/** The zone of labs that say nothing else. */
export const defaultZone = 'Asia/Shanghai';

const cache = new Map<string, Intl.DateTimeFormat>();

function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${getLocale()}${JSON.stringify(options)}`;
  let format = cache.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(getLocale() === 'en' ? 'en-GB' : 'zh-CN', options);
    cache.set(key, format);
  }
  return format;
}

function utcOf(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** 12月14日 / 14 Dec */
export function shortDay(day: Day): string {
  return dateFormat({ timeZone: 'UTC', month: 'short', day: 'numeric' }).format(utcOf(day));
}

/** 周一 / Mon */
export function weekdayName(day: Day): string {
  return dateFormat({ timeZone: 'UTC', weekday: 'short' }).format(utcOf(day));
}

/** 一 / M, one letter under a column. */
export function weekdayInitial(day: Day): string {
  return dateFormat({ timeZone: 'UTC', weekday: 'narrow' }).format(utcOf(day));
}

/** 12月14日 周一 / Mon 14 Dec */
export function dayWithWeekday(day: Day): string {
  return getLocale() === 'en' ? `${weekdayName(day)} ${shortDay(day)}` : `${shortDay(day)} ${weekdayName(day)}`;
}

/** 2026年12月14日 / 14 December 2026 */
export function longDay(day: Day): string {
  return dateFormat({ timeZone: 'UTC', year: 'numeric', month: 'long', day: 'numeric' }).format(utcOf(day));
}

/** 2026年12月 / December 2026 */
export function monthName(day: Day): string {
  return dateFormat({ timeZone: 'UTC', year: 'numeric', month: 'long' }).format(utcOf(day));
}

/** 26年12月 / Dec 26, for the axis of a chart. */
export function shortMonth(month: string): string {
  return dateFormat({ timeZone: 'UTC', year: '2-digit', month: 'short' }).format(utcOf(`${month}-01`));
}

/** 14:30 in the given zone. */
export function timeOf(at: Instant, zone: string): string {
  return clockText(localParts(at, zone).minutes);
}

/** 12月14日 14:30 / 14 Dec 14:30 */
export function dayTime(at: Instant, zone: string): string {
  return `${shortDay(dayOf(at, zone))} ${timeOf(at, zone)}`;
}

/** 今天 / 明天 / 12月14日 周一 */
export function relativeDay(day: Day, today: Day): string {
  if (day === today) return m.ui_today();
  if (day === addDays(today, 1)) return m.ui_tomorrow();
  return dayWithWeekday(day);
}

/** 12月14日 周一 14:30–17:30; a window that ends on another day names both days. */
export function rangeText(from: Instant, until: Instant, zone: string): string {
  const first = dayOf(from, zone);
  const last = dayOf(until - 1, zone);
  const start = `${dayWithWeekday(first)} ${timeOf(from, zone)}`;
  if (first !== last) return `${start} – ${dayWithWeekday(dayOf(until, zone))} ${timeOf(until, zone)}`;
  const end = dayOf(until, zone) === first ? timeOf(until, zone) : '24:00';
  return `${start}–${end}`;
}

/** 30 分钟, 3 小时, 4.5 小时 / 30 min, 3 h, 4.5 h */
export function durationText(minutes: number): string {
  if (minutes < 60) return m.ui_minutes({ n: minutes });
  if (minutes % 30 === 0) return m.ui_hours({ n: decimal(minutes / 60) });
  return m.ui_hours_minutes({ h: Math.floor(minutes / 60), n: minutes % 60 });
}

/** Like `durationText`, but above an hour rounded down to the half hour: free time need not be told to the minute. */
export function roughDuration(minutes: number): string {
  return durationText(minutes < 60 ? Math.floor(minutes) : Math.floor(minutes / 30) * 30);
}

/** Hours for narrow columns, to the half hour downwards: 4.5 时 / 4.5 h */
export function shortHours(minutes: number): string {
  if (minutes > 0 && minutes < 30) return m.ui_minutes_short({ n: minutes });
  return m.ui_hours_short({ n: decimal(Math.floor(minutes / 30) / 2) });
}

function decimal(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(1);
}

/** 1,404.29 from 140429 fen. A minus sign, not a hyphen, stands before debts. */
export function yuanText(amountFen: number): string {
  const magnitude = Math.abs(amountFen);
  const yuan = Math.floor(magnitude / 100).toLocaleString('en-US');
  const text = `${yuan}.${String(magnitude % 100).padStart(2, '0')}`;
  return amountFen < 0 ? `−${text}` : text;
}

/** A lab and its city. City names come in Chinese only, and an English lab name holds the place already. */
export function placeText(name: { zh: string; en?: string | null | undefined }, city: string): string {
  return city === '' || (getLocale() === 'en' && name.en) ? localText(name) : `${localText(name)} · ${city}`;
}

/** 12,480 */
export function countText(count: number): string {
  return count.toLocaleString('en-US');
}

/** The text in the language of the interface, or in Chinese where there is none. */
export function localText(text: { zh: string; en?: string | null | undefined } | null | undefined): string {
  if (!text) return '';
  return getLocale() === 'en' ? text.en || text.zh : text.zh;
}
