import { expect, it } from 'vitest';
import { readYuan } from './read-yuan.ts';

it.each([
  ['1,234.5', 123_450],
  ['￥12', 1_200],
  ['0.01', 1],
  ['1 000', 100_000],
  ['1.005', undefined],
  ['-1', undefined],
  ['1,23', undefined],
  ['', undefined],
])('%s is %s fen', (text, fen) => {
  expect(readYuan(text)).toBe(fen);
});
