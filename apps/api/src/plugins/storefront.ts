import { existsSync } from 'node:fs';
import path from 'node:path';
import compress from '@fastify/compress';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Below this a compressed body is hardly smaller. */
const compressFromBytes = 1_024;

export async function compressReplies(app: FastifyInstance): Promise<void> {
  await app.register(compress, {
    threshold: compressFromBytes,
    encodings: ['br', 'gzip', 'identity'],
    // The highest brotli quality takes a hundred times longer for a tenth less.
    brotliOptions: { params: { 1: 4 } },
  });
}

/** Serves the built storefront: hashed files for ever, the page itself always fresh. */
export async function serveStorefront(app: FastifyInstance, webRoot: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: webRoot,
    wildcard: true,
    index: false,
    preCompressed: true,
    setHeaders(reply, file) {
      const hashed = /[-.][\w-]{8,}\.\w+(\.br|\.gz)?$/.test(file) && file.includes(`${path.sep}assets${path.sep}`);
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.get('/', (_request, reply) => sendPage(reply));
}

/** True for an address that the storefront's own router knows, as opposed to a missing file or operation. */
export function wantsPage(request: FastifyRequest, webRoot: string | undefined): webRoot is string {
  if (!webRoot || request.method !== 'GET' || request.url.startsWith('/api/')) return false;
  const lastPart = (request.url.split('?')[0] ?? '').split('/').at(-1) ?? '';
  return !lastPart.includes('.') && existsSync(path.join(webRoot, 'index.html'));
}

export function sendPage(reply: FastifyReply): FastifyReply {
  return reply.sendFile('index.html');
}
