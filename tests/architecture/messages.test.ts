import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesBelow } from './source-files.ts';

type Texts = Record<string, string>;

function textsOf(locale: string): Map<string, Texts> {
  const files = filesBelow([`packages/messages/src/${locale}`], /\.json$/);
  return new Map(files.map((file) => [path.basename(file.path), JSON.parse(file.text) as Texts]));
}

const chinese = textsOf('zh-CN');
const english = textsOf('en');

const placeholders = (text: unknown) => [...new Set(JSON.stringify(text).match(/\{\w+\}/g))].sort();

describe('both languages are complete', () => {
  test('they have the same files, and texts in them', () => {
    expect([...english.keys()]).toEqual([...chinese.keys()]);
    expect(chinese.size).toBeGreaterThan(0);
  });

  test.each([...chinese.keys()])('%s has the same keys with the same placeholders', (file) => {
    const zh = chinese.get(file) ?? {};
    const en = english.get(file) ?? {};
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
    const differing = Object.keys(zh).filter((key) => `${placeholders(zh[key])}` !== `${placeholders(en[key])}`);
    expect(differing).toEqual([]);
  });

  test.each([...chinese.keys()])('%s names its keys after itself', (file) => {
    const feature = path.basename(file, '.json');
    const misnamed = Object.keys(chinese.get(file) ?? {}).filter(
      (key) => !key.startsWith(`${feature}_`) && !key.startsWith('$'),
    );
    expect(misnamed).toEqual([]);
  });

  test('no text is empty', () => {
    for (const texts of [...chinese.values(), ...english.values()]) {
      expect(Object.entries(texts).filter(([, text]) => text === '')).toEqual([]);
    }
  });

  test('all of them are compiled', async () => {
    const { m } = await import('@guanyi/messages');
    const written = [...chinese.values()].flatMap((texts) => Object.keys(texts).filter((key) => !key.startsWith('$')));
    expect(written.length).toBeGreaterThan(0);
    expect(written.filter((key) => !(key in m))).toEqual([]);
  });
});
