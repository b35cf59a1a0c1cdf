import { localPieces, minutesOfDayAt } from '../kernel/local-time.ts';
import { DAY_MS, type Instant, MINUTE_MS, type Window } from '../kernel/window.ts';

/**
 * The grid on which bookings begin and end: multiples of the slot on the wall clock, counted anew from each local
 * midnight. On a day that changes its clock the multiples are still those that the wall clock shows.
 */
export function isOnGrid(zone: string, at: Instant, slotMinutes: number): boolean {
  return minutesOfDayAt(zone, at) % slotMinutes === 0;
}

/** The largest window on the grid inside `window`, `null` when there is none. */
export function trimToGrid(zone: string, window: Window, slotMinutes: number): Window | null {
  const from = isOnGrid(zone, window.from, slotMinutes) ? window.from : gridAfter(zone, window.from, slotMinutes);
  const until = isOnGrid(zone, window.until, slotMinutes) ? window.until : gridBefore(zone, window.until, slotMinutes);
  return from < until ? { from, until } : null;
}

/** The first grid point from `at` on; midnight is always one, so two days hold it whatever the clock does. */
function gridAfter(zone: string, at: Instant, slotMinutes: number): Instant {
  const slotMs = slotMinutes * MINUTE_MS;
  for (const piece of localPieces(zone, { from: at, until: at + 2 * DAY_MS })) {
    const point = piece.from + ((slotMs - (piece.wallMs % slotMs)) % slotMs);
    if (point < piece.until) return point;
  }
  throw new Error(`no midnight within two days of ${at} in ${zone}`);
}

function gridBefore(zone: string, at: Instant, slotMinutes: number): Instant {
  const slotMs = slotMinutes * MINUTE_MS;
  for (const piece of localPieces(zone, { from: at - 2 * DAY_MS, until: at }).reverse()) {
    const lastWallMs = piece.wallMs + (piece.until - piece.from) - 1;
    const point = piece.from - piece.wallMs + Math.floor(lastWallMs / slotMs) * slotMs;
    if (point >= piece.from) return point;
  }
  throw new Error(`no midnight within two days of ${at} in ${zone}`);
}
