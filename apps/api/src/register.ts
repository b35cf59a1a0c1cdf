import { createHash } from 'node:crypto';
import type { CommandContext, Command as WriteCommand } from '@guanyi/commands/context';
import { executeForReply, type IdempotencyKey, type Replied, type Reply } from '@guanyi/commands/execute';
import { type Endpoint, isMedia, type Media, type Parsed } from '@guanyi/contracts/endpoint';
import type { Tx } from '@guanyi/db/client';
import { type Actor, type Reach, reachOf } from '@guanyi/domain/identity/reach';
import type { Role } from '@guanyi/domain/identity/roles';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Admission, admit } from './admission.ts';
import type { Api } from './api.ts';
import { idempotencyKeyOf, ifMatchOf, type ReadBody, readBody, type UploadedFile } from './envelope.ts';
import { parseInput } from './input.ts';
import { type Locale, negotiateLocale } from './locale.ts';
import { Problem, problemOf } from './problem.ts';

type BodyOf<S> = S extends Media ? string | Buffer | NodeJS.ReadableStream : S extends z.ZodType ? z.input<S> : never;

/** A reply in one of the statuses that the contract names. */
export type Answer<E extends Endpoint> = {
  [Status in keyof E['responses'] & number]: undefined extends BodyOf<E['responses'][Status]>
    ? { status: Status; body?: undefined; headers?: Record<string, string> }
    : { status: Status; body: BodyOf<E['responses'][Status]>; headers?: Record<string, string> };
}[keyof E['responses'] & number];

/** Returned by a handler that has taken over the connection, such as an event stream. */
export const tookOver = { status: 'tookOver' } as const;
export type TookOver = typeof tookOver;

type ActorOf<E extends Endpoint> = 'public' extends E['roles'][number] ? Actor | null : Actor;

/** One request as a handler sees it: parsed, admitted, and with its reach. */
export interface Call<E extends Endpoint> extends Parsed<E> {
  actor: ActorOf<E>;
  reach: Reach;
  roles: readonly Role[];
  /** Epoch milliseconds; one instant for the whole request. */
  now: number;
  locale: Locale;
  /** The version that the client believes to be current; commands refuse another with `version-mismatch`. */
  ifMatch: number | undefined;
  /** The file of a multipart request. */
  file: UploadedFile | undefined;
  context: CommandContext;
  request: FastifyRequest;
  reply: FastifyReply;
  /** The key that the client sent with a POST, scoped to person and operation. */
  idempotency: IdempotencyKey | undefined;
  /**
   * What a command that ran by itself has answered.
   * @throws Problem when it refused.
   */
  settle(replied: Replied): Answer<E>;
  /**
   * Runs a command and makes the reply, both in one transaction together with the idempotency key.
   * @throws Problem when the command refuses.
   */
  write<I, T, const R extends Answer<E>>(
    command: WriteCommand<I, T>,
    input: I,
    answer: (tx: Tx, value: T) => Promise<R> | R,
  ): Promise<R>;
}

interface RegisterOptions {
  /** The handler passes the gate itself: it waits for something other than the database, or takes several turns at it. */
  ungated?: true;
  /** Tighter than the general limit, per client address and minute. */
  perMinute?: number;
}

/** Prefix of every operation. */
export const apiPrefix = '/api/v1';

const uploadLimitBytes = 21 * 1024 * 1024;

/**
 * Serves one operation of the contract: admits, parses, hands over and replies.
 * @throws Error at boot when the endpoint names no roles.
 */
