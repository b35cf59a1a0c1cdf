import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Gate } from '../gate.ts';
import { negotiateLocale } from '../locale.ts';
import { Problem } from '../problem.ts';
import { requestIdOf } from '../request-id.ts';
import { problemDocument } from './errors.ts';

/** Answers that need no database must come in a full house too: an orchestrator would otherwise kill what is merely busy. */
const alwaysLetIn = /^\/(api\/v1\/)?(livez|readyz|metrics)$/;

/**
 * Turns requests away before anything is spent on them while the gate is full. A refusal must stay far cheaper than the
 * work, or a flood of refusals would drown the work that was let in; so it is answered before the framework sees it.
 */
export function turnFloodsAway(app: FastifyInstance, gate: Gate): void {
  const inside = app.server.listeners('request') as ((request: IncomingMessage, response: ServerResponse) => void)[];
  app.server.removeAllListeners('request');
  const refuseInTurn = paced();
  app.server.on('request', (request, response) => {
    const overload = request.url?.startsWith('/api/') && !alwaysLetIn.test(request.url) ? refusalOf(gate) : undefined;
    if (overload) refuseInTurn(() => refuse(request, response, overload));
    else for (const listener of inside) listener(request, response);
  });
}

/** Together five thousand a second: a tenth of what one core can do, and more than a fair overload brings. */
const refusalsPerMs = 5;
/** What may go out in one go after a pause: a busy server comes round to its timers late, and would otherwise send fewer the busier it is. */
const refusalsAtOnce = 250;
const lookAgainMs = 10;

/**
 * Sends refusals at a bounded pace. Clients that come again the moment they are turned away would otherwise be served nothing but
 * refusals: four thousand of them keep a server busy that has no time left for the work it let in. A client that waits does not ask.
 */
function paced(): (refusal: () => void) => void {
  let waiting: (() => void)[] = [];
  let allowed = refusalsAtOnce;
  let countedAt = performance.now();
  let isTicking = false;
  const count = () => {
    const now = performance.now();
    allowed = Math.min(refusalsAtOnce, allowed + (now - countedAt) * refusalsPerMs);
    countedAt = now;
  };
  const tick = () => {
    count();
    const now = waiting.slice(0, Math.floor(allowed));
    waiting = waiting.slice(now.length);
    allowed -= now.length;
    isTicking = waiting.length > 0;
    if (isTicking) setTimeout(tick, lookAgainMs);
    for (const refusal of now) refusal();
  };
  return (refusal) => {
    count();
    if (waiting.length === 0 && allowed >= 1) {
      allowed -= 1;
      refusal();
      return;
    }
    waiting.push(refusal);
    if (isTicking) return;
    isTicking = true;
    setTimeout(tick, lookAgainMs);
  };
}

function refusalOf(gate: Gate): Problem | undefined {
  try {
    gate.refuseWhenFull();
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

function refuse(request: IncomingMessage, response: ServerResponse, problem: Problem): void {
  if (response.destroyed) return;
  const locale = negotiateLocale(request.headers['accept-language']);
  const requestId = requestIdOf(request);
  const body = JSON.stringify(problemDocument(problem, locale, request.url ?? '', requestId));
  request.resume();
  response.writeHead(problem.status, {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-language': locale,
    'content-length': String(Buffer.byteLength(body)),
    'cache-control': 'no-store',
    'retry-after': String(Math.ceil(problem.parts.retryAfterSeconds ?? 1)),
    'x-request-id': requestId,
  });
  response.end(body);
}
