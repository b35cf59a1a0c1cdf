import { dayWithWeekday } from '../../ui/format.ts';
import { addDays, clockText, type Day, type Instant, instantOf, minuteMs } from '../../ui/zone.ts';

interface AxisTick {
  key: string;
  label: string;
  /** A day that can be opened from the head of the column. */
  day?: Day;
}

/** How time runs over the width of the board. */
export interface BoardAxis {
  from: Instant;
  until: Instant;
  ticks: AxisTick[];
  /** Where an instant lies, 0 to 1; what is outside the hours shown sticks to their edge. */
  place: (at: Instant) => number;
  /** The instant at a place, 0 to 1: what a pointer is over. */
  instantAt: (place: number) => Instant;
}

export interface HourSpan {
  /** Whole local hours, 0 to 24. */
  fromHour: number;
  untilHour: number;
}

export const usualSpan: HourSpan = { fromHour: 8, untilHour: 21 };
export const wholeDay: HourSpan = { fromHour: 0, untilHour: 24 };

const hourMs = 60 * minuteMs;
const clamp = (value: number) => Math.min(1, Math.max(0, value));

/** One local day: an hour is one column. */
export function dayAxis(day: Day, span: HourSpan, zone: string): BoardAxis {
  const from = instantOf(day, span.fromHour * 60, zone);
  const until = instantOf(day, span.untilHour * 60, zone);
  const hours = Array.from({ length: span.untilHour - span.fromHour }, (_, index) => span.fromHour + index);
  return {
    from,
    until,
    ticks: hours.map((hour) => ({ key: `${hour}`, label: clockText(hour * 60).replace(/^0/, '') })),
    place: (at) => clamp((at - from) / (until - from)),
    instantAt: (place) => from + clamp(place) * (until - from),
  };
}

/** Seven local days side by side, each cut to the hours shown, so that nights take no room. */
export function weekAxis(monday: Day, span: HourSpan, zone: string): BoardAxis {
  const days = Array.from({ length: 7 }, (_, index) => addDays(monday, index));
  const bounds = days.map((day) => ({
    from: instantOf(day, span.fromHour * 60, zone),
    until: instantOf(day, span.untilHour * 60, zone),
  }));
  const place = (at: Instant) => {
    const index = bounds.findIndex(({ until }) => at <= until);
    if (index < 0) return 1;
    const bound = bounds[index] as HourBounds;
    return clamp((index + clamp((at - bound.from) / (bound.until - bound.from))) / 7);
  };
  return {
    from: instantOf(monday, 0, zone),
    until: instantOf(addDays(monday, 7), 0, zone),
    ticks: days.map((day) => ({ key: day, label: dayWithWeekday(day), day })),
    place,
    instantAt: (wanted) => {
      const within = clamp(wanted) * 7;
      const bound = bounds[Math.min(6, Math.floor(within))] as HourBounds;
      return bound.from + (within - Math.min(6, Math.floor(within))) * (bound.until - bound.from);
    },
  };
}

/** The days of a month side by side, whole: nights take their room, so that a lease of days is as long as it is. */
export function monthAxis(firstDay: Day, dayCount: number, zone: string): BoardAxis {
  const days = Array.from({ length: dayCount }, (_, index) => addDays(firstDay, index));
  const from = instantOf(firstDay, 0, zone);
  const until = instantOf(addDays(firstDay, dayCount), 0, zone);
  return {
    from,
    until,
    ticks: days.map((day) => ({ key: day, label: String(Number(day.slice(8))), day })),
    place: (at) => clamp((at - from) / (until - from)),
    instantAt: (place) => from + clamp(place) * (until - from),
  };
}

interface HourBounds {
  from: Instant;
  until: Instant;
}

/** The hours that show all bookings of some days, at least the usual ones. */
export function spanFor(
  windows: readonly { from: string; until: string }[],
  firstDay: Day,
  dayCount: number,
  zone: string,
): HourSpan {
  let { fromHour, untilHour } = usualSpan;
  for (let index = 0; index < dayCount; index++) {
    const start = instantOf(addDays(firstDay, index), 0, zone);
    const end = instantOf(addDays(firstDay, index), 1440, zone);
    for (const window of windows) {
      const from = Date.parse(window.from);
      const until = Date.parse(window.until);
      if (until <= start || from >= end) continue;
      if (from >= start) fromHour = Math.min(fromHour, Math.floor((from - start) / hourMs));
      if (until <= end) untilHour = Math.max(untilHour, Math.ceil((until - start) / hourMs));
    }
  }
  return { fromHour, untilHour: Math.min(24, untilHour) };
}
