/** Epoch milliseconds. */
export type Instant = number;

/** 'YYYY-MM-DD', a local day of some zone. */
export type Day = string;

export const dayMs = 86_400_000;
export const minuteMs = 60_000;

interface LocalParts {
  day: Day;
  /** Minutes since local midnight, 0–1439. */
  minutes: number;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function partsFormatter(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formatters.set(zone, formatter);
  }
  return formatter;
}

/** The wall clock of `zone` at an instant. */
export function localParts(at: Instant, zone: string): LocalParts {
  const found: Record<string, string> = {};
  for (const part of partsFormatter(zone).formatToParts(at)) found[part.type] = part.value;
  return {
    day: `${found.year}-${found.month}-${found.day}`,
    minutes: Number(found.hour) * 60 + Number(found.minute),
  };
}

/** The local day of an instant. */
export function dayOf(at: Instant, zone: string): Day {
  return localParts(at, zone).day;
}

/**
 * The instant of a wall clock time. In a gap of the clock the time after it, in an overlap the first of the two.
 * @param minutes since local midnight; 1440 is the midnight that ends the day.
 */
export function instantOf(day: Day, minutes: number, zone: string): Instant {
  const wall = Date.parse(`${day}T00:00:00Z`) + minutes * minuteMs;
  const offsetAt = (at: Instant) => {
    const local = localParts(at, zone);
    return Date.parse(`${local.day}T00:00:00Z`) + local.minutes * minuteMs - Math.floor(at / minuteMs) * minuteMs;
  };
  const before = wall - offsetAt(wall - dayMs / 2);
  const after = wall - offsetAt(wall + dayMs / 2);
  if (before === after) return before;
  return before + offsetAt(before) === wall ? before : Math.max(before, after);
}

/** `count` days later; negative counts go back. */
export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * dayMs).toISOString().slice(0, 10);
}

/** ISO weekday, Monday 1 to Sunday 7. */
export function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** Whole days from one day to another. */
export function daysBetween(from: Day, until: Day): number {
  return Math.round((Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);
}

/** Minutes as 'HH:MM'; 1440 is '24:00'. */
export function clockText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Minutes since midnight of 'HH:MM', or undefined when the text is no time. */
export function parseClock(text: string): number | undefined {
  const match = /^([01]?\d|2[0-4]):([0-5]\d)$/.exec(text);
  if (!match) return undefined;
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return minutes <= 1440 ? minutes : undefined;
}

/** The first day of the month of a day. */
export function firstOfMonth(day: Day): Day {
  return `${day.slice(0, 7)}-01`;
}

/** The first day of the month `count` months after that of `day`. */
export function stepMonth(day: Day, count: number): Day {
  const [year, month] = day.split('-').map(Number) as [number, number];
  const index = year * 12 + month - 1 + count;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01`;
}
