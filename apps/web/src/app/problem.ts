import { m } from '@guanyi/messages';

/** One place of a refused request. `pointer` is a JSON pointer into the body, such as `/contact/email`. */
export interface FieldProblem {
  pointer: string;
  code: string;
  message: string;
}

export interface ProblemDocument {
  title: string;
  status: number;
  detail?: string | undefined;
  code: string;
  requestId?: string | undefined;
  errors?: readonly FieldProblem[] | undefined;
  [extension: string]: unknown;
}

/** A refusal of the API as an error. `code` is what programs decide by; `title` and `detail` are for people. */
export class ApiProblem extends Error {
  readonly problem: ProblemDocument;
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: ProblemDocument, retryAfterSeconds?: number) {
    super(`${problem.status} ${problem.code}`);
    this.name = 'ApiProblem';
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  get code(): string {
    return this.problem.code;
  }

  get status(): number {
    return this.problem.status;
  }
}

/** The code of a refusal that never reached the server. */
export const offlineCode = 'offline';

/** Words for any failure: title, reason and the number under which the server logged it. */
export function describeFailure(error: unknown): {
  title: string;
  detail?: string | undefined;
  requestId?: string | undefined;
} {
  if (!(error instanceof ApiProblem)) return { title: m.ui_failed(), detail: m.ui_failed_detail() };
  const { title, detail, requestId, code, errors } = error.problem;
  if (code === offlineCode) return { title: m.ui_offline(), detail: m.ui_offline_detail() };
  const reason = detail ?? errors?.map((entry) => entry.message).join('; ');
  return { title, detail: reason && reason !== title ? reason : undefined, requestId };
}

/** The message for one field of a form, by the JSON pointers that start with `pointer`. */
export function fieldError(error: unknown, pointer: string): string | undefined {
  if (!(error instanceof ApiProblem)) return undefined;
  return error.problem.errors?.find((entry) => entry.pointer === pointer || entry.pointer.startsWith(`${pointer}/`))
    ?.message;
}
