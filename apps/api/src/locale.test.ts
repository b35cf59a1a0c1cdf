import { expect, it } from 'vitest';
import { negotiateLocale } from './locale.ts';

it.each([
  [undefined, 'zh-CN'],
  ['', 'zh-CN'],
  ['fr-FR, de', 'zh-CN'],
  ['en', 'en'],
  ['en-US,en;q=0.9,zh-CN;q=0.8', 'en'],
  ['zh-TW, en;q=0.9', 'zh-CN'],
  ['en;q=0.1, zh;q=0.2', 'zh-CN'],
  ['en;q=oops', 'zh-CN'],
  ['*', 'zh-CN'],
] as const)('reads %j as %s', (header, locale) => {
  expect(negotiateLocale(header)).toBe(locale);
});
