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
  figures(): GateFigures;
}

/** Weight of the newest duration in the running mean. */
const freshness = 0.05;

/**
 * Keeps the work in flight at or below the pool, so that overload shows as a quick 503 and not as a slow everything,
 * and so that the driver never pipelines a transaction onto a busy connection.
 */
export function createGate(options: GateOptions): Gate {
  const waiting: (() => void)[] = [];
  let head = 0;
  let running = 0;
  let shed = 0;
  let meanMs = 5;

  const queued = () => waiting.length - head;
  const release = () => {
    const next = waiting[head];
    if (!next) {
      running -= 1;
      return;
    }
    waiting[head] = noop;
    head += 1;
    if (head > 1_000 && head * 2 > waiting.length) {
      waiting.splice(0, head);
      head = 0;
    }
    next();
  };
  const admit = (): Promise<void> | undefined => {
    if (running < options.width) {
      running += 1;
      return undefined;
    }
    const expectedMs = (meanMs * (queued() + 1)) / options.width;
    if (queued() >= options.queueLimit || expectedMs > options.waitLimitMs) {
      shed += 1;
      throw new Problem('overloaded', { retryAfterSeconds: Math.max(1, expectedMs / 1_000) });
    }
    return new Promise((resolve) => waiting.push(resolve));
  };

  return {
    async pass(work) {
      await admit();
      const startedAt = performance.now();
      try {
        return await work();
      } finally {
        meanMs += (performance.now() - startedAt - meanMs) * freshness;
        release();
      }
    },
    figures: () => ({ running, waiting: queued(), shed }),
  };
}

function noop(): void {}
