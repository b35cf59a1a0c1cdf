import { expect, test } from 'vitest';
import { addPeriods, isPeriod, periodOf, periodWindow } from './period.ts';

test('a month is YYYY-MM', () => {
  expect(['2026-11', '2026-13', '2026-1', '2026-11-01', '0000-01', ''].map(isPeriod)).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});

test('an instant belongs to the month that the wall clocks of the district show', () => {
  const at = Date.parse('2026-11-30T16:00:00Z');
  expect(periodOf('Asia/Shanghai', at)).toBe('2026-12');
  expect(periodOf('Asia/Shanghai', at - 1)).toBe('2026-11');
  expect(periodOf('UTC', at)).toBe('2026-11');
});

test('months are counted over years in both directions', () => {
  expect([
    addPeriods('2026-12', 1),
    addPeriods('2026-01', -1),
    addPeriods('2026-11', -23),
    addPeriods('2026-11', 0),
  ]).toEqual(['2027-01', '2025-12', '2024-12', '2026-11']);
});

test('a month lasts from its first midnight to that of the next', () => {
  expect(periodWindow('Asia/Shanghai', '2026-02')).toEqual({
    from: Date.parse('2026-01-31T16:00:00Z'),
    until: Date.parse('2026-02-28T16:00:00Z'),
  });
});
