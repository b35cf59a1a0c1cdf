import { hashPassword } from '@guanyi/commands/identity/passwords';
import { allEndpoints } from '@guanyi/contracts/all';
import type { Endpoint } from '@guanyi/contracts/endpoint';
import { roles } from '@guanyi/domain/identity/roles';
import { newId } from '@guanyi/platform/ids';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp, testPassword } from '../../support/build-app.ts';
import { createWorld, wednesdayMorning } from '../../support/factories/world.ts';
import { fullScale } from '../../support/scale.ts';
import { type ArbitraryRequest, arbitraryRequest, type DocumentedOperation } from './arbitrary-request.ts';

/** Streams do not end; uploads have tests of their own. */
const endpoints = allEndpoints.filter((endpoint) => endpoint.operationId !== 'streamEvents' && !endpoint.multipart);
const runsEach = fullScale ? 2_000 : 40;

describe('whatever is sent', () => {
  let api: TestApp;
  let token: string;
  const ids: Record<string, string> = {};
  let paths: Record<string, Record<string, DocumentedOperation>>;

  beforeAll(async () => {
    api = await buildTestApp({ now: wednesdayMorning });
    const passwordHash = await hashPassword(testPassword);
    const world = await createWorld(api.database, { passwordHash, approval: 'auto' });
    // One person with every role, so that nothing is turned away before the rules see it.
    for (const role of roles) {
      const organisationId = role === 'booker' ? world.university : world.districtId;
      await api.database.sql`
        INSERT INTO memberships (id, user_id, organisation_id, lab_id, role)
        VALUES (${newId()}, ${world.booker.userId}, ${organisationId}, ${world.labId}, ${role})`;
    }
    token = await api.login(world.booker.email);
    const booking = await api.send('POST /bookings', {
      token,
      body: {
        instrumentId: world.instrumentId,
        from: '2026-12-11T02:00:00Z',
        until: '2026-12-11T03:00:00Z',
        purpose: { kind: 'research', text: '' },
        onBehalfOf: world.university,
      },
    });
    ({ paths } = (await api.send('GET /openapi.json')).body);
    Object.assign(ids, {
      instrumentId: world.instrumentId,
      labId: world.labId,
      organisationId: world.university,
      onBehalfOf: world.university,
      bookingId: booking.body.id,
    });
  });
  afterAll(() => api.close());

  async function send(endpoint: Endpoint, request: ArbitraryRequest) {
    const query = new URLSearchParams(
      Object.entries(request.query ?? {}).flatMap(([name, value]) =>
        (Array.isArray(value) ? value : [value]).map((one) => [
          name,
          typeof one === 'object' ? JSON.stringify(one) : String(one),
        ]),
      ),
    );
    const hasBody = endpoint.method !== 'GET';
    return api.app.inject({
      method: endpoint.method,
      url: `/api/v1${request.path}?${query}`,
      headers: {
        ...request.headers,
        authorization: `Bearer ${token}`,
        ...(hasBody ? { 'content-type': 'application/json' } : {}),
      },
      ...(hasBody ? { payload: JSON.stringify(request.body) ?? '' } : {}),
    });
  }

  it.each(endpoints.map((endpoint) => [endpoint.operationId, endpoint] as const))(
    '%s answers with a reply of its contract or a small problem document',
    async (_name, endpoint) => {
      const operation = paths[endpoint.path]![endpoint.method.toLowerCase()]!;
      await fc.assert(
        fc.asyncProperty(arbitraryRequest(endpoint.path, operation, ids), async (request) => {
          const reply = await send(endpoint, request);
          expect(reply.statusCode, reply.body.slice(0, 500)).toBeLessThan(500);
          if (reply.statusCode < 400) return;
          expect(reply.headers['content-type']).toBe('application/problem+json; charset=utf-8');
          expect(reply.rawPayload.length).toBeLessThan(100_000);
          const problem = reply.json();
          expect(problem).toMatchObject({ status: reply.statusCode, requestId: reply.headers['x-request-id'] });
          expect(problem.type).toBe(`/problems/${problem.code}`);
        }),
        { numRuns: runsEach },
      );
    },
    fullScale ? 600_000 : 30_000,
  );
});
