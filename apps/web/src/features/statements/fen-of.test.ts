import { expect, test } from 'vitest';
import { fenOf } from './fen-of.ts';

test.each([
  ['80', 8_000],
  ['0.5', 50],
  ['1,404.29', 140_429],
  [' 1 404.2 ', 140_420],
  ['0', 0],
  ['', undefined],
  ['-1', undefined],
  ['1.005', undefined],
  ['1e3', undefined],
  ['¥5', undefined],
])('%j is %s fen', (text, fen) => {
  expect(fenOf(text)).toBe(fen);
});
