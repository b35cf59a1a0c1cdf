import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Jieba } from '@node-rs/jieba';

/** Frequent enough that the words of the lab win against their parts. */
const labWordFrequency = 200_000;

/** Words that a general dictionary lacks or cuts wrongly. */
const labWords = readFileSync(new URL('./vocabulary/lab-words.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((word) => word !== '');

const load = createRequire(import.meta.url);

let jieba: Jieba | undefined;

/**
 * The dictionary takes 0.15 s and some 40 MB, so only a process that cuts Chinese texts loads it, once. Its file is read here and not
 * through the library, which would keep the text, and a second one of the same size, for as long as the process lives.
 */
function segmenter(): Jieba {
  if (jieba) return jieba;
  const library: typeof import('@node-rs/jieba') = load('@node-rs/jieba');
  jieba = library.Jieba.withDict(readFileSync(load.resolve('@node-rs/jieba/dict.txt')));
  jieba.loadDict(Buffer.from(labWords.map((word) => `${word} ${labWordFrequency} n`).join('\n')));
  return jieba;
}

/** One spelling for everything that is compared: full-width forms become plain, capitals small. */
export function normalise(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Letters, digits and Chinese characters only: `ICP-MS` and `icp ms` become the same. */
export function compact(text: string): string {
  return normalise(text).replace(/[^\p{L}\p{N}]/gu, '');
}

const stretches =
  /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+(?:[-./'’](?:(?!\p{Script=Han})[\p{L}\p{N}])+)*/gu;

/** Stretches of Chinese and stretches of other letters and digits, in order; `ICP-MS` and `O'Brien` stay whole. */
export function runs(text: string): { isHan: boolean; text: string }[] {
  const found = normalise(text).match(stretches) ?? [];
  return found.map((run) => ({ isHan: /\p{Script=Han}/u.test(run), text: run }));
}

/** The words of a Chinese text as a reader would cut it. */
export function cut(text: string): string[] {
  return segmenter().cut(text, true);
}

/** The same with every shorter word inside, so that a part is found too; jieba itself looks for parts of two and three. */
export function cutFine(text: string): string[] {
  return [...segmenter().cutForSearch(text, true), ...labWords.filter((word) => text.includes(word))];
}

/** The syllables of the Chinese characters in a text. What they are read from takes 18 MB, so only who writes texts loads it. */
export function syllables(text: string): string[] {
  const { pinyin }: typeof import('pinyin-pro') = load('pinyin-pro');
  return pinyin(text, { toneType: 'none', type: 'array', nonZh: 'removed', v: true });
}
