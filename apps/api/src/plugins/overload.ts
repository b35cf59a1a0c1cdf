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
  app.server.on('request', (request, response) => {
    const overload = request.url?.startsWith('/api/') && !alwaysLetIn.test(request.url) ? refusalOf(gate) : undefined;
    if (overload) refuse(request, response, overload);
    else for (const listener of inside) listener(request, response);
  });
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
