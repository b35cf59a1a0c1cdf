import { randomBytes } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import { contentSecurityPolicy } from './security.ts';

const nonceInPage = 'the-nonce-of-this-page';

/**
 * The human page of the API at /docs. Everything comes from this server; its styles run under a nonce made for each view.
 * The page's programs weigh 25 MB in memory and few servers are ever asked for them, so they are loaded with the first view.
 */
export function serveDocs(app: FastifyInstance): void {
  let pages: Promise<FastifyInstance> | undefined;
  for (const url of ['/docs', '/docs/', '/docs/*']) {
    app.get(url, async (request, reply) => {
      pages ??= openPages();
      const page = await (await pages).inject({ method: 'GET', url: request.url });
      for (const name of ['content-type', 'location', 'cache-control', 'etag']) {
        const value = page.headers[name];
        if (value !== undefined) reply.header(name, value);
      }
      reply.status(page.statusCode);
      if (!page.headers['content-type']?.toString().includes('html')) return reply.send(page.rawPayload);
      const nonce = randomBytes(16).toString('base64');
      reply.header('content-security-policy', contentSecurityPolicy(nonce));
      return reply.send(page.payload.replaceAll(nonceInPage, nonce));
    });
  }
}

/** A server of its own that never listens: once the real one runs, nothing can be added to it. */
async function openPages(): Promise<FastifyInstance> {
  const { default: scalar } = await import('@scalar/fastify-api-reference');
  const pages = Fastify();
  await pages.register(scalar, {
    routePrefix: '/docs',
    configuration: {
      url: '/api/v1/openapi.json',
      pageTitle: 'Guanyi API',
      nonce: nonceInPage,
      withDefaultFonts: false,
      telemetry: false,
      hideClientButton: true,
      showDeveloperTools: 'never',
      agent: { disabled: true },
      mcp: { disabled: true },
    } as NonNullable<Parameters<typeof scalar>[1]['configuration']>,
  });
  await pages.ready();
  return pages;
}
