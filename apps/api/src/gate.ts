import { Problem } from './problem.ts';

export interface GateOptions {
  /** Units of work at a time: the size of the database pool. */
  width: number;
  /** How many may wait. */
  queueLimit: number;
  /** Nobody waits longer than this; who would have to is told at once. */
  waitLimitMs: number;
}

/** What the gate has seen, for the metrics. */
export interface GateFigures {
  running: number;
  waiting: number;
  shed: number;
}

export interface Gate {
  /**
   * Runs the work as soon as a place is free.
   * @throws Problem `overloaded` at once when the queue is full or too slow.
   */
  pass<T>(work: () => Promise<T>): Promise<T>;
  /**
   * For work that would come to the gate later: turning it away now spares the way there.
   * @throws Problem `overloaded`
   */
  refuseWhenFull(): void;
  figures(): GateFigures;
}

/** A pace is judged by this long and this many; the first moments of a flood say nothing. */
const judgeAfterMs = 1_000;
const judgeAfterCount = 50;
/** Older completions count half, so that the pace follows the work. */
const forgetAfterMs = 4_000;

/**
 * Keeps the work in flight at or below the pool, so that overload shows as a quick 503 and not as a slow everything,
 * and so that the driver never pipelines a transaction onto a busy connection.
 */
export function createGate(options: GateOptions): Gate {
  const queue = createQueue();
  const pace = createPace();
  let running = 0;
  let shed = 0;

  const refuseWhenFull = () => {
    if (running < options.width) return;
    const expectedMs = pace.msFor(queue.length() + 1);
    if (queue.length() < options.queueLimit && expectedMs <= options.waitLimitMs) return;
    shed += 1;
    throw new Problem('overloaded', { retryAfterSeconds: Math.max(1, expectedMs / 1_000) });
  };
  const admit = (): Promise<void> | undefined => {
    refuseWhenFull();
    if (running < options.width) {
      running += 1;
      return undefined;
    }
    if (queue.length() === 0) pace.start();
    return new Promise((resolve) => queue.push(resolve));
  };

  return {
    refuseWhenFull,
    async pass(work) {
      await admit();
      try {
        return await work();
      } finally {
        pace.count();
        const next = queue.shift();
        if (next) next();
        else running -= 1;
      }
    },
    figures: () => ({ running, waiting: queue.length(), shed }),
  };
}

/** How fast work is finished while some waits. Measured only then: an idle server's pace says nothing about a busy one's. */
function createPace() {
  let sinceMs = 0;
  let finished = 0;
  return {
    start(): void {
      sinceMs = performance.now();
      finished = 0;
    },
    count(): void {
      finished += 1;
      const now = performance.now();
      if (now - sinceMs < forgetAfterMs) return;
      finished /= 2;
      sinceMs = now - (now - sinceMs) / 2;
    },
    /** Expected time until that many are finished; 0 while nothing is known. */
    msFor(count: number): number {
      const forMs = performance.now() - sinceMs;
      return forMs < judgeAfterMs || finished < judgeAfterCount ? 0 : (forMs / finished) * count;
    },
  };
}

/** First in, first out, without moving everything at each step. */
function createQueue() {
  let items: (() => void)[] = [];
  let head = 0;
  return {
    length: () => items.length - head,
    push: (item: () => void) => void items.push(item),
    shift(): (() => void) | undefined {
      const item = items[head];
      if (!item) return undefined;
      head += 1;
      if (head === items.length) {
        items = [];
        head = 0;
      }
      return item;
    },
  };
}
