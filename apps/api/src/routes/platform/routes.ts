import { getLiveness, getMetrics, getOpenApi, getOperation, getReadiness } from '@guanyi/contracts/platform/endpoints';
import { formatInstant } from '@guanyi/contracts/shapes';
import { readHealth } from '@guanyi/db/health';
import { findOperation } from '@guanyi/db/operations';
import type { Registry } from 'prom-client';
import type { Api } from '../../api.ts';
import { openApiDocument } from '../../plugins/openapi.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';
import { faultText, presentReport } from '../catalogue/present-import.ts';

const version = '0.1.0';

/** What belongs to no feature: health, figures, the API's own description, and long work. Registered last, so that it describes the rest. */
export function platformRoutes(api: Api, registry: Registry): void {
  register(api, getLiveness, async () => ({ status: 200, body: { status: 'ok' } }), { ungated: true });

  register(
    api,
    getReadiness,
    async () => {
      const checks = await readHealth(api.database).catch(() => undefined);
      if (!checks) throw new Problem('database-unavailable', { retryAfterSeconds: 1 });
      const isWhole = Object.values(checks).every((check) => check === 'ok');
      return { status: 200, body: { status: isWhole ? 'ok' : 'degraded', checks } };
    },
    { ungated: true },
  );

  register(
    api,
    getMetrics,
    async () => ({ status: 200, body: await registry.metrics(), headers: { 'content-type': registry.contentType } }),
    { ungated: true },
  );

  let document: string | undefined;
  register(
    api,
    getOpenApi,
    async () => {
      document ??= JSON.stringify(openApiDocument(api.endpoints, version));
      const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-cache' };
      return { status: 200, body: document, headers };
    },
    { ungated: true },
  );

  register(api, getOperation, async (call) => {
    const operation = await findOperation(api.database, call.params.operationId, call.actor.userId);
    if (!operation) throw new Problem('not-found');
    const { createdAt, updatedAt, result, problem, ...rest } = operation;
    return {
      status: 200,
      body: {
        ...rest,
        ...(result ? { result: presentReport(result, call.locale) } : {}),
        ...(problem ? { problem: { ...problem, title: faultText(String(problem.code), call.locale) } } : {}),
        createdAt: formatInstant(createdAt),
        updatedAt: formatInstant(updatedAt),
      },
    };
  });
}
