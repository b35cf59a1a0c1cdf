import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../problem.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    operationId?: string;
  }
}

/** Per second. Far above what a person or a fair script needs: real saturation is the gate's matter, this stops a runaway. */
const signedInPerSecond = 5_000;
const visitorPerSecond = 10_000;
const remembered = 20_000;

/** Limits requests per person, or per address for visitors. A person behind a busy address is not counted with the others. */
export async function limitRates(app: FastifyInstance): Promise<void> {
  await app.register(rateLimit, {
    global: true,
    timeWindow: 1_000,
    max: (request) => (isPerson(request) ? signedInPerSecond : visitorPerSecond),
    keyGenerator: keyOf,
    cache: remembered,
    enableDraftSpec: true,
    errorResponseBuilder: (_request, context) =>
      new Problem('rate-limited', { retryAfterSeconds: context.ttl / 1_000 }),
  });
}

function isPerson(request: FastifyRequest): boolean {
  return typeof request.session === 'object';
}

function keyOf(request: FastifyRequest): string {
  return typeof request.session === 'object' ? request.session.userId : request.ip;
}
