import type { Api } from '@guanyi/api/api';
import { register } from '@guanyi/api/register';
import { featureRoutes } from '@guanyi/api/routes/features';
import { allEndpoints } from '@guanyi/contracts/all';
import { defineEndpoint, noContent } from '@guanyi/contracts/endpoint';
import { roles } from '@guanyi/domain/identity/roles';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp } from '../../support/build-app.ts';

interface Operation {
  operationId: string;
  'x-roles': string[];
  'x-scope': string;
  parameters: { name: string; in: string }[];
}

describe('the OpenAPI document', () => {
  let api: TestApp;
  const served = new Set<string>();
  let documented: Map<string, Operation>;

  beforeAll(async () => {
    const listen = ({ app }: Api) => {
      app.addHook('onRoute', ({ method, url }) => {
        if (url.startsWith('/api/')) served.add(`${method} ${url.replaceAll(/:(\w+)/g, '{$1}')}`);
      });
    };
    api = await buildTestApp({ features: [listen, ...featureRoutes] });
    const { body } = await api.send('GET /openapi.json');
    expect(body.openapi).toBe('3.1.0');
    const paths: [string, Record<string, Operation>][] = Object.entries(body.paths);
    documented = new Map(
      paths.flatMap(([path, item]) =>
        Object.entries(item)
          .filter(([method]) => method !== 'servers')
          .map(([method, operation]) => [`${method.toUpperCase()} /api/v1${path}`, operation] as const),
      ),
    );
  });
  afterAll(() => api.close());

  it('describes exactly what is served', () => {
    expect([...documented.keys()].sort()).toEqual([...served].sort());
  });

  it('describes every operation of every endpoint table', () => {
    const described = [...documented.values()].map((operation) => operation.operationId).sort();
    expect(described).toEqual(allEndpoints.map((endpoint) => endpoint.operationId).sort());
  });

  it('names roles and scope of every operation', () => {
    const scopes = ['public', 'self', 'organisation', 'lab', 'district', 'region', 'platform'];
    for (const operation of documented.values()) {
      expect(operation['x-roles'].length, operation.operationId).toBeGreaterThan(0);
      for (const role of operation['x-roles']) expect(['public', ...roles]).toContain(role);
      expect(scopes).toContain(operation['x-scope']);
    }
  });

  it('offers Idempotency-Key with every POST and no other', () => {
    for (const [route, operation] of documented) {
      const offers = operation.parameters.some((parameter) => parameter.name === 'Idempotency-Key');
      expect(offers, route).toBe(route.startsWith('POST '));
    }
  });

  it('is shown at /docs by scripts of this server only, under a nonce of the page', async () => {
    const page = await api.send('GET //docs/');
    expect(page.status).toBe(200);
    const policy = String(page.headers['content-security-policy']);
    expect(policy).not.toContain('unsafe-inline');
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    expect(page.body).toContain(`nonce="${nonce}"`);
    expect(page.body).not.toMatch(/src="https?:/);
    const other = await api.send('GET //docs/');
    expect(other.body).not.toContain(`nonce="${nonce}"`);
  });
});

describe('a route', () => {
  const endpoint = { operationId: 'x', method: 'GET', path: '/x', summary: '', responses: { 204: noContent } } as const;

  it('without roles does not boot', async () => {
    const bare = defineEndpoint({ ...endpoint, problems: [], roles: [], scope: 'public' });
    const build = buildTestApp({ features: [(api) => register(api, bare, async () => ({ status: 204 }))] });
    await expect(build).rejects.toThrow('names no roles');
  });

  it('beside the endpoint tables does not boot', async () => {
    const build = buildTestApp({ features: [({ app }) => void app.get('/api/v1/hidden', async () => 'x')] });
    await expect(build).rejects.toThrow('not served from an endpoint table');
  });
});
