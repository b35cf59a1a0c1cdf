import { expect, test } from 'vitest';
import { type RevenueCell, revenueSpan, sumAll, sumBy } from './revenue.ts';

const cell = (more: Partial<RevenueCell>): RevenueCell => ({
  ...{ labId: 'a', period: '2026-11', mode: 'rent', priceGroup: 'academic' },
  ...{ chargeCount: 1, subtotalFen: 100, taxFen: 6, totalFen: 106 },
  ...more,
});

test('twelve months that end with the current one, beside the twelve before', () => {
  const span = revenueSpan({}, '2026-12');
  expect(span).toMatchObject({ from: '2026-01', until: '2026-12', previousFrom: '2025-01' });
  expect(span?.months).toHaveLength(12);
});

test('one month has the month before beside it', () => {
  expect(revenueSpan({ from: '2026-03', until: '2026-03' }, '2026-12')).toMatchObject({
    months: ['2026-03'],
    previousFrom: '2026-02',
  });
});

test('a backward or endless span is none', () => {
  expect(revenueSpan({ from: '2026-04', until: '2026-03' }, '2026-12')).toBeUndefined();
  expect(revenueSpan({ from: '2000-01' }, '2026-12')).toBeUndefined();
});

test('every way to look at the same cells has the same sum', () => {
  const cells = [
    cell({}),
    cell({ labId: 'b', mode: 'loan', priceGroup: null }),
    cell({ subtotalFen: -40, totalFen: -46 }),
  ];
  const whole = sumAll(cells);
  expect(whole).toEqual({ chargeCount: 3, subtotalFen: 160, taxFen: 18, totalFen: 166 });
  for (const by of [sumBy(cells, (c) => c.labId), sumBy(cells, (c) => c.mode), sumBy(cells, (c) => c.priceGroup)])
    expect(sumAll([...by.values()])).toEqual(whole);
});
