import type { Reply } from '../../app/client.ts';
import type { DayShare } from '../../ui/availability-strip.tsx';
import { addDays, type Day, type Instant, instantOf, minuteMs } from '../../ui/zone.ts';

export type Availability = Reply<'getAvailability'>;
export type Rules = NonNullable<Reply<'getInstrument'>['rules']>;
export type BusyKind = Availability['busy'][number]['kind'];

export interface Span {
  from: Instant;
  until: Instant;
}

/** A stretch of one day: free to choose, or taken by something of a kind. */
export type Stretch = Span & ({ state: 'free' } | { state: 'busy'; kind: BusyKind });

const outages: readonly BusyKind[] = ['maintenance', 'calibration', 'breakdown'];

/** Whether a claim is an outage of the instrument rather than somebody's use. */
export function isOutage(kind: BusyKind): boolean {
  return outages.includes(kind);
}

function toSpan({ from, until }: { from: string; until: string }): Span {
  return { from: Date.parse(from), until: Date.parse(until) };
}

function cut(span: Span, within: Span): Span | undefined {
  const from = Math.max(span.from, within.from);
  const until = Math.min(span.until, within.until);
  return until > from ? { from, until } : undefined;
}

function daySpan(day: Day, zone: string): Span {
  return { from: instantOf(day, 0, zone), until: instantOf(addDays(day, 1), 0, zone) };
}

function minutesIn(spans: Span[]): number {
  return spans.reduce((sum, { from, until }) => sum + (until - from) / minuteMs, 0);
}

/** The free windows of the API that touch a local day, cut to it. Every grid window inside one can be booked. */
export function freeOn(availability: Availability, day: Day): Span[] {
  const whole = daySpan(day, availability.zone);
  return availability.free.flatMap((window) => cut(toSpan(window), whole) ?? []);
}

/** The opening hours of a local day. */
export function openOn(availability: Availability, day: Day): Span[] {
  const whole = daySpan(day, availability.zone);
  return availability.open.flatMap((window) => cut(toSpan(window), whole) ?? []);
}

/** The shares of all local days of an answer, for the month. */
export function sharesOf(availability: Availability, firstDay: Day, lastDay: Day): Map<Day, DayShare> {
  const shares = new Map<Day, DayShare>();
  for (let day = firstDay; day <= lastDay; day = addDays(day, 1)) {
    const open = openOn(availability, day);
    const free = freeOn(availability, day);
    const openMinutes = minutesIn(open);
    const freeMinutes = Math.floor(minutesIn(free));
    const outage =
      freeMinutes === 0 &&
      availability.busy.some((busy) => isOutage(busy.kind) && open.some((hours) => cut(toSpan(busy), hours)));
    shares.set(day, {
      day,
      freeMinutes,
      freePermille: openMinutes === 0 ? 0 : Math.round((freeMinutes * 1000) / openMinutes),
      closed: openMinutes === 0,
      outage,
      firstFree: free[0] && new Date(free[0].from).toISOString(),
    });
  }
  return shares;
}

/** What a day holds in order of time: free stretches and taken ones inside the opening hours. */
export function stretchesOf(availability: Availability, day: Day): Stretch[] {
  const open = openOn(availability, day);
  const free: Stretch[] = freeOn(availability, day).map((span) => ({ ...span, state: 'free' }));
  const busy: Stretch[] = availability.busy.flatMap((claim) =>
    open.flatMap((hours) => {
      const span = cut(toSpan(claim), hours);
      return span ? [{ ...span, state: 'busy' as const, kind: claim.kind }] : [];
    }),
  );
  return [...free, ...busy].sort((a, b) => a.from - b.from || a.until - b.until);
}

/** Claims of a day, also outside the opening hours, for the day lane. */
export function busyOn(availability: Availability, day: Day): (Span & { kind: BusyKind })[] {
  const whole = daySpan(day, availability.zone);
  return availability.busy.flatMap((claim) => {
    const span = cut(toSpan(claim), whole);
    return span ? [{ ...span, kind: claim.kind }] : [];
  });
}

/** Finer steps than this only lengthen the lists of start and end times. */
const finestStepMinutes = 15;

/** The step of the time lists in minutes: the grid of the lab, or its multiple near a quarter of an hour. */
function stepOf(rules: Pick<Rules, 'slotMinutes'>): number {
  return rules.slotMinutes * Math.max(1, Math.ceil(finestStepMinutes / rules.slotMinutes));
}

/** Starts that leave room for the shortest booking inside one free stretch. */
export function startsIn(free: Span[], rules: Rules): Instant[] {
  const step = stepOf(rules) * minuteMs;
  return free.flatMap(({ from, until }) => {
    const starts: Instant[] = [];
    for (let at = from; at + rules.minMinutes * minuteMs <= until; at += step) starts.push(at);
    return starts;
  });
}

/** Ends for a start: from the shortest to the longest booking that the free stretch holds. */
export function endsFor(start: Instant, availability: Availability, rules: Rules): Instant[] {
  const stretch = availability.free.map(toSpan).find(({ from, until }) => from <= start && until > start);
  if (!stretch) return [];
  const slot = rules.slotMinutes * minuteMs;
  const shortest = Math.ceil((rules.minMinutes * minuteMs) / slot) * slot;
  const latest = Math.min(stretch.until, start + rules.maxMinutes * minuteMs);
  const step = stepOf(rules) * minuteMs;
  const ends: Instant[] = [];
  for (let at = start + shortest; at <= latest; at += step) ends.push(at);
  if (ends.length > 0 && (ends.at(-1) as Instant) < latest && (latest - start) % slot === 0) ends.push(latest);
  return ends;
}

const wholeStretchMinutes = 240;
const usualMinutes = 120;

/** What choosing a free stretch takes: all of it when it is short, else the usual two hours, inside the rules. */
export function defaultWindow(stretch: Span, rules: Rules): Span {
  const length = (stretch.until - stretch.from) / minuteMs;
  const wanted = length <= Math.min(wholeStretchMinutes, rules.maxMinutes) ? length : usualMinutes;
  const minutes = Math.min(rules.maxMinutes, Math.max(rules.minMinutes, wanted));
  const onGrid = Math.max(rules.slotMinutes, Math.floor(minutes / rules.slotMinutes) * rules.slotMinutes);
  return { from: stretch.from, until: Math.min(stretch.until, stretch.from + onGrid * minuteMs) };
}

/** Whether a window lies inside one free stretch. */
export function isFree(window: Span, availability: Availability): boolean {
  return availability.free.map(toSpan).some(({ from, until }) => from <= window.from && until >= window.until);
}
