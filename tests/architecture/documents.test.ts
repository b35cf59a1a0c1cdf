import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkout, filesBelow } from './source-files.ts';

const read = (file: string) => readFileSync(path.join(checkout, file), 'utf8');

/** Paths in `code` and in links; `…`, `<feature>` and `*` mark patterns, not paths. */
function namedPaths(markdown: string): string[] {
  const inCode = [...markdown.matchAll(/`([^`\s]+)`/g)].map((match) => match[1] ?? '');
  const linked = [...markdown.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');
  return [...inCode.filter((text) => /^(apps|packages|infra|tests|\.ci)\//.test(text)), ...linked]
    .filter((text) => !/^(https?:|mailto:|#)/.test(text) && !/[…<*]/.test(text))
    .map((text) => text.replace(/[:#].*$/, ''));
}

describe('the documents tell the truth', () => {
  test.each(['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md'])(
    'every path that %s names exists',
    (file) => {
      expect(namedPaths(read(file)).filter((named) => !existsSync(path.join(checkout, named)))).toEqual([]);
    },
  );

  test('README.md is short and names the two commands', () => {
    const readme = read('README.md');
    expect(readme.split('\n').length).toBeLessThan(150);
    expect(readme).toContain('npm start');
    expect(readme).toContain('npm test');
  });

  test('every decision is numbered once and has its three parts', () => {
    const decisions = filesBelow(['infra/decisions'], /^\d{4}-.*\.md$/);
    const numbers = decisions.map((file) => path.basename(file.path).slice(0, 4));
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const { path: name, text } of decisions) {
      for (const part of ['## Context', '## Decision', '## Consequences']) expect(text, name).toContain(part);
    }
  });

  test('only the folders and files that belong at the top are there', () => {
    const known = new Set(
      `README.md ARCHITECTURE.md CONTRIBUTING.md SECURITY.md CHANGELOG.md LICENSE package.json pnpm-workspace.yaml pnpm-lock.yaml
       biome.json tsconfig.json knip.json vitest.config.ts apps packages infra tests node_modules coverage`.split(
        /\s+/,
      ),
    );
    const strangers = readdirSync(checkout).filter((name) => !name.startsWith('.') && !known.has(name));
    expect(strangers).toEqual([]);
  });

  test('no file names a folder of somebody’s machine', () => {
    const machine = /(^|[\s"'`(=:])\/(work|root|home|Users|private|mnt)\/\w/;
    const everything = filesBelow(
      ['apps', 'packages', 'infra', 'tests', '.ci'],
      /\.(ts|tsx|mjs|cjs|md|json|ya?ml|sql|service|conf|sh|run)$|^(run|Dockerfile)$/,
    );
    const naming = everything.filter((file) => machine.test(file.text)).map((file) => file.path);
    expect(naming).toEqual([]);
  });
});
