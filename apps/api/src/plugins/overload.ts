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
const refusalsAtOnce = 50;
const refusalEveryMs = 10;

/**
 * Sends refusals at a bounded pace. Clients that come again the moment they are turned away would otherwise be served nothing but
 * refusals: four thousand of them keep a server busy that has no time left for the work it let in. A client that waits does not ask.
 */
function paced(): (refusal: () => void) => void {
  let waiting: (() => void)[] = [];
  let sent = 0;
  let isTicking = false;
  const tick = () => {
    const now = waiting.slice(0, refusalsAtOnce);
    waiting = waiting.slice(refusalsAtOnce);
    sent = now.length;
    isTicking = now.length > 0;
    if (isTicking) setTimeout(tick, refusalEveryMs);
    for (const refusal of now) refusal();
  };
  return (refusal) => {
    if (!isTicking) {
      isTicking = true;
      sent = 0;
      setTimeout(tick, refusalEveryMs);
    }
    if (waiting.length > 0 || sent >= refusalsAtOnce) waiting.push(refusal);
    else {
      sent += 1;
      refusal();
    }
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