export function register<const E extends Endpoint, const R extends Answer<E> | TookOver>(
  api: Api,
  endpoint: E,
  handler: (call: Call<E>) => Promise<R>,
  options: RegisterOptions = {},
): void {
  if (!endpoint.roles?.length)
    throw new Error(`${endpoint.operationId} names no roles, so nobody knows who may use it.`);
  api.endpoints.push(endpoint);
  const serve = async (request: FastifyRequest, reply: FastifyReply) => {
    // An upload takes as long as the client's line is slow, so it is read outside the gate, but not for just anybody.
    // Who has no session is not looked up, so health answers however long the queue.
    const early =
      endpoint.multipart || options.ungated
        ? await (request.session ? api.gate.pass(() => admit(api, endpoint, request)) : admit(api, endpoint, request))
        : undefined;
    const upload = endpoint.multipart ? await readBody(endpoint, request) : undefined;
    const handle = async () => {
      const admission = early ?? (await admit(api, endpoint, request));
      const sent = upload ?? (await readBody(endpoint, request));
      return handler(callOf(api, endpoint, request, reply, admission, sent));
    };
    const answer = await (options.ungated ? handle() : api.gate.pass(handle));
    if (answer.status === 'tookOver') return reply;
    return send(api, endpoint, reply, answer);
  };
  const url = endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1');
  const prefixes = endpoint.atRoot ? [apiPrefix, ''] : [apiPrefix];
  for (const prefix of prefixes) {
    api.app.route({
      method: endpoint.method,
      url: `${prefix}${url}`,
      handler: serve,
      ...(endpoint.multipart ? { bodyLimit: uploadLimitBytes } : {}),
      config: {
        operationId: endpoint.operationId,
        ...(options.perMinute ? { rateLimit: { max: options.perMinute, timeWindow: 60_000 } } : {}),
      },
    });
  }
}

function callOf<E extends Endpoint>(
  api: Api,
  endpoint: E,
  request: FastifyRequest,
  reply: FastifyReply,
  { actor, roles }: Admission,
  { body, file, fingerprint }: ReadBody,
): Call<E> {
  const now = api.clock.now();
  const params = endpoint.params ? paramsOf(endpoint.params, request.params) : undefined;
  const query = parseInput(endpoint.query ?? noQuery, request.query);
  const reach = reachOf(actor?.userId, actor?.memberships ?? [], admittedRoles(endpoint));
  const context: CommandContext = { now, reach, roles };
  const idempotency = keyOf(endpoint, request, actor, fingerprint);
  const settle = (replied: Replied): Reply => {
    if (!replied.ok) throw problemOf(replied);
    if (replied.replayed) reply.header('idempotency-replayed', 'true');
    return replied.value;
  };
  const call = {
    params,
    query: endpoint.query ? query : undefined,
    body,
    file,
    actor,
    reach,
    roles,
    now,
    locale: negotiateLocale(request.headers['accept-language']),
    ifMatch: endpoint.ifMatch ? ifMatchOf(request) : undefined,
    context,
    request,
    reply,
    idempotency,
    settle,
    write: async (command: WriteCommand<unknown, unknown>, input: unknown, answer: ReplyMaker) =>
      settle(await executeForReply(api.database, context, command, input, answer, idempotency)),
  };
  return call as unknown as Call<E>;
}

type ReplyMaker = (tx: Tx, value: unknown) => Promise<Reply> | Reply;

/** A path whose id cannot exist is a path to nothing. */
function paramsOf(schema: z.ZodObject, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Problem('not-found');
  return parsed.data;
}

function admittedRoles(endpoint: Endpoint): readonly string[] | undefined {
  return endpoint.roles.includes('signedIn') ? undefined : endpoint.roles;
}

/** An operation without query parameters refuses every one. */
const noQuery = z.strictObject({});

const nobody = '00000000-0000-0000-0000-000000000000';

function keyOf(
  endpoint: Endpoint,
  request: FastifyRequest,
  actor: Actor | null,
  fingerprint: string,
): IdempotencyKey | undefined {
  if (endpoint.method !== 'POST') return undefined;
  const key = idempotencyKeyOf(request);
  if (key === undefined) return undefined;
  const requestHash = createHash('sha256').update(request.url).update('\0').update(fingerprint).digest('hex');
  return { userId: actor?.userId ?? nobody, operation: endpoint.operationId, key, requestHash };
}

function send(api: Api, endpoint: Endpoint, reply: FastifyReply, answer: object): FastifyReply {
  const { status, body, headers } = answer as { status: number; body?: unknown; headers?: Record<string, string> };
  const contract = endpoint.responses[status];
  if (!contract) throw new Error(`${endpoint.operationId} answered ${status}, which its contract does not name.`);
  if (api.settings.checkReplies && !isMedia(contract)) contract.parse(body);
  reply.status(status);
  if (headers) reply.headers(headers);
  if (isMedia(contract)) return reply.send(body);
  const version = (body as { version?: unknown } | undefined)?.version;
  if (typeof version === 'number') reply.header('etag', `"${version}"`);
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  if (body === undefined) return reply.send();
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(body));
}
