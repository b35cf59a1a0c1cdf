import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { hashPassword } from '@guanyi/commands/identity/passwords';
import { passDays } from '@guanyi/commands/lending/pass-days';
import { afterAll, beforeAll } from 'vitest';
import { buildTestApp, type TestApp, type TestReply, testPassword } from './build-app.ts';
import { createLendable, type LendableOptions } from './factories/lendable.ts';
import {
  createOrganisation,
  createPerson,
  createWorld,
  type Person,
  type World,
  wednesdayMorning,
} from './factories/world.ts';
import { tokensByClock } from './tokens-by-clock.ts';

type Cast = 'booker' | 'admin' | 'manager' | 'keeper' | 'officer' | 'finance' | 'reviewer' | 'stranger';

export let api: TestApp;
export let world: World;
export let people: Record<Cast, Person>;
let tokenOf: (person: Person) => Promise<string>;

/** A lab and a customer with everybody who has a part in a loan, on an API of their own. */
export function useLendingScene(): void {
  beforeAll(async () => {
    api = await buildTestApp({ now: wednesdayMorning });
    tokenOf = tokensByClock(api);
    const passwordHash = await hashPassword(testPassword);
    world = await createWorld(api.database, { passwordHash });
    const make = (organisationId: string, role: Person['role']) =>
      createPerson(api.database, organisationId, role, null, passwordHash);
    people = {
      booker: world.otherBooker,
      admin: await make(world.enterprise, 'orgAdmin'),
      manager: world.labManager,
      keeper: world.keeper,
      officer: await make(world.districtId, 'assetOfficer'),
      finance: world.finance,
      reviewer: await make(await createOrganisation(api.database, 'government'), 'hqReviewer'),
      stranger: world.booker,
    };
  });
  afterAll(() => api.close());
}

export function lendable(options: LendableOptions = {}): Promise<string> {
  return createLendable(api.database, world, options);
}

export async function send(as: Person, request: string, body?: object): Promise<TestReply> {
  return api.send(request, { token: await tokenOf(as), ...(body ? { body } : {}) });
}

export const days = { firstDay: '2026-12-14', lastDay: '2026-12-18' };
const purpose = { kind: 'research', text: '现场筛查' };

/** Asks for an instrument. */
export function ask(kind: 'loans' | 'leases', instrumentId: string, more: object = {}): Promise<TestReply> {
  const accessories = ['电源线', '标样'];
  return send(people.booker, `POST /${kind}`, {
    instrumentId,
    ...days,
    purpose,
    address: '青岛',
    accessories,
    ...more,
  });
}

/** Approves every step that is asked, in order. @returns the roles that were asked. */
export async function approveAll(subjectId: string): Promise<string[]> {
  const byRole = { labManager: people.manager, assetOfficer: people.officer, hqReviewer: people.reviewer };
  const roles: string[] = [];
  for (;;) {
    const { body } = await send(people.officer, `GET /approvals?subjectId=${subjectId}&status=pending`);
    const next = body.items.find((step: { isCurrent: boolean }) => step.isCurrent);
    if (!next) return roles;
    roles.push(next.role);
    const reply = await send(byRole[next.role as keyof typeof byRole], `POST /approvals/${next.id}/decide`, {
      decision: 'approve',
    });
    if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
  }
}

/** A loan or lease with both signatures. @returns its id. */
export async function contracted(kind: 'loans' | 'leases', instrumentId: string, more: object = {}): Promise<string> {
  const { body, status } = await ask(kind, instrumentId, more);
  if (status !== 201) throw new Error(JSON.stringify(body));
  await approveAll(body.id);
  const { contractId } = (await send(people.booker, `GET /${kind}/${body.id}`)).body;
  for (const signer of [people.officer, people.admin]) {
    const reply = await send(signer, `POST /contracts/${contractId}/sign`, {});
    if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
  }
  return body.id;
}

export const seen = {
  conditions: [
    { item: '外壳', state: 'good', note: '' },
    { item: '探测器', state: 'good', note: '' },
  ],
  accessories: ['电源线', '标样'],
  meterReading: 1_200,
  photoIds: [] as string[],
  signedBy: ['孙浩', '郑凯'],
};

/** Hands over at noon of the first day. */
export async function handedOver(
  kind: 'loans' | 'leases',
  instrumentId: string,
  more: object = {},
  how: object = {},
): Promise<string> {
  const id = await contracted(kind, instrumentId, more);
  api.clock.set('2026-12-14T04:00:00Z');
  const reply = await send(people.keeper, `POST /${kind}/${id}/hand-over`, { ...seen, ...how });
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
  return id;
}

/** Lets time do its work at an instant. */
export async function sweepAt(instant: string): Promise<void> {
  api.clock.set(instant);
  await execute(api.database, systemContext(api.clock.now()), passDays, { limit: 100 });
}
