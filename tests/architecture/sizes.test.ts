import { parseAst } from 'vite';
import { describe, expect, test } from 'vitest';
import { filesBelow, isTest, type SourceFile } from './source-files.ts';

const longestFileLines = 300;
const longestFunctionLines = 70;

/** Files that may be longer, and why. */
const longFiles: Record<string, string> = {};
/** Functions that may be longer, as `path name`, and why. */
const longFunctions: Record<string, string> = {
  'tests/flows/scheduling/interval-model.test.ts play': 'the paper calendar and the steps played on it share one state',
};

const sources = filesBelow(['apps', 'packages', 'infra', 'tests'], /\.(ts|tsx|mjs)$/);
const functions = sources.flatMap(functionsOf);

describe('a file and a function fit into one look', () => {
  test(`files have at most ${longestFileLines} lines`, () => {
    const tooLong = sources
      .filter((file) => lineCount(file.text) > longestFileLines && !longFiles[file.path])
      .map((file) => `${file.path}: ${lineCount(file.text)}`);
    expect(tooLong).toEqual([]);
  });

  test(`functions have at most ${longestFunctionLines} lines`, () => {
    const tooLong = functions
      .filter((one) => one.lines > longestFunctionLines && !longFunctions[one.name])
      .map((one) => `${one.name}: ${one.lines}`);
    expect(tooLong).toEqual([]);
  });

  test('every exception still has its subject', () => {
    const names = new Set(functions.map((one) => one.name));
    const files = new Set(sources.map((file) => file.path));
    expect(Object.keys(longFiles).filter((name) => !files.has(name))).toEqual([]);
    expect(Object.keys(longFunctions).filter((name) => !names.has(name))).toEqual([]);
  });
});

interface SizedFunction {
  name: string;
  lines: number;
}

interface Node {
  type: string;
  start: number;
  end: number;
  id?: { name?: string } | null;
  callee?: Node;
}

function functionsOf(file: SourceFile): SizedFunction[] {
  const found: SizedFunction[] = [];
  const tree = parseAst(file.text, { lang: file.path.endsWith('.tsx') ? 'tsx' : 'ts' });
  visit(tree as unknown as Node, undefined, (node, parent) => {
    if (!/^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type)) return;
    // The body of a `describe` is a chapter, not a function.
    if (isTest(file) && parent?.callee && file.text.startsWith('describe', parent.callee.start)) return;
    const name = node.id?.name ?? parent?.id?.name ?? 'anonymous';
    found.push({ name: `${file.path} ${name}`, lines: lineCount(file.text.slice(node.start, node.end)) });
  });
  return found;
}

function visit(node: Node, parent: Node | undefined, see: (node: Node, parent: Node | undefined) => void): void {
  see(node, parent);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child && typeof child === 'object' && typeof child.type === 'string') visit(child, node, see);
    }
  }
}

function lineCount(text: string): number {
  return text.trimEnd().split('\n').length;
}
