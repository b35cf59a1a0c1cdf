import { addDays, type Day, startOfDay } from '../kernel/local-time.ts';
import { durationMs, type Instant, intersect, MINUTE_MS, overlaps, subtract, type Window } from '../kernel/window.ts';
import type { DayClass } from '../kernel/working-days.ts';
import { type BookingRules, bookableWindow, footprint, openWindows, type RuleContext } from './booking-rules.ts';
import { type Claim, type ClaimKind, isOutageKind, type OutageKind, occupies } from './claim.ts';
import { trimToGrid } from './grid.ts';
import { keptWindows, type PriorityHours } from './priority-hours.ts';

export interface BusyWindow extends Window {
  kind: ClaimKind;
}

export interface Availability {
  /** Opening hours, whatever occupies them. */
  open: Window[];
  /** Footprints of the claims that occupy, in order of their start, never joined. */
  busy: BusyWindow[];
  /** Every window on the grid inside one of these, from the minimum to the maximum length, can be booked; no other can. */
  free: Window[];
}

export interface AvailabilityInput extends RuleContext {
  range: Window;
  /** All claims that overlap `claimRange(range, rules)`; more does no harm. */
  claims: readonly Claim[];
  /** What agreements keep for others than the one who asks; nothing unless given. */
  priority?: readonly PriorityHours[];
  now: Instant;
}

/** One day of the availability strip. */
export interface StripDay {
  day: Day;
  dayClass: DayClass;
  openMinutes: number;
  freeMinutes: number;
  /** Free share of the opening hours, 0–1000; 0 on a closed day. */
  freePermille: number;
  /** When the first free window of the day begins. */
  firstFreeAt: Instant | null;
  isClosed: boolean;
  /** The first outage that touches the opening hours of the day. */
  outage: OutageKind | null;
}

/** The time whose claims decide what is free in `range`: buffers and the minimum length reach over its ends. */
export function claimRange(
  range: Window,
  rules: Pick<BookingRules, 'minMinutes' | 'setupMinutes' | 'teardownMinutes'>,
): Window {
  return footprint(rules, widen(range, rules.minMinutes));
}

/**
 * When an instrument is open, busy and free in `range`: the one function behind search, calendar and commit.
 * All three lists are cut to the range. Lapsed holds and requests do not occupy.
 */
export function availability(input: AvailabilityInput): Availability {
  const { rules, zone, calendar, range } = input;
  const busy: BusyWindow[] = [];
  for (const claim of input.claims) {
    const shared = occupies(claim, input.now) ? intersect(claim, range) : null;
    if (shared) busy.push({ ...shared, kind: claim.kind });
  }
  const free: Window[] = [];
  // Pieces are judged by their whole length and cut to the range afterwards, so that the end of a page of the calendar
  // does not make the hour before it look taken.
  const open = openWindows(rules, zone, calendar, widen(range, rules.minMinutes));
  for (const piece of freePieces(input, open)) {
    const shared = intersect(piece, range);
    const cut = shared && trimToGrid(zone, shared, rules.slotMinutes);
    if (cut) free.push(cut);
  }
  return { open: cutTo(open, range), busy: busy.sort(byStart), free };
}

/**
 * The first free window with room for `minutes` (at least the minimum length), up to the horizon; `null` when there is
 * none. Claims must be given up to the horizon.
 */
export function nextFree(input: Omit<AvailabilityInput, 'range'> & { minutes?: number }): Window | null {
  const needMs = Math.max(input.rules.minMinutes, input.minutes ?? 0) * MINUTE_MS;
  const bookable = bookableWindow(input.rules, input.zone, input.now);
  const open = openWindows(input.rules, input.zone, input.calendar, bookable);
  return freePieces(input, open).find((piece) => durationMs(piece) >= needMs) ?? null;
}

/** One entry a local day from `firstDay`, seven unless `days` says otherwise. */
export function dayStrip(input: Omit<AvailabilityInput, 'range'> & { firstDay: Day; days?: number }): StripDay[] {
  const { zone, calendar, firstDay, days = 7 } = input;
  const borders = Array.from({ length: days + 1 }, (_, i) => startOfDay(zone, addDays(firstDay, i)));
  const range = { from: borders[0]!, until: borders[days]! };
  const found = availability({ ...input, range });
  return borders.slice(0, days).map((from, i) => {
    const day = addDays(firstDay, i);
    const whole = { from, until: borders[i + 1]! };
    const open = cutTo(found.open, whole);
    const free = cutTo(found.free, whole);
    const openMinutes = minutesOf(open);
    const freeMinutes = minutesOf(free);
    return {
      day,
      dayClass: calendar.classOf(day),
      openMinutes,
      freeMinutes,
      freePermille: openMinutes === 0 ? 0 : Math.round((freeMinutes * 1000) / openMinutes),
      firstFreeAt: free[0]?.from ?? null,
      isClosed: openMinutes === 0,
      outage: outageDuring(found.busy, open),
    };
  });
}

/** What can be booked of the opening hours, in whole pieces that hold at least the minimum length. */
function freePieces(input: Omit<AvailabilityInput, 'range'>, hours: readonly Window[]): Window[] {
  const { rules, zone, now } = input;
  const open = cutTo(hours, bookableWindow(rules, zone, now));
  if (open.length === 0) return [];
  const setupMs = rules.setupMinutes * MINUTE_MS;
  const teardownMs = rules.teardownMinutes * MINUTE_MS;
  // Buffers add up: the next booking brings its own set-up behind a footprint and its own teardown before one.
  const blocked = input.claims
    .filter((claim) => occupies(claim, now))
    .map((claim) => ({ from: claim.from - teardownMs, until: claim.until + setupMs }));
  const kept = keptWindows(input.priority ?? [], zone, { from: open[0]!.from, until: open.at(-1)!.until }, now);
  const pieces: Window[] = [];
  for (const gap of subtract(open, [...blocked, ...kept])) {
    const piece = trimToGrid(zone, gap, rules.slotMinutes);
    if (piece && durationMs(piece) >= rules.minMinutes * MINUTE_MS) pieces.push(piece);
  }
  return pieces;
}

function outageDuring(busy: readonly BusyWindow[], open: readonly Window[]): OutageKind | null {
  for (const { kind, ...window } of busy) {
    if (isOutageKind(kind) && open.some((hours) => overlaps(hours, window))) return kind;
  }
  return null;
}

function widen(range: Window, minutes: number): Window {
  return { from: range.from - minutes * MINUTE_MS, until: range.until + minutes * MINUTE_MS };
}

function cutTo(windows: readonly Window[], range: Window): Window[] {
  return windows.flatMap((window) => intersect(window, range) ?? []);
}

function minutesOf(windows: readonly Window[]): number {
  return windows.reduce((sum, window) => sum + durationMs(window), 0) / MINUTE_MS;
}

function byStart(a: Window, b: Window): number {
  return a.from - b.from || a.until - b.until;
}
