import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../kernel/window.ts';
import { answerDeadline, conflictRank, type DefaultableOption, defaultOf, mayFollow } from './conflict.ts';
import { type DefaultPlace, USUAL_POLICY } from './scheduling-policy.ts';

const openedAt = Date.parse('2026-12-09T02:20:00Z');
const option = (kind: DefaultableOption['kind'], priceDifferenceFen: number) => ({ kind, priceDifferenceFen });

describe('how long people have to answer', () => {
  it.each([
    ['a breakdown a week ahead: a day', 'breakdown', 7 * 24 * HOUR_MS, 24 * HOUR_MS],
    ['a breakdown in eight hours: until two hours before', 'breakdown', 8 * HOUR_MS, 6 * HOUR_MS],
    ['a breakdown in half an hour: a quarter of an hour', 'breakdown', 30 * MINUTE_MS, 15 * MINUTE_MS],
    ['a use that should have begun: a quarter of an hour', 'statutory', -HOUR_MS, 15 * MINUTE_MS],
    ['a retirement far ahead: three days', 'retirement', 90 * 24 * HOUR_MS, 72 * HOUR_MS],
  ] as const)('%s', (_name, cause, startsInMs, answerInMs) => {
    expect(answerDeadline(USUAL_POLICY, cause, openedAt, openedAt + startsInMs) - openedAt).toBe(answerInMs);
  });
});

describe('what happens without an answer', () => {
  it.each([
    ['an equivalent at no higher price', [option('sameInstrument', 0), option('equivalent', -100)], 'accept', 1],
    ['else the same instrument later', [option('equivalent', 1), option('sameInstrument', 0)], 'accept', 1],
    ['else it is cancelled free of charge', [option('equivalent', 1), option('sameInstrument', 1)], 'cancel', null],
    ['with nothing to offer too', [], 'cancel', null],
  ] as const)('%s', (_name, options, action, optionIndex) => {
    expect(defaultOf(USUAL_POLICY, 'breakdown', options)).toEqual({ action, optionIndex });
  });

  it('follows what the lab accepts, in its order', () => {
    const options = [option('equivalent', 0), option('sameInstrument', 0)];
    const chosen = (defaults: DefaultPlace[]) => defaultOf({ defaults }, 'breakdown', options);
    expect(chosen(['sameInstrument', 'equivalent'])).toEqual({ action: 'accept', optionIndex: 1 });
    expect(chosen(['equivalent'])).toEqual({ action: 'accept', optionIndex: 0 });
    expect(chosen([])).toEqual({ action: 'cancel', optionIndex: null });
  });

  it('an overrun only warns: the next user keeps the booking', () => {
    expect(defaultOf(USUAL_POLICY, 'overrun', [option('equivalent', 0)])).toEqual({
      action: 'keep',
      optionIndex: null,
    });
  });
});

describe('the life of a conflict', () => {
  it('ends once, and a person can still settle what was escalated', () => {
    expect(mayFollow('resolve', 'escalated')).toBe(true);
    expect(mayFollow('offer', 'offered')).toBe(true);
    for (const verb of ['offer', 'resolve', 'escalate'] as const) expect(mayFollow(verb, 'resolved')).toBe(false);
    expect(mayFollow('offer', 'escalated')).toBe(false);
  });

  it('serves who gave way to statutory duty first', () => {
    expect(conflictRank('statutory')).toBeLessThan(conflictRank('breakdown'));
  });
});
