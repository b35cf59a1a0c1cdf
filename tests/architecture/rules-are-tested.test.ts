import { expect, test } from 'vitest';
import { filesBelow } from './source-files.ts';

/** Rules of arithmetic R1 to R37 and cases of money M1 to M13: each worked number is asserted by a test whose title names it. */
const numbered = [
  ...Array.from({ length: 37 }, (_, i) => `R${i + 1}`),
  ...Array.from({ length: 13 }, (_, i) => `M${i + 1}`),
  'C18',
];

/** In brackets, alone or in a list, or at the head of a title. */
const inBrackets = /\(((?:[A-Z]\d+(?:, )?)+)\)/g;
const atHead = /['`]((?:[A-Z]\d+(?:, )?)+): /g;

test('every rule of arithmetic and every case of money is named by a test', () => {
  const named = new Set(
    filesBelow(['packages', 'tests'], /\.test\.ts$/).flatMap(({ text }) =>
      [...text.matchAll(inBrackets), ...text.matchAll(atHead)].flatMap((match) => (match[1] ?? '').split(', ')),
    ),
  );
  expect(numbered.filter((name) => !named.has(name))).toEqual([]);
});
