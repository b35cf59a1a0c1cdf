import type { Socket } from 'node:net';
import fastifyCookie from '@fastify/cookie';
import fastifyMultipart from '@fastify/multipart';
import type { Database } from '@guanyi/db/client';
import type { Clock } from '@guanyi/platform/clock';
import type { Logger } from '@guanyi/platform/logger';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, LogController } from 'fastify';
import type { Api, ApiSettings, FeatureRoutes } from './api.ts';
import { createGate } from './gate.ts';
import { serveDocs } from './plugins/docs.ts';
import { handleErrors, problemFrom, sendProblem } from './plugins/errors.ts';
import { measure } from './plugins/metrics.ts';
import { turnFloodsAway } from './plugins/overload.ts';
import { limitRates } from './plugins/rates.ts';
import { harden } from './plugins/security.ts';
import { createSessions } from './plugins/sessions.ts';
import { releaseSpareConnections } from './plugins/spare-connections.ts';
import { compressReplies, sendPage, serveStorefront, wantsPage } from './plugins/storefront.ts';
import { createTokens, type Tokens } from './plugins/tokens.ts';
import { Problem } from './problem.ts';
import { apiPrefix } from './register.ts';
import { requestIdOf } from './request-id.ts';
import { featureRoutes } from './routes/features.ts';
import { platformRoutes } from './routes/platform/routes.ts';

export interface AppDependencies {
  database: Database;
  clock: Clock;
  log: Logger;
  settings: ApiSettings;
  /** Every feature by default; a test may serve fewer or its own. */
  features?: readonly FeatureRoutes[];
}

/** How many requests may wait for their turn: 200 clients at one slot find room, a flood is told at once. */
const queueLimit = 1_500;
const waitLimitMs = 6_000;

/** The whole API as a value that does not listen yet. `close` ends streams, lets requests finish and leaves the database open. */
export async function buildApp(dependencies: AppDependencies): Promise<FastifyInstance> {
  const { database, clock, log, settings } = dependencies;
  const gate = createGate({ width: settings.poolSize, queueLimit: settings.queueLimit ?? queueLimit, waitLimitMs });
  const app = shell(log, settings);
  handleErrors(app);
  const closing = new AbortController();
  app.addHook('preClose', async () => closing.abort());
  // A connection that would be kept alive after its last answer would hold the close up until it times out.
  app.addHook('onSend', async (_request, reply, payload) => {
    if (closing.signal.aborted) reply.header('connection', 'close');
    return payload;
  });
  releaseSpareConnections(app);

  const sessions = createSessions();
  const registry = measure(app, gate);
  await harden(app, settings.publicUrl?.startsWith('https:') ?? false);
  await app.register(fastifyCookie);
  const tokens = await createTokens(app, settings.jwtKeys);
  tellTime(app, clock);
  readSessions(app, tokens, clock);
  await limitRates(app);
  await compressReplies(app);
  await app.register(fastifyMultipart, {
    limits: { files: 1, fields: 20, fieldSize: 10_000, fileSize: 20 * 1024 * 1024 },
  });

  const api: Api = {
    app,
    database,
    clock,
    log,
    settings,
    gate,
    tokens,
    sessions,
    closing: closing.signal,
    endpoints: [],
  };
  refuseUndeclaredRoutes(app);
  for (const routes of dependencies.features ?? featureRoutes) routes(api);
  platformRoutes(api, registry);
  serveDocs(app);
  if (settings.webRoot) await serveStorefront(app, settings.webRoot);
  answerTheRest(api);
  await app.ready();
  turnFloodsAway(app, gate);
  return app;
}

/** An empty server: how it names, parses and refuses requests before any route is known. */
function shell(log: Logger, settings: ApiSettings): FastifyInstance {
  const app = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestIdOf,
    requestIdHeader: false,
    trustProxy: settings.trustProxy ? settings.trustProxy.split(',').map((range) => range.trim()) : false,
    bodyLimit: 1_048_576,
    requestTimeout: 60_000,
    exposeHeadRoutes: false,
    // A connection that is kept alive across a restart gets its answer instead of a 503.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => {
      reply.header('x-request-id', request.id);
      sendProblem(request, reply as FastifyReply, problemFrom(error, request));
    },
    clientErrorHandler: refuseBrokenHttp,
  });
  acceptJsonOnly(app);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    // A flood that is turned away is counted by the metrics; a line for each would be a flood of its own.
    const isQuiet = request.method === 'GET' || reply.statusCode === 503 || reply.statusCode === 429;
    const level = reply.statusCode === 500 ? 'warn' : isQuiet ? 'debug' : 'info';
    request.log[level](
      {
        operation: request.routeOptions.config.operationId,
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime),
      },
      'Request answered.',
    );
  });
  return app;
}

/** JSON bodies only, parsed strictly; an empty one is nothing rather than a fault. */
function acceptJsonOnly(app: FastifyInstance): void {
  const strict = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, parsed) => {
    if (body === '') parsed(null, undefined);
    else strict(request, body as string, (error, value) => parsed(error ? new Problem('malformed-json') : null, value));
  });
}

/** What is not even HTTP gets the shortest of answers. */
function refuseBrokenHttp(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
  const body = JSON.stringify({
    type: '/problems/malformed-request',
    code: 'malformed-request',
    status: Number(status.slice(0, 3)),
  });
  const head = `HTTP/1.1 ${status}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}`;
  if (socket.writable) socket.write(`${head}\r\nConnection: close\r\n\r\n${body}`);
  socket.destroySoon();
}

/** Answers carry the time that bookings are judged by, so that a page counts a hold down and greys out the past by it. */
function tellTime(app: FastifyInstance, clock: Clock): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith(apiPrefix)) reply.header('date', new Date(clock.now()).toUTCString());
  });
}

/** Reads the access token before anything that counts requests by person. */
function readSessions(app: FastifyInstance, tokens: Tokens, clock: Clock): void {
  app.decorateRequest('session', undefined);
  app.addHook('onRequest', async (request) => {
    try {
      request.session = tokens.read(request.headers.authorization, clock.now());
    } catch {
      request.session = 'refused';
    }
  });
}

/** Every operation goes through `register`, so that none is served without roles or missing from the document. */
function refuseUndeclaredRoutes(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    if (route.url.startsWith(apiPrefix) && !route.config?.operationId) {
      throw new Error(`${route.url} is not served from an endpoint table.`);
    }
  });
}

/** Pages of the storefront, a wrong method, or nothing at all. */
function answerTheRest(api: Api): void {
  const known = api.endpoints.map((endpoint) => ({
    pattern: new RegExp(`^${apiPrefix}${endpoint.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    method: endpoint.method,
  }));
  api.app.setNotFoundHandler((request, reply) => {
    if (wantsPage(request, api.settings.webRoot)) return sendPage(reply);
    const path = request.url.split('?')[0] ?? '';
    const methods = known.filter((route) => route.pattern.test(path)).map((route) => route.method);
    if (methods.length === 0) throw new Problem('not-found');
    reply.header('allow', methods.join(', '));
    throw new Problem('method-not-allowed');
  });
}
