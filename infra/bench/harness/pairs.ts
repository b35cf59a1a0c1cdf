import os from 'node:os';

/** One A run and the B run right after it. */
export interface Pair {
  a: number;
  b: number;
  /** Load of the machine over the last minute when the pair began. */
  load: number;
}

export interface Compared {
  pairs: Pair[];
  /** Median of a/b over the pairs: figures of two runs are never compared, only the two halves of a pair. */
  ratio: number;
  /** One side varied by more than half within this measure: take the ratio with a grain of salt. */
  isNoisy: boolean;
}

const noisyAbove = 1.5;
/** On a machine that others use too, a second may pass in which nothing is done. */
const mostAttempts = 5;

/**
 * Runs A B A B … and compares within each pair, so that whatever slows the machine for a while slows both. A pair in which
 * one side got nothing done has no ratio, and is run again.
 * @throws Error when a side never gets anything done.
 */
export async function compare(count: number, a: () => Promise<number>, b: () => Promise<number>): Promise<Compared> {
  const pairs: Pair[] = [];
  for (let i = 0; i < count; i += 1) pairs.push(await runPair(a, b));
  return {
    pairs,
    ratio: median(pairs.map((pair) => pair.a / pair.b)),
    isNoisy: [pairs.map((pair) => pair.a), pairs.map((pair) => pair.b)].some((side) => spread(side) > noisyAbove),
  };
}

async function runPair(a: () => Promise<number>, b: () => Promise<number>): Promise<Pair> {
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const load = Math.round(os.loadavg()[0]! * 100) / 100;
    const pair = { a: await a(), b: await b(), load };
    if (pair.a > 0 && pair.b > 0) return pair;
  }
  throw new Error(`One side of a pair got nothing done in ${mostAttempts} attempts.`);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function spread(values: readonly number[]): number {
  return Math.max(...values) / Math.min(...values);
}
