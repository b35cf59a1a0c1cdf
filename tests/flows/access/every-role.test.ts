import { allEndpoints } from '@guanyi/contracts/all';
import type { Endpoint } from '@guanyi/contracts/endpoint';
import { type Role, rolePolicies, roles } from '@guanyi/domain/identity/roles';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp, type TestReply } from '../../support/build-app.ts';
import { wednesdayMorning } from '../../support/factories/world.ts';
import { createSides, makers } from './cast.ts';
import { ownedByBody, queries, samples } from './samples.ts';
import type { Player, Side } from './side.ts';

/** A stream does not end by itself; its own test opens and closes it. */
const endpoints = allEndpoints.filter((endpoint) => endpoint.operationId !== 'streamEvents');
const closed = endpoints.filter((endpoint) => !endpoint.roles.includes('public'));
const forSomeRoles = closed.filter((endpoint) => !endpoint.roles.includes('signedIn'));

const admits = (endpoint: Endpoint, role: Role) => endpoint.roles.includes('signedIn') || endpoint.roles.includes(role);
const seesAll = (role: Role) => rolePolicies[role].reach === 'all';

describe('access', () => {
  let api: TestApp;
  let own: Side;
  let foreign: Side;
  let make: ReturnType<typeof makers>;

  beforeAll(async () => {
    api = await buildTestApp({ now: wednesdayMorning });
    ({ own, foreign } = await createSides(api));
    make = makers(api);
  });
  afterAll(() => api.close());

  /** Sends the operation as the player, with things of the side in path, body and query. */
  async function send(endpoint: Endpoint, player: Player | undefined, side: Side, owner: Player): Promise<TestReply> {
    const names = Object.keys(endpoint.params?.shape ?? {});
    let path: string = endpoint.path;
    for (const name of names)
      path = path.replace(`{${name}}`, await make[name]!(homeFor(endpoint, side, owner), owner));
    const said = samples[endpoint.operationId]?.(side, owner.role) ?? {};
    return api.send(`${endpoint.method} ${path}${queries[endpoint.operationId] ?? ''}`, {
      token: player?.token,
      ...said,
      ...(said.body === undefined && endpoint.body ? { body: {} } : {}),
    });
  }

  /** District and lab people manage the members of their district; everybody else those of the customer. */
  function homeFor(endpoint: Endpoint, side: Side, owner: Player): Side {
    const isMembership = endpoint.path.startsWith('/organisations/{organisationId}');
    return isMembership && !['orgAdmin', 'platformAdmin', 'auditor'].includes(owner.role)
      ? { ...side, customer: owner.organisationId }
      : side;
  }

  it.each(closed.map((endpoint) => [endpoint.operationId, endpoint] as const))(
    '%s wants a session',
    async (_name, endpoint) => {
      const owner = own.people.booker;
      const reply = await send(endpoint, undefined, own, owner);
      expect([reply.status, reply.body.code]).toEqual([401, 'not-signed-in']);
    },
  );

  const refused = forSomeRoles.flatMap((endpoint) =>
    roles.filter((role) => !admits(endpoint, role)).map((role) => [endpoint.operationId, role, endpoint] as const),
  );
  it.each(refused)('%s is not for a %s, not even on its own side', async (_name, role, endpoint) => {
    const owner = own.people[roles.find((candidate) => admits(endpoint, candidate))!];
    const reply = await send(endpoint, own.people[role], own, owner);
    expect([reply.status, reply.body.code]).toEqual([403, 'role-not-allowed']);
  });

  const admitted = closed.flatMap((endpoint) =>
    roles.filter((role) => admits(endpoint, role)).map((role) => [endpoint.operationId, role, endpoint] as const),
  );
  it.each(admitted)('%s is for a %s on its own side', async (_name, role, endpoint) => {
    const player = own.people[role];
    const reply = await send(endpoint, player, own, player);
    expect([401, 403], JSON.stringify(reply.body)).not.toContain(reply.status);
    expect(reply.status, JSON.stringify(reply.body)).toBeLessThan(500);
    if (!isBeyondOwn(endpoint, role)) expect(reply.status, JSON.stringify(reply.body)).not.toBe(404);
  });

  // What the public may read, whoever is signed in may act on: nothing of it is foreign.
  const reaching = closed
    .filter((endpoint) => endpoint.scope !== 'public')
    .filter((endpoint) => endpoint.params || ownedByBody.has(endpoint.operationId))
    .flatMap((endpoint) =>
      roles
        .filter((role) => admits(endpoint, role) && (!seesAll(role) || isPersonal(endpoint)))
        .map((role) => [endpoint.operationId, role, endpoint] as const),
    );
  it.each(reaching)('%s finds nothing foreign for a %s', async (_name, role, endpoint) => {
    const reply = await send(endpoint, own.people[role], foreign, foreign.people[role]);
    expect([reply.status, reply.body.code], JSON.stringify(reply.body)).toEqual([404, 'not-found']);
  });

  const lists = closed.filter((endpoint) => endpoint.method === 'GET' && !endpoint.params);
  const looking = lists.flatMap((endpoint) =>
    roles
      .filter((role) => admits(endpoint, role) && !seesAll(role))
      .map((role) => [endpoint.operationId, role, endpoint] as const),
  );
  it.each(looking)('%s shows a %s nothing foreign', async (_name, role, endpoint) => {
    const foreignBooking = await make.bookingId!(foreign, foreign.people.booker);
    const reply = await send(endpoint, own.people[role], own, own.people[role]);
    const shown = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
    const secrets = [foreignBooking, foreign.customer, ...Object.values(foreign.people).flatMap(namesOf)];
    for (const secret of secrets) expect(shown).not.toContain(secret);
  });

  const open = endpoints.filter((endpoint) => endpoint.roles.includes('public') && endpoint.method === 'GET');
  it.each(open.map((endpoint) => [endpoint.operationId, endpoint] as const))(
    '%s tells the public of no person and no customer',
    async (_name, endpoint) => {
      await make.bookingId!(own, own.people.booker);
      const reply = await send(endpoint, undefined, own, own.people.booker);
      expect(reply.status).toBe(200);
      const shown = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
      for (const secret of [own.customer, ...Object.values(own.people).flatMap(namesOf)]) {
        expect(shown).not.toContain(secret);
      }
    },
  );

  it.each(['listBookings', 'listUsage', 'listCharges'])('%s filtered by a foreign owner is empty', async (name) => {
    const endpoint = allEndpoints.find((candidate) => candidate.operationId === name)!;
    await make.bookingId!(foreign, foreign.people.booker);
    for (const filter of [`organisationId=${foreign.customer}`, `labId=${foreign.lab}`]) {
      const reply = await api.send(`GET ${endpoint.path}?${filter}`, { token: own.people.booker.token });
      expect([reply.status, reply.body.items]).toEqual([200, []]);
    }
  });

  it.each(['quoteId', 'holdId'])('a booking cannot use a foreign %s', async (name) => {
    const body = { instrumentId: own.instrument, from: '2026-12-20T00:00:00Z', until: '2026-12-20T01:00:00Z' };
    const theirs = { token: foreign.people.booker.token };
    const { body: made } =
      name === 'quoteId'
        ? await api.send('POST /quotes', { ...theirs, body: { ...body, form: 'machineTime' } })
        : await api.send('POST /holds', { ...theirs, body });
    expect(made.id).toBeDefined();
    const reply = await api.send('POST /bookings', {
      token: own.people.booker.token,
      body: { ...body, purpose: { kind: 'research', text: '' }, [name]: made.id },
    });
    expect(reply.status, JSON.stringify(reply.body)).toBe(404);
  });
});

function namesOf(player: Player): string[] {
  return [player.userId, player.email];
}

/** Things of one person, which no role of anybody else reaches. */
function isPersonal(endpoint: Endpoint): boolean {
  return endpoint.scope === 'self' && Boolean(endpoint.params);
}

/** The sample names the customer's member, whom these manage only in their own district. */
function isBeyondOwn(endpoint: Endpoint, role: Role): boolean {
  return endpoint.path.includes('{memberId}') && ['labManager', 'assetOfficer'].includes(role);
}
