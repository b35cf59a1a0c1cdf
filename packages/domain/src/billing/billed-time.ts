import { durationMs, type Instant, MINUTE_MS, type Window } from '../kernel/window.ts';
import type { ChargeBasis } from './price-policy.ts';

/** The time that one charge bills, in order, without seconds beyond whole minutes. */
export interface BilledTime {
  windows: Window[];
  /** At least 1. */
  minutes: number;
}

/**
 * What a basis bills. `overage` is the booked window and whatever was used after its end; minutes before the booked
 * start are free and a gap between the two is not billed. A walk-up use has no booked window: the use itself is billed.
 */
export function billedTime(basis: ChargeBasis, booked: Window | null, used: Window): BilledTime {
  if (!booked || basis === 'used') return cutSeconds([used]);
  if (basis === 'booked') return cutSeconds([booked]);
  const after = { from: Math.max(booked.until, used.from), until: used.until };
  return cutSeconds(after.from < after.until ? [booked, after] : [booked]);
}

/**
 * Cuts the seconds of the whole billed time at its end, or lets it grow to one minute; its start is kept, so that parts
 * are split to the millisecond afterwards.
 */
export function cutSeconds(windows: readonly Window[]): BilledTime {
  const totalMs = windows.reduce((sum, window) => sum + durationMs(window), 0);
  const minutes = Math.max(1, Math.floor(totalMs / MINUTE_MS));
  const kept: Window[] = [];
  let leftMs = minutes * MINUTE_MS;
  for (const window of windows) {
    const until: Instant = window.from + Math.min(durationMs(window), leftMs);
    if (window.from < until) kept.push({ from: window.from, until });
    leftMs -= until - window.from;
  }
  if (leftMs > 0) {
    const last = kept.pop() ?? windows[0];
    if (!last) throw new RangeError('billed time needs a window');
    kept.push({ from: last.from, until: Math.max(last.from, last.until) + leftMs });
  }
  return { windows: kept, minutes };
}
