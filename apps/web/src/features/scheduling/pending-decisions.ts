import { useSyncExternalStore } from 'react';
import type { Booking } from './booking-facts.ts';

export type Verdict = 'approve' | 'decline';

export interface Decision {
  booking: Booking;
  verdict: Verdict;
  reason: string;
}

/** One press of a button: one request, or all that were selected. */
interface Batch {
  decisions: readonly Decision[];
  /** On its way: too late to take back. */
  isSent: boolean;
  timer: ReturnType<typeof setTimeout>;
  send: () => Promise<void>;
  undo: () => void;
}

/** A decision leaves this long after the press. Until then it can be taken back, because nobody has been told. */
export const undoMs = 5_000;

let batches: readonly Batch[] = [];
let waiting: ReadonlyMap<string, Verdict> = new Map();
const listeners = new Set<() => void>();

function change(next: readonly Batch[]): void {
  if (batches.length === 0) window.addEventListener('beforeunload', sendBeforeLeaving);
  batches = next;
  if (batches.length === 0) window.removeEventListener('beforeunload', sendBeforeLeaving);
  waiting = new Map(next.flatMap(({ decisions }) => decisions.map(({ booking, verdict }) => [booking.id, verdict])));
  for (const listener of listeners) listener();
}

/** The browser asks whether to leave; meanwhile what was decided goes out. */
function sendBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
  for (const batch of batches) void batch.send();
}

/**
 * Keeps decisions back for `undoMs` and hands them to `deliver` then, once. They count as waiting until it is done.
 * @param announce shows the undo button and returns what takes it away.
 */
export function holdDecisions(
  decisions: readonly Decision[],
  deliver: (decisions: readonly Decision[]) => Promise<void>,
  announce: (undo: () => void) => () => void,
): void {
  const leave = () => change(batches.filter((other) => other !== batch));
  const stopWaiting = () => {
    clearTimeout(batch.timer);
    close();
  };
  const batch: Batch = {
    decisions,
    isSent: false,
    timer: setTimeout(() => void batch.send(), undoMs),
    send: async () => {
      if (batch.isSent) return;
      batch.isSent = true;
      stopWaiting();
      await deliver(decisions);
      leave();
    },
    undo: () => {
      if (batch.isSent) return;
      stopWaiting();
      leave();
    },
  };
  const close = announce(batch.undo);
  change([...batches, batch]);
}

/** Takes the last decision back that has not left. */
export function undoLast(): void {
  batches.findLast((batch) => !batch.isSent)?.undo();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Bookings whose decision waits or is on its way, and which it is. */
export function useWaitingDecisions(): ReadonlyMap<string, Verdict> {
  return useSyncExternalStore(subscribe, () => waiting);
}
