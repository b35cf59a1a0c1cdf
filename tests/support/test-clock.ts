import type { Clock } from '@guanyi/platform/clock';

/** A clock that stands still until the test moves it. */
export interface TestClock extends Clock {
  set(instant: string | number): void;
  advance(ms: number): void;
}

/** Wednesday, 11 March 2026, 08:00 in Shanghai: an ordinary working morning. */
export const ordinaryMorning = Date.parse('2026-03-11T00:00:00Z');

export function createTestClock(start: string | number = ordinaryMorning): TestClock {
  let now = instantOf(start);
  return {
    now: () => now,
    set(instant) {
      now = instantOf(instant);
    },
    advance(ms) {
      now += ms;
    },
  };
}

function instantOf(value: string | number): number {
  return typeof value === 'number' ? value : Date.parse(value);
}
