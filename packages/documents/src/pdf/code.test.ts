import { expect, test } from 'vitest';
import { codeOf } from './code.ts';

test('a code has its three corners, and nothing outside its square', () => {
  const { size, runs } = codeOf('https://guanyi.example/verify/HT-261214-ABCDEF?hash=00');
  for (const [x, y] of [
    [0, 0],
    [size - 7, 0],
    [0, size - 7],
  ] as const)
    expect(runs.some((run) => run[0] === x && run[1] === y && run[2] >= 7)).toBe(true);
  for (const [x, y, length] of runs) expect(x >= 0 && y < size && x + length <= size && length > 0).toBe(true);
  expect(codeOf('a')).toEqual(codeOf('a'));
});
