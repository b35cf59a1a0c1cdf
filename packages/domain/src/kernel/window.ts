/** A moment in UTC, in whole milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;

/** A half-open stretch of time: `from` belongs to it, `until` does not. */
export interface Window {
  from: Instant;
  until: Instant;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** True when the two windows share at least one instant; touching windows do not. */
export function overlaps(a: Window, b: Window): boolean {
  return a.from < b.until && b.from < a.until;
}

/** True when one window ends exactly where the other begins. */
export function touches(a: Window, b: Window): boolean {
  return a.until === b.from || b.until === a.from;
}

/** True when every instant of `inner` lies in `outer`. */
export function contains(outer: Window, inner: Window): boolean {
  return outer.from <= inner.from && inner.until <= outer.until;
}

/** True when the instant lies in the window. */
export function containsInstant(window: Window, at: Instant): boolean {
  return window.from <= at && at < window.until;
}

/** The shared part, or `null` when there is none. */
export function intersect(a: Window, b: Window): Window | null {
  const from = Math.max(a.from, b.from);
  const until = Math.min(a.until, b.until);
  return from < until ? { from, until } : null;
}

/** Length in milliseconds; 0 for an empty or backward window. */
export function durationMs(window: Window): number {
  return Math.max(0, window.until - window.from);
}

/** The same instants as a sorted list without overlaps; windows that touch become one, empty ones vanish. */
export function mergeWindows(windows: readonly Window[]): Window[] {
  const sorted = windows.filter((w) => w.from < w.until).sort((a, b) => a.from - b.from);
  const merged: Window[] = [];
  for (const window of sorted) {
    const last = merged.at(-1);
    if (last && window.from <= last.until) last.until = Math.max(last.until, window.until);
    else merged.push({ from: window.from, until: window.until });
  }
  return merged;
}

/** What is left of `windows` after every instant of `cuts` is taken out, sorted and joined. */
export function subtract(windows: readonly Window[], cuts: readonly Window[]): Window[] {
  const blocks = mergeWindows(cuts);
  const left: Window[] = [];
  let next = 0;
  for (const window of mergeWindows(windows)) {
    let from = window.from;
    while (next < blocks.length && blocks[next]!.until <= from) next += 1;
    for (let i = next; i < blocks.length && blocks[i]!.from < window.until; i += 1) {
      const block = blocks[i]!;
      if (from < block.from) left.push({ from, until: block.from });
      from = Math.max(from, block.until);
    }
    if (from < window.until) left.push({ from, until: window.until });
  }
  return left;
}
