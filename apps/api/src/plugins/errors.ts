import { type ProblemCode, problemStatus } from '@guanyi/contracts/problems';
import { sqlStateOf } from '@guanyi/db/errors';
import { m } from '@guanyi/messages';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Locale, negotiateLocale } from '../locale.ts';
import { type FieldFault, Problem } from '../problem.ts';

type Message = (inputs: Record<string, never>, options: { locale: Locale }) => string;
const messages = m as unknown as Record<string, Message | undefined>;

/** What Fastify itself refuses, before a route is reached. */
const fastifyCodes: Record<string, ProblemCode> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed-request',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed-json',
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed-json',
  FST_ERR_BAD_URL: 'malformed-request',
  FST_REQ_FILE_TOO_LARGE: 'too-large',
  FST_FILES_LIMIT: 'malformed-request',
  FST_FIELDS_LIMIT: 'malformed-request',
  FST_PARTS_LIMIT: 'malformed-request',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'unsupported-media-type',
};

/** States of a database that is away or starting, as opposed to a statement that is wrong. */
const databaseAway = /^(08|57P|53)|^(ECONNREFUSED|ECONNRESET|CONNECTION_CLOSED|CONNECTION_ENDED|CONNECT_TIMEOUT)$/;

/** Turns every failure into a problem document in the language of the request. Nothing else writes an error reply. */
export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => sendProblem(request, reply, problemFrom(error, request)));
}

/** The problem that stands for whatever was thrown; what nobody expected is logged and told as nothing but `internal`. */
export function problemFrom(error: unknown, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error;
  const { code = '', statusCode = 500 } = error as Partial<FastifyError>;
  const known = fastifyCodes[code];
  if (known) return new Problem(known);
  if (databaseAway.test(sqlStateOf(error) ?? code)) {
    request.log.error({ err: error }, 'The database is away.');
    return new Problem('database-unavailable', { retryAfterSeconds: 1 });
  }
  if (sqlStateOf(error) === '57014') return new Problem('overloaded', { retryAfterSeconds: 1 });
  if (statusCode >= 400 && statusCode < 500) return new Problem('malformed-request');
  request.log.error({ err: error }, 'A request failed.');
  return new Problem('internal');
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  const locale = negotiateLocale(request.headers['accept-language']);
  const { retryAfterSeconds } = problem.parts;
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  if (retryAfterSeconds !== undefined) reply.header('retry-after', Math.max(1, Math.ceil(retryAfterSeconds)));
  return reply
    .status(problem.status)
    .header('content-language', locale)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemDocument(problem, locale, request.url, request.id)));
}

/** Longest address that is echoed, so that a document stays below 100 kB whatever was sent. */
const longestInstance = 500;

/** The RFC 9457 document of a problem. */
export function problemDocument(problem: Problem, locale: Locale, url: string, requestId: string): object {
  const { detail, details, errors } = problem.parts;
  return {
    ...details,
    type: `/problems/${problem.code}`,
    title: titleOf(problem.code, locale),
    status: problemStatus[problem.code],
    ...(detail ? { detail } : {}),
    instance: (url.split('?')[0] ?? '').slice(0, longestInstance),
    code: problem.code,
    requestId,
    ...(errors?.length ? { errors: errors.map((fault) => inWords(fault, locale)) } : {}),
  };
}

function inWords(fault: FieldFault, locale: Locale): Required<FieldFault> {
  const message =
    fault.message ??
    messages[keyOf('field_', fault.code)]?.({}, { locale }) ??
    messages[keyOf('', fault.code)]?.({}, { locale }) ??
    titleOf('invalid-input', locale);
  return { pointer: fault.pointer, code: fault.code, message };
}

export function titleOf(code: ProblemCode, locale: Locale): string {
  return messages[keyOf('', code)]?.({}, { locale }) ?? code;
}

function keyOf(prefix: string, code: string): string {
  return `problems_${prefix}${code.replaceAll('-', '_')}`;
}
