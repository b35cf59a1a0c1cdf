import { hashPassword } from '@guanyi/commands/identity/passwords';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { buildTestApp, type TestApp, type TestReply, testPassword } from './build-app.ts';
import { eventually } from './eventually.ts';
import { type ChargeSpec, createCharges } from './factories/charges.ts';
import { createInstrument, createLab, createOrganisation, createPerson } from './factories/world.ts';
import { runWorker, type WorkerInTest } from './running-worker.ts';

export let api: TestApp;
/** Each test has a district of its own, so that months and numbers begin anew. */
export let district: string;
export let instrument: string;
export let university: string;
export let enterprise: string;

let worker: WorkerInTest;
let passwordHash: string;
let lab: string;
let finance: string;

const december = Date.parse('2026-12-01T02:00:00Z');

/** API and worker on 1 December 2026, for every test of the file that calls this. */
export function useStatementScene(): void {
  beforeAll(async () => {
    api = await buildTestApp({ now: december });
    worker = await runWorker(api.databaseUrl, { clock: api.clock });
    passwordHash = await hashPassword(testPassword);
  });
  afterAll(async () => {
    await worker.stop();
    await api.close();
  });
  beforeEach(async () => {
    api.clock.set(december);
    const { database } = api;
    district = await createOrganisation(database, 'customsDistrict');
    lab = await createLab(database, district);
    instrument = await createInstrument(database, { labId: lab, districtId: district });
    university = await createOrganisation(database, 'university');
    enterprise = await createOrganisation(database, 'enterprise');
    finance = await signIn(district, 'finance');
  });
}

export async function signIn(organisationId: string, role: 'finance' | 'orgFinance' | 'hqReviewer'): Promise<string> {
  const person = await createPerson(api.database, organisationId, role, null, passwordHash);
  return api.login(person.email);
}

/** One charge; `day` is a local time in Shanghai. */
export function charge(organisationId: string, day: string, more: Partial<ChargeSpec> = {}): Promise<string[]> {
  const occurredAt = Date.parse(`${day}+08:00`);
  const place = { districtId: district, labId: lab, instrumentId: instrument };
  return createCharges(api.database, [{ ...place, organisationId, occurredAt, amountsFen: [8_000], ...more }]);
}

/** As finance of the district, unless another token is given. */
export const post = (path: string, body: object = {}, token = finance) => api.send(`POST ${path}`, { token, body });
export const get = (path: string, token = finance) => api.send(`GET ${path}`, { token });

/** Runs November to its end. */
export async function run(
  more: object = {},
  period = '2026-11',
): Promise<Record<string, unknown> & { statements: string[] }> {
  const asked = await post('/statement-runs', { districtId: district, period, ...more });
  expect([asked.status, asked.headers.location]).toEqual([202, `/api/v1/operations/${asked.body.id}`]);
  return eventually(async () => {
    const { body } = await get(`/operations/${asked.body.id}`);
    return body.status === 'succeeded' && body.result;
  });
}

/** Runs November and issues the first statement of it. */
export async function issued(more: object = {}): Promise<TestReply['body']> {
  const { statements } = await run();
  const reply = await post(`/statements/${statements[0]}/issue`, more);
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return reply.body;
}
