import { setTimeout as sleep } from 'node:timers/promises';
import { register } from '@guanyi/api/register';
import { defineEndpoint, noContent } from '@guanyi/contracts/endpoint';
import { afterEach, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp } from '../../support/build-app.ts';

/** Stands for work that keeps a connection for a while. */
const slowEndpoint = defineEndpoint({
  operationId: 'slow',
  method: 'GET',
  path: '/slow',
  summary: 'Takes its time',
  responses: { 204: noContent },
  problems: [],
  roles: ['public'],
  scope: 'public',
});

describe('a server with more work than it can do', () => {
  let api: TestApp;
  afterEach(() => api.close());

  async function listen(workMs: number): Promise<string> {
    api = await buildTestApp({
      poolSize: 1,
      settings: { queueLimit: 20 },
      features: [(own) => register(own, slowEndpoint, async () => sleep(workMs, { status: 204 }))],
    });
    return api.app.listen({ port: 0, host: '127.0.0.1' });
  }

  it('turns away at once what finds no room, does the rest, and stays healthy', async () => {
    const address = await listen(100);
    const replies = Promise.all(Array.from({ length: 60 }, () => fetch(`${address}/api/v1/slow`)));
    await sleep(300);
    expect((await fetch(`${address}/livez`)).status).toBe(200);
    const away = (await replies).filter((reply) => reply.status !== 204);
    expect(away.length).toBeGreaterThan(20);
    expect(away.length).toBeLessThan(40);
    for (const reply of away) {
      expect(reply.status).toBe(503);
      expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(await away[0]!.json()).toMatchObject({
      code: 'overloaded',
      type: '/problems/overloaded',
      requestId: away[0]!.headers.get('x-request-id'),
    });
    expect((await fetch(`${address}/api/v1/slow`)).status).toBe(204);
  });

  it('finishes what it has begun when it closes', async () => {
    const address = await listen(300);
    const begun = fetch(`${address}/api/v1/slow`);
    await sleep(100);
    const closed = api.app.close();
    expect((await begun).status).toBe(204);
    await closed;
    await expect(fetch(`${address}/livez`)).rejects.toThrow();
  });
});
