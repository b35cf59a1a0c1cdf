import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { formatFen, permilleCutDown, permilleOf, roundHalfUp, splitShares } from './money.ts';

describe('rounding half up to fen (M13)', () => {
  test.each([
    ['1.005 yuan', 1_005n, 10n, 101],
    ['815.955 yuan', 815_955n, 10n, 81_596],
    ['half a fen', 1n, 2n, 1],
    ['just below half a fen', 499_999n, 1_000_000n, 0],
    ['minus half a fen, by the magnitude', -1n, 2n, -1],
    ['minus 5.025 yuan', -5_025n, 10n, -503],
    ['nothing', 0n, 7n, 0],
  ])('%s', (_name, numerator, denominator, expected) => {
    expect(roundHalfUp(numerator, denominator)).toBe(expected);
  });

  it('is the nearest whole number, and mirrors for negative amounts', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 18n), fc.bigInt(1_000n, 10n ** 9n), (numerator, denominator) => {
        fc.pre(numerator / denominator < BigInt(Number.MAX_SAFE_INTEGER));
        const rounded = BigInt(roundHalfUp(numerator, denominator));
        const twiceError = 2n * (rounded * denominator - numerator);
        expect(twiceError > -denominator && twiceError <= denominator).toBe(true);
        expect(roundHalfUp(-numerator, denominator)).toBe(0 - Number(rounded));
      }),
    );
  });

  it('refuses amounts beyond the safe integers and impossible denominators', () => {
    expect(() => roundHalfUp(10n ** 17n, 1n)).toThrow(RangeError);
    expect(() => roundHalfUp(1n, 0n)).toThrow(RangeError);
  });
});

describe('shares (R32, M9)', () => {
  test.each([
    ['9.99 in halves', 999, [5_000, 5_000], [500, 499]],
    ['9.99 in thirds, the first of 33.34 %', 999, [3_334, 3_333, 3_333], [335, 332, 332]],
    ['a credit', -999, [5_000, 5_000], [-500, -499]],
    ['one holder of nothing', 1, [0, 10_000], [0, 1]],
  ])('%s', (_name, amountFen, shares, parts) => {
    expect(splitShares(amountFen, shares)).toEqual(parts);
  });

  it('always sum to the amount', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.uniqueArray(fc.integer({ min: 1, max: 9_999 }), { maxLength: 6 }),
        (amount, cuts) => {
          const borders = [0, ...cuts.sort((a, b) => a - b), 10_000];
          const shares = borders.slice(1).map((border, i) => border - borders[i]!);
          expect(splitShares(amount, shares).reduce((sum, part) => sum + part, 0)).toBe(amount);
        },
      ),
    );
  });

  it('refuses shares that do not sum to the whole', () => {
    expect(() => splitShares(100, [5_000, 4_999])).toThrow(RangeError);
    expect(() => splitShares(100, [10_001, -1])).toThrow(RangeError);
  });

  it('rounds what is owed and cuts what is paid', () => {
    expect(permilleOf(1_005, 500)).toBe(503);
    expect(permilleCutDown(8_481, 500)).toBe(4_240);
  });
});

describe('amounts in words of digits', () => {
  test.each([
    [0, '0.00'],
    [5, '0.05'],
    [140_429, '1,404.29'],
    [100_000_000, '1,000,000.00'],
    [-503, '-5.03'],
    [-123_456_789, '-1,234,567.89'],
  ])('%i fen is %s', (fen, text) => {
    expect(formatFen(fen)).toBe(text);
  });
});
