import { randomBytes } from 'node:crypto';
import scalar from '@scalar/fastify-api-reference';
import type { FastifyInstance } from 'fastify';
import { contentSecurityPolicy } from './security.ts';

const nonceInPage = 'the-nonce-of-this-page';

/** The human page of the API at /docs. Everything comes from this server; its styles run under a nonce made for each view. */
export async function serveDocs(app: FastifyInstance): Promise<void> {
  await app.register(async (scope) => {
    scope.addHook('onSend', async (_request, reply, payload) => {
      if (typeof payload !== 'string' || !payload.includes(nonceInPage)) return payload;
      const nonce = randomBytes(16).toString('base64');
      reply.header('content-security-policy', contentSecurityPolicy(nonce));
      return payload.replaceAll(nonceInPage, nonce);
    });
    await scope.register(scalar, {
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
  });
}
