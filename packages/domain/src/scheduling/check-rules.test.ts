import { describe, expect, it, test } from 'vitest';
import type { BookingRules } from './booking-rules.ts';
import { checkRules } from './check-rules.ts';
import { daily, rulesWith } from './rules.fixture.ts';

const entry = (changes: object): Partial<BookingRules> => ({
  weekly: [{ day: 1, from: '08:00', until: '17:00', ...changes }],
});

describe('booking rules', () => {
  test.each<[string, Partial<BookingRules>]>([
    ['around the clock', {}],
    ['closed all week', { weekly: [] }],
    ['until midnight', entry({ until: '24:00' })],
    ['a grid of one minute', { slotMinutes: 1, minMinutes: 1 }],
    ['the farthest horizon', { horizonDays: 730 }],
    ['a minimum beside the grid that the next multiple reaches', { slotMinutes: 30, minMinutes: 45, maxMinutes: 60 }],
    ['a booking longer than any day, where days touch', { minMinutes: 3_000, maxMinutes: 6_000 }],
    [
      'a night over Sunday',
      { weekly: [...daily([['18:00', '24:00']], [7]), ...daily([['00:00', '06:00']], [1])], minMinutes: 720 },
    ],
  ])('may say: %s', (_name, changes) => {
    expect(checkRules(rulesWith(changes))).toEqual([]);
  });

  test.each<[string, Partial<BookingRules>, string, string]>([
    ['no slot', { slotMinutes: 0 }, 'out-of-range', '/slotMinutes'],
    ['a fraction of a minute', { minMinutes: 1.5 }, 'out-of-range', '/minMinutes'],
    ['too far a horizon', { horizonDays: 731 }, 'out-of-range', '/horizonDays'],
    ['a negative buffer', { setupMinutes: -1 }, 'out-of-range', '/setupMinutes'],
    ['an eighth day', entry({ day: 8 }), 'out-of-range', '/weekly/0/day'],
    ['a time after midnight', entry({ until: '24:30' }), 'invalid-time', '/weekly/0/until'],
    ['a time without zero', entry({ from: '8:00' }), 'invalid-time', '/weekly/0/from'],
    ['an empty window', entry({ until: '08:00' }), 'backward-window', '/weekly/0/until'],
    ['a night in one entry', entry({ from: '22:00', until: '06:00' }), 'backward-window', '/weekly/0/until'],
    ['24:00 as a start', entry({ from: '24:00', until: '24:00' }), 'backward-window', '/weekly/0/until'],
    [
      'a negative quota',
      { quotas: [{ per: 'user', unit: 'bookings', window: 'day', limit: -1 }] },
      'out-of-range',
      '/quotas/0/limit',
    ],
    ['a minimum above the maximum', { minMinutes: 120, maxMinutes: 60 }, 'min-over-max', '/minMinutes'],
    [
      'no length on the grid',
      { slotMinutes: 60, minMinutes: 70, maxMinutes: 110 },
      'no-length-on-grid',
      '/slotMinutes',
    ],
    ['a minimum above every opening', { ...entry({}), minMinutes: 600 }, 'min-over-open-hours', '/minMinutes'],
    ['a lead time beyond the horizon', { leadMinutes: 2_880, horizonDays: 1 }, 'lead-over-horizon', '/leadMinutes'],
  ])('may not say: %s', (_name, changes, code, pointer) => {
    expect(checkRules(rulesWith(changes))).toMatchObject([{ code, pointer }]);
  });

  it('name every fault, not only the first', () => {
    expect(checkRules(rulesWith({ slotMinutes: 0, horizonDays: -1, ...entry({ day: 0, from: 'x' }) }))).toHaveLength(4);
  });
});
