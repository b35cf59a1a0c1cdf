import { describe, expect, test } from 'vitest';
import { filesBelow, isTest, linesWith } from './source-files.ts';

/** What an import rule cannot say. The import rules themselves are in .dependency-cruiser.cjs. */
const product = filesBelow(['apps', 'packages'], /\.tsx?$/).filter((file) => !isTest(file));

function occurrences(pattern: RegExp, options: { below?: string; except?: RegExp } = {}): string[] {
  return product
    .filter((file) => file.path.startsWith(options.below ?? '') && !options.except?.test(file.path))
    .flatMap((file) => linesWith(file, pattern));
}

describe('each thing happens in its one place', () => {
  test('a transaction opens in execute.ts and in the relay only', () => {
    const mayOpen =
      /^packages\/commands\/src\/execute\.ts$|^apps\/worker\/src\/relay\.ts$|^packages\/db\/src\/client\.ts$/;
    expect(
      occurrences(/\.transaction\(|\b(sql|db|database|pool|connection|tx)\.begin\(/i, { except: mayOpen }),
    ).toEqual([]);
  });

  test('the domain knows no clock and no environment', () => {
    expect(occurrences(/\bDate\.now\b|new Date\(\)|process\.|Temporal\.Now/, { below: 'packages/domain/' })).toEqual(
      [],
    );
  });

  test('on the server, the time comes from the clock', () => {
    const except = /^packages\/platform\/|^apps\/web\//;
    expect(occurrences(/\bDate\.now\b|new Date\(\)|Temporal\.Now/, { except })).toEqual([]);
  });

  test('settings are read in packages/platform', () => {
    const except = /^packages\/platform\/|^apps\/web\/[^/]+\.ts$|drizzle\.config\.ts$/;
    expect(occurrences(/process\.env/, { except })).toEqual([]);
  });

  test('money rounds in kernel/money.ts', () => {
    const except = /^packages\/domain\/src\/kernel\/money\.ts$|^apps\/web\//;
    expect(occurrences(/toFixed\(|parseFloat\(/, { except })).toEqual([]);
  });

  test('nothing is printed past the logger', () => {
    expect(occurrences(/console\.(log|info|debug)\(/)).toEqual([]);
  });

  test('no type check is switched off', () => {
    expect(occurrences(/@ts-(ignore|nocheck|expect-error)|\bas any\b/)).toEqual([]);
  });
});
