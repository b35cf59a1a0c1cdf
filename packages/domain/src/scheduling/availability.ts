import type { Day } from '../kernel/local-time.ts';
import type { Instant, Window } from '../kernel/window.ts';
import type { DayClass } from '../kernel/working-days.ts';
import type { RuleContext } from './booking-rules.ts';
import type { Claim, ClaimKind, OutageKind } from './claim.ts';

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

/** The claims that can matter for `range`: those of the range itself and those whose buffers or minimum reach into it. */
export function claimRange(range: Window, rules: RuleContext['rules']): Window {
  return range;
}

/**
 * When an instrument is open, busy and free in `range`: the one function behind search, calendar and commit.
 * All lists are cut to the range. Lapsed holds and requests do not occupy.
 */
export function availability(input: AvailabilityInput): Availability {
  return { open: [], busy: [], free: [] };
}

/** The first free window with room for `minutes` (else the minimum length), up to the horizon, or `null`. */
export function nextFree(input: Omit<AvailabilityInput, 'range'> & { minutes?: number }): Window | null {
  return null;
}

/** One entry a local day from `firstDay`, seven unless `days` says otherwise. */
export function dayStrip(input: Omit<AvailabilityInput, 'range'> & { firstDay: Day; days?: number }): StripDay[] {
  return [];
}
