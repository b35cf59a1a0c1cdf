import operations from 'virtual:operations';
import type { OperationId, Operations } from '@guanyi/contracts/operations';
import { getLocale } from '../ui/locale.ts';
import { learnServerTime } from './clock.ts';
import { ApiProblem, offlineCode, type ProblemDocument } from './problem.ts';
import { freshAccessToken, renewAccessToken } from './session.ts';

const base = '/api/v1';

/** A part that the operation has must be named, unless nothing in it is required. */
type Part<K extends string, T> = [T] extends [undefined]
  ? { [P in K]?: undefined }
  : Record<never, never> extends T
    ? { [P in K]?: T }
    : { [P in K]: T };

/** Multipart operations take a FormData with the part `file` in place of their body. */
type Body<T> = [T] extends [undefined] ? undefined : T | FormData;

/** What a call of an operation must and may name. */
export type CallInput<K extends OperationId> = Part<'params', Operations[K]['input']['params']> &
  Part<'query', Operations[K]['input']['query']> &
  Part<'body', Body<Operations[K]['input']['body']>> & {
    /** The version that the change is meant for; a newer one is refused with 412. */
    ifMatch?: number;
    /** Repeat a POST safely: give the key of the first try. Without it each call has its own. */
    idempotencyKey?: string;
    signal?: AbortSignal;
  };

/** What a successful call gives, exactly as on the wire: instants are RFC 3339 texts. */
export type Reply<K extends OperationId> = Operations[K]['output'];

interface LooseInput {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  ifMatch?: number;
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/** A fresh key for one intention of the user, to be kept over its retries. */
export function newIdempotencyKey(): string {
  return crypto.randomUUID();
}

/** The address of an operation, for links and downloads. */
export function addressOf(
  operationId: OperationId,
  params: Record<string, unknown> = {},
  query: Record<string, unknown> = {},
): string {
  const [, path] = routeOf(operationId);
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue;
    for (const item of Array.isArray(value) ? value : [value]) search.append(name, String(item));
  }
  const text = search.toString();
  return `${base}${filled}${text ? `?${text}` : ''}`;
}

function routeOf(operationId: string): readonly [method: string, path: string, multipart?: true] {
  const route = operations[operationId];
  if (!route) throw new Error(`The API has no operation ${operationId}.`);
  return route;
}

/**
 * Calls one operation of the API. Signs the request when there is a session and renews a token that has run out, once.
 * @throws ApiProblem for every refusal, also for a network that does not answer.
 */
export async function call<K extends OperationId>(operationId: K, input: CallInput<K>): Promise<Reply<K>> {
  const [method] = routeOf(operationId);
  const loose = input as LooseInput;
  const url = addressOf(operationId, loose.params, loose.query);
  const headers = headersOf(method, loose);
  const token = await freshAccessToken();
  let response = await send(url, method, headers, loose, token);
  if (response.status === 401 && token) {
    const renewed = await renewAccessToken();
    if (renewed) response = await send(url, method, headers, loose, renewed);
  }
  return (await readReply(response)) as Reply<K>;
}

function headersOf(method: string, input: LooseInput): Headers {
  const headers = new Headers({ Accept: 'application/json', 'Accept-Language': getLocale() });
  if (input.body !== undefined && !(input.body instanceof FormData)) headers.set('Content-Type', 'application/json');
  if (method === 'POST') headers.set('Idempotency-Key', input.idempotencyKey ?? newIdempotencyKey());
  if (input.ifMatch !== undefined) headers.set('If-Match', `"${input.ifMatch}"`);
  return headers;
}

async function send(
  url: string,
  method: string,
  headers: Headers,
  input: LooseInput,
  token: string | undefined,
): Promise<Response> {
  if (token) headers.set('Authorization', `Bearer ${token}`);
  const body =
    input.body === undefined ? null : input.body instanceof FormData ? input.body : JSON.stringify(input.body);
  try {
    const response = await fetch(url, {
      method,
      headers,
      body,
      credentials: 'same-origin',
      signal: input.signal ?? null,
    });
    learnServerTime(response);
    return response;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiProblem({ code: offlineCode, status: 0, title: offlineCode });
  }
}

/** Reads JSON, nothing (204), or a problem document; anything else becomes a problem by its status. */
export async function readReply(response: Response): Promise<unknown> {
  const type = response.headers.get('Content-Type') ?? '';
  if (response.ok) return type.includes('json') ? response.json() : undefined;
  const retryAfter = Number(response.headers.get('Retry-After')) || undefined;
  if (type.includes('problem+json')) throw new ApiProblem((await response.json()) as ProblemDocument, retryAfter);
  throw new ApiProblem(
    { code: `http-${response.status}`, status: response.status, title: response.statusText },
    retryAfter,
  );
}
