import type { Compared } from '../harness/pairs.ts';
import type { Stand } from '../harness/stand.ts';

/** What a measure found. */
export interface Measured {
  name: string;
  /** What A is, and what it is held against. */
  what: string;
  against: string;
  /** A is good when its ratio to B is at least this, or for times at most. */
  gate: { atLeast: number } | { atMost: number } | undefined;
  aim: string;
  compared?: Compared;
  /** Further figures, such as memory in MB or how many were refused. */
  details?: Record<string, number | string>;
  /** Why it could not be measured here. */
  skipped?: string;
  /** What must not be: deadlocks, overlaps, failed requests. Empty when all is well. */
  faults: string[];
}

export interface Measure {
  name: string;
  run(stand: Stand): Promise<Measured[]>;
}

export function reachesGate(measured: Measured): boolean | undefined {
  if (!measured.gate || !measured.compared) return measured.faults.length === 0 ? undefined : false;
  const { ratio } = measured.compared;
  const isWithin = 'atLeast' in measured.gate ? ratio >= measured.gate.atLeast : ratio <= measured.gate.atMost;
  return isWithin && measured.faults.length === 0;
}
