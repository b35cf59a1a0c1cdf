import { describe, expect, it, test } from 'vitest';
import { changeSuspension, strikesSince, suspensionFor } from './suspension.ts';

const at = Date.parse('2026-12-14T02:00:00Z');
const day = 86_400_000;
const policy = { strikes: 3, withinDays: 90, suspendDays: 14 };

describe('missed bookings', () => {
  test.each([
    [2, null],
    [3, { from: at, until: at + 14 * day }],
    [4, { from: at, until: at + 14 * day }],
  ])('%i of three lead to %o', (strikes, expected) => {
    expect(suspensionFor(policy, strikes, at)).toEqual(expected);
  });

  it('count for as many days as the policy says, and never where it names no number', () => {
    expect(strikesSince(policy, at)).toBe(at - 90 * day);
    expect(suspensionFor({ ...policy, strikes: 0 }, 99, at)).toBeNull();
  });
});

describe('a suspension', () => {
  test.each([
    ['active', 'appeal', 'appealed'],
    ['active', 'lift', 'lifted'],
    ['active', 'uphold', null],
    ['appealed', 'appeal', null],
    ['appealed', 'uphold', 'upheld'],
    ['appealed', 'lift', 'lifted'],
    ['upheld', 'appeal', null],
    ['upheld', 'lift', 'lifted'],
    ['lifted', 'lift', null],
  ] as const)('%s, %s → %s', (status, verb, next) => {
    expect(changeSuspension({ status, until: at + 1 }, verb, at)).toBe(next);
    expect(changeSuspension({ status, until: at }, verb, at)).toBeNull();
  });
});
