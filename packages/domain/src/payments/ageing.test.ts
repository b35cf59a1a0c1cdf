import { expect, it } from 'vitest';
import { bucketOf, reminderStep, sumBuckets } from './ageing.ts';

it.each([
  ['2026-12-09', 'current', 0],
  ['2026-12-10', 'days30', 1],
  ['2026-12-23', 'days30', 1],
  ['2026-12-24', 'days30', 2],
  ['2027-01-08', 'days30', 3],
  ['2027-01-09', 'days60', 3],
  ['2027-02-07', 'days60', 3],
  ['2027-02-08', 'days90', 3],
  ['2027-03-09', 'days90', 3],
  ['2027-03-10', 'older', 3],
] as const)('what was due on 2026-12-09 is %s: %s, reminder %i', (today, bucket, step) => {
  expect([bucketOf('2026-12-09', today), reminderStep('2026-12-09', today)]).toEqual([bucket, step]);
});

it('adds up by age', () => {
  const row = { currentFen: 1, days30Fen: 2, days60Fen: 3, days90Fen: 4, olderFen: 5, totalFen: 15 };
  expect(sumBuckets([row, row])).toEqual({
    ...{ currentFen: 2, days30Fen: 4, days60Fen: 6, days90Fen: 8, olderFen: 10, totalFen: 30 },
  });
  expect(sumBuckets([]).totalFen).toBe(0);
});
