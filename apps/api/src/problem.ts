import type { Refusal } from '@guanyi/commands/context';
import { type ProblemCode, problemStatus } from '@guanyi/contracts/problems';

/** One fault of the input: where (a JSON pointer), what, and optionally in words. */
export interface FieldFault {
  pointer: string;
  code: string;
  message?: string;
}

interface ProblemParts {
  detail?: string | undefined;
  /** Further members of the document, such as `alternatives`. */
  details?: Readonly<Record<string, unknown>> | undefined;
  errors?: readonly FieldFault[] | undefined;
  retryAfterSeconds?: number | undefined;
}

/** A refusal on its way to the client. Thrown by routes and plugins only; rules return refusals as values. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly parts: ProblemParts;

  constructor(code: ProblemCode, parts: ProblemParts = {}) {
    // Where a refusal was made is of no interest, and a stack costs more than the refusal itself.
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    super(code);
    Error.stackTraceLimit = limit;
    this.code = code;
    this.parts = parts;
  }

  get status(): number {
    return problemStatus[this.code];
  }
}

/** @throws Error when a rule refuses with a code that the catalogue does not know, which is a bug. */
export function problemOf(refusal: Refusal): Problem {
  if (!(refusal.code in problemStatus)) throw new Error(`Refusal ${refusal.code} is not in the problem catalogue.`);
  const { retryAfterSeconds, ...details } = (refusal.details ?? {}) as Record<string, unknown> & {
    retryAfterSeconds?: number;
  };
  return new Problem(refusal.code as ProblemCode, {
    detail: refusal.detail,
    details,
    errors: refusal.errors,
    retryAfterSeconds,
  });
}
