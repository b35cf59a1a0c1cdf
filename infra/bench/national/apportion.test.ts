import { describe, expect, it } from 'vitest';
import { apportion } from './apportion.ts';
import { encode } from './copy.ts';
import { scaleToTotal } from './values.ts';

describe('parts of a whole', () => {
  it('sum to the whole and follow the weights', () => {
    expect(apportion(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(apportion(100, [3, 1])).toEqual([75, 25]);
  });

  it('stay below their caps, and what finds no room goes to the others', () => {
    expect(apportion(10, [8, 1, 1], [4, 10, 10])).toEqual([4, 3, 3]);
    expect(() => apportion(10, [1, 1], [3, 3])).toThrow(RangeError);
  });

  it('give nothing to what has no weight', () => {
    expect(apportion(5, [0, 1])).toEqual([0, 5]);
  });
});

describe('values scaled to a total', () => {
  it('sum to it exactly and are whole yuan', () => {
    const values = scaleToTotal(Float64Array.from([1.5, 2.7, 1_000.1, 0.0001]), 10_007);
    expect(values.reduce((sum, value) => sum + value, 0)).toBe(1_000_700);
    expect(values.every((value) => value >= 100 && value % 100 === 0)).toBe(true);
  });
});

describe('a value in the text format of COPY', () => {
  it.each([
    [null, '\\N'],
    [true, 't'],
    [12, '12'],
    ['a\tb\\c\n', 'a\\tb\\\\c\\n'],
    [['一', 'b"c'], '{"一","b\\\\"c"}'],
    [{ json: { a: 'b\nc' } }, '{"a":"b\\\\nc"}'],
  ] as const)('%j is %s', (value, text) => {
    expect(encode(value)).toBe(text);
  });
});
