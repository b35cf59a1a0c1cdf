import type { z } from 'zod';
import { type FieldFault, Problem } from './problem.ts';

/** A document that lists faults stays small however many the input has. */
const faultLimit = 50;

/**
 * Parses one part of a request.
 * @throws Problem 400 naming every fault by a JSON pointer into that part.
 */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw refusalOf(faultsOf(parsed.error.issues, value, []));
}

function refusalOf(faults: readonly FieldFault[]): Problem {
  const errors = faults.slice(0, faultLimit);
  if (errors.every((fault) => fault.code === 'unknown-field')) return new Problem('unknown-field', { errors });
  if (errors.some((fault) => fault.code === 'invalid-cursor')) return new Problem('invalid-cursor', { errors });
  return new Problem('invalid-input', { errors });
}

type Issue = z.core.$ZodIssue;

function faultsOf(issues: readonly Issue[], value: unknown, base: readonly PropertyKey[]): FieldFault[] {
  return issues.flatMap((issue): FieldFault[] => {
    const path = [...base, ...issue.path];
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ pointer: pointerOf([...path, key]), code: 'unknown-field' }));
    }
    if (issue.code === 'invalid_union') return faultsOfUnion(issue.errors, value, path);
    return [{ pointer: pointerOf(path), code: codeOf(issue, valueAt(value, path)) }];
  });
}

/** Of the alternatives, the one that nearly fitted tells the client most. */
function faultsOfUnion(branches: readonly Issue[][], value: unknown, path: readonly PropertyKey[]): FieldFault[] {
  const faults = branches
    .map((issues) => faultsOf(issues, value, path))
    .filter((branch) => !branch.some((fault) => fault.pointer === pointerOf(path) && fault.code === 'invalid-type'))
    .sort((a, b) => a.length - b.length);
  return faults[0] ?? [{ pointer: pointerOf(path), code: 'invalid-value' }];
}

function codeOf(issue: Issue, value: unknown): string {
  if (value === undefined && issue.code !== 'custom') return 'required';
  switch (issue.code) {
    case 'custom':
      return typeof issue.params?.code === 'string' ? issue.params.code : 'invalid-value';
    case 'invalid_type':
      return 'invalid-type';
    case 'too_small':
      return 'too-small';
    case 'too_big':
      return 'too-big';
    case 'invalid_format':
      return 'invalid-format';
    default:
      return 'invalid-value';
  }
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = (current as Record<PropertyKey, unknown>)[key];
  }
  return current;
}

const longestKey = 100;

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).slice(0, longestKey).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
