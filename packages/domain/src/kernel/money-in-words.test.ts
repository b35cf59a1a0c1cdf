import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fenInWords } from './money-in-words.ts';

describe('an amount in Chinese capitals', () => {
  test.each([
    [0, '零元整'],
    [1, '壹分'],
    [50, '伍角'],
    [100, '壹元整'],
    [105, '壹元零伍分'],
    [1_000, '壹拾元整'],
    [140_950, '壹仟肆佰零玖元伍角'],
    [600_714, '陆仟零柒元壹角肆分'],
    [168_032, '壹仟陆佰捌拾元叁角贰分'],
    [1_640_902, '壹万陆仟肆佰零玖元零贰分'],
    [32_504, '叁佰贰拾伍元零肆分'],
    [10_700_053, '壹拾万柒仟元伍角叁分'],
    [1_000_100, '壹万零壹元整'],
    [10_000_000_000, '壹亿元整'],
    [10_000_000_100, '壹亿零壹元整'],
    [10_001_000_000, '壹亿零壹万元整'],
    [1_000_000_000_000, '壹佰亿元整'],
    [100_000_000_000_000, '壹万亿元整'],
    [123_456_789_012_345, '壹万贰仟叁佰肆拾伍亿陆仟柒佰捌拾玖万零壹佰贰拾叁元肆角伍分'],
    [-8_480, '负捌拾肆元捌角'],
  ])('%i fen: %s', (fen, words) => {
    expect(fenInWords(fen)).toBe(words);
  });

  test('can be read back, whatever the amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }), (fen) => {
        expect(readBack(fenInWords(fen))).toBe(fen);
      }),
      { numRuns: 2_000 },
    );
  });

  test('never says two zeros in a row, nor one before the unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999_999_999 }), (fen) => {
        expect(fenInWords(fen)).not.toMatch(/零零|零元|零[拾佰仟万亿]|零整/);
      }),
    );
  });

  test.each([0.5, Number.NaN, 2 ** 53])('%s is no amount', (fen) => {
    expect(() => fenInWords(fen)).toThrow(RangeError);
  });
});

/** Reads the words by the names of the places alone; zeros tell nothing. */
function readBack(words: string): number {
  const digits = '零壹贰叁肆伍陆柒捌玖';
  const places: Record<string, number> = { 拾: 10, 佰: 100, 仟: 1_000 };
  let total = 0;
  let group = 0;
  let digit = 0;
  let fen = 0;
  for (const character of words) {
    if (digits.includes(character)) digit = digits.indexOf(character);
    else if (places[character]) {
      group += digit * places[character];
      digit = 0;
    } else if (character === '万') {
      // 万 after 亿 names the group below it; before 亿 it multiplies: 壹万亿.
      total += (group + digit) * 10_000;
      group = digit = 0;
    } else if (character === '亿') {
      total = (total + group + digit) * 100_000_000;
      group = digit = 0;
    } else if (character === '元') {
      total += group + digit;
      group = digit = 0;
    } else if (character === '角') {
      fen += digit * 10;
      digit = 0;
    } else if (character === '分') {
      fen += digit;
      digit = 0;
    }
  }
  const sum = total * 100 + fen;
  return words.startsWith('负') ? -sum : sum;
}
