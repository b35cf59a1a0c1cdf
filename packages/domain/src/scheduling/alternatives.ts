import { durationMs, type Window } from '../kernel/window.ts';
import { type AvailabilityInput, availability } from './availability.ts';
import { judgeWindow } from './booking-rules.ts';
import { trimToGrid } from './grid.ts';

const mostAlternatives = 3;

/** Other windows of the same length that could be booked now, the nearest to the wanted start first, at most three. */
export function alternativesTo(input: AvailabilityInput & { window: Window }): Window[] {
  const length = durationMs(input.window);
  const candidates = availability(input).free.flatMap((free) => nearestIn(free, length, input));
  return candidates
    .filter((candidate) => judgeWindow({ ...input, window: candidate }).length === 0)
    .sort((a, b) => distance(a, input.window) - distance(b, input.window) || a.from - b.from)
    .slice(0, mostAlternatives);
}

/** The window on the grid inside `free` whose start lies nearest to the wanted one. */
function nearestIn(free: Window, length: number, input: AvailabilityInput & { window: Window }): Window[] {
  const latest = free.until - length;
  if (latest < free.from) return [];
  const wanted = Math.min(Math.max(input.window.from, free.from), latest);
  const fitting = trimToGrid(input.zone, { from: wanted, until: free.until }, input.rules.slotMinutes);
  const from = fitting && fitting.from <= latest ? fitting.from : free.from;
  return [{ from, until: from + length }];
}

function distance(a: Window, b: Window): number {
  return Math.abs(a.from - b.from);
}
