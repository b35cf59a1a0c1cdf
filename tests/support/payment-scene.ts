import { hashPassword } from '@guanyi/commands/identity/passwords';
import { readAccount } from '@guanyi/db/ledger/accounts';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { buildTestApp, type TestApp, type TestReply, testPassword } from './build-app.ts';
import { createPerson, createWorld, type Person, type World, wednesdayMorning } from './factories/world.ts';
import { createStatement } from './issued-statement.ts';

export let api: TestApp;
export let world: World;
let passwordHash: string;
/** A customer of its own for each test. */
export let customer: { id: string; name: string; admin: Person };

export const as = (person: Person) => api.login(person.email);

/** An API on a Wednesday morning with a world of its own and a new customer for each test of the file that calls this. */
export function usePaymentScene(): void {
  beforeAll(async () => {
    api = await buildTestApp({ now: wednesdayMorning, poolSize: 8 });
    passwordHash = await hashPassword(testPassword);
    world = await createWorld(api.database, { passwordHash, approval: 'auto' });
  });
  afterAll(() => api.close());

  beforeEach(async () => {
    api.clock.set(wednesdayMorning);
    const { enterprise: id } = await createWorld(api.database);
    const [row] = await api.database.sql<
      { name: string }[]
    >`SELECT name_zh AS name FROM organisations WHERE id = ${id}`;
    const admin = await createPerson(api.database, id, 'orgAdmin', null, passwordHash);
    customer = { id, name: row!.name, admin };
  });
}

const months = ['2026-06', '2026-07', '2026-08', '2026-09', '2026-10', '2026-11'];
export function statement(amountsFen: number[], month = 0, more: Partial<Parameters<typeof createStatement>[1]> = {}) {
  const { finance, labId, instrumentId } = world;
  const spec = { finance, labId, instrumentId, organisationId: customer.id, period: months[month]!, amountsFen };
  return createStatement(api.database, { ...spec, now: wednesdayMorning, ...more });
}

let entered = 0;
export async function pay(amountFen: number, more: Record<string, unknown> = {}): Promise<TestReply['body']> {
  entered += 1;
  const body = { organisationId: customer.id, amountFen, receivedOn: '2026-12-01', reference: `P-${entered}`, ...more };
  const reply = await api.send('POST /payments', {
    token: await as(world.finance),
    body: { ...body, method: 'other' },
  });
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return reply.body;
}

export async function allocate(
  paymentId: string,
  ...parts: [statementId: string, amountFen: number][]
): Promise<TestReply> {
  const allocations = parts.map(([statementId, amountFen]) => ({ statementId, amountFen }));
  return api.send(`POST /payments/${paymentId}/allocate`, { token: await as(world.finance), body: { allocations } });
}

export async function stateOf(statementId: string) {
  const reply = await api.send(`GET /statements/${statementId}`, { token: await as(world.finance) });
  return [reply.body.status, reply.body.outstandingFen];
}

export async function receivable(): Promise<number> {
  const sums = await readAccount(api.database, world.districtId, { kind: 'receivable', ownerId: customer.id });
  return sums.debitSum - sums.creditSum;
}
