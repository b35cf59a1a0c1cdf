import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../kernel/window.ts';
import { firstFit, mayDo, offerStandsUntil, type WaitlistState, waitlistStatusAt } from './waitlist.ts';

const nine = Date.parse('2026-12-14T01:00:00Z');
const waiting: WaitlistState = {
  status: 'waiting',
  from: nine,
  until: nine + 4 * HOUR_MS,
  minutes: 60,
  offerHoldUntil: null,
};
const offered: WaitlistState = { ...waiting, status: 'offered', offerHoldUntil: nine - HOUR_MS };

describe('an offer', () => {
  it('lapses at its instant, also for readers, and cannot be accepted any more', () => {
    expect(waitlistStatusAt(offered, nine - HOUR_MS - 1)).toBe('offered');
    expect(mayDo('accept', offered, nine - HOUR_MS - 1)).toBe(true);
    expect(waitlistStatusAt(offered, nine - HOUR_MS)).toBe('lapsed');
    expect(mayDo('accept', offered, nine - HOUR_MS)).toBe(false);
    expect(mayDo('lapse', offered, nine)).toBe(true);
  });

  it('stands for an hour, but not beyond the last moment to book', () => {
    const slot = { from: nine, until: nine + HOUR_MS };
    expect(offerStandsUntil(nine - 5 * HOUR_MS, slot, 0)).toBe(nine - 4 * HOUR_MS);
    expect(offerStandsUntil(nine - 30 * MINUTE_MS, slot, 0)).toBe(nine);
    expect(offerStandsUntil(nine - 90 * MINUTE_MS, slot, 60)).toBe(nine - HOUR_MS);
    expect(offerStandsUntil(nine - 4 * MINUTE_MS, slot, 0)).toBeNull();
  });

  it('is the first stretch of the wished length inside what would do', () => {
    const free = [
      { from: nine - HOUR_MS, until: nine + 30 * MINUTE_MS },
      { from: nine + HOUR_MS, until: nine + 3 * HOUR_MS },
    ];
    expect(firstFit(free, waiting)).toEqual({ from: nine + HOUR_MS, until: nine + 2 * HOUR_MS });
    expect(firstFit(free, { ...waiting, minutes: 30 })).toEqual({ from: nine, until: nine + 30 * MINUTE_MS });
    expect(firstFit(free, { ...waiting, minutes: 150 })).toBeNull();
  });
});

describe('a wish', () => {
  it('is over when its length no longer fits, and ends once', () => {
    expect(waitlistStatusAt(waiting, nine + 3 * HOUR_MS)).toBe('waiting');
    expect(waitlistStatusAt(waiting, nine + 3 * HOUR_MS + 1)).toBe('lapsed');
    for (const status of ['accepted', 'lapsed', 'left'] as const)
      for (const verb of ['offer', 'accept', 'lapse', 'leave'] as const)
        expect(mayDo(verb, { ...waiting, status }, nine)).toBe(false);
  });
});
