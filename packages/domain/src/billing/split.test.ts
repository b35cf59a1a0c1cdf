import { expect, it } from 'vitest';
import { rateShares, rateTakenOff } from './split.ts';

const left = { subtotalFen: 999, taxFen: 61, taxCategory: 'vat6' } as const;

it.each([
  ['in halves', 999, [5_000, 5_000], [500, 499]],
  ['in thirds', 999, [3_334, 3_333, 3_333], [335, 332, 332]],
  ['of one fen', 1, [5_000, 5_000], [1, 0]],
])('a charge split %s owes what it did, the first taking the rest (R32, M9)', (_name, subtotalFen, shares, parts) => {
  const rated = rateShares({ ...left, subtotalFen }, shares);
  expect(rated.map((one) => one.subtotalFen)).toEqual(parts);
  expect(rated.reduce((sum, one) => sum + one.taxFen, 0)).toBe(61);
});

it('a charge comes off to the fen, tax included, whatever a tax rate would make of the amount', () => {
  expect(rateTakenOff(left)).toMatchObject({ subtotalFen: -999, taxFen: -61, totalFen: -1_060 });
});
