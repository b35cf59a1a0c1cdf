import { hashPassword } from '@guanyi/commands/identity/passwords';
import { afterAll, beforeAll, expect } from 'vitest';
import { buildTestApp, type TestApp, type TestReply, testPassword } from './build-app.ts';
import { eventually } from './eventually.ts';
import { at, createInstrument, createPerson, createWorld, type World, type WorldOptions } from './factories/world.ts';
import { runWorker, type WorkerInTest } from './running-worker.ts';

/** The Monday on which everything is used. */
const monday = '2026-12-14';

export type Voice = 'keeper' | 'labManager' | 'finance' | 'booker' | 'otherBooker' | 'orgFinance';

export let api: TestApp;
export let world: World;
export let worker: WorkerInTest;
export const tokens = {} as Record<Voice, string>;

/** The API and a worker on a database of their own, at eight on that Monday, with a lab and two customers signed in. */
export function useBillingScene(): void {
  beforeAll(async () => {
    api = await buildTestApp({ now: at(`${monday} 08:00`) });
    const passwordHash = await hashPassword(testPassword);
    world = await createWorld(api.database, { passwordHash, approval: 'auto' });
    for (const role of ['keeper', 'labManager', 'finance', 'booker', 'otherBooker'] as const)
      tokens[role] = await api.login(world[role].email);
    const orgFinance = await createPerson(api.database, world.university, 'orgFinance', null, passwordHash);
    tokens.orgFinance = await api.login(orgFinance.email);
    worker = await runWorker(api.databaseUrl, { clock: api.clock });
  });
  afterAll(async () => {
    await worker.stop();
    await api.close();
  });
}

/** Runs the work with the clock at that instant. Sessions last minutes, so the customer and finance sign in again. */
export async function atInstant<T>(instant: string | number, work: () => Promise<T>): Promise<T> {
  const before = { now: api.clock.now(), ...tokens };
  api.clock.set(instant);
  try {
    tokens.booker = await api.login(world.booker.email);
    tokens.finance = await api.login(world.finance.email);
    return await work();
  } finally {
    const { now, ...earlier } = before;
    api.clock.set(now);
    Object.assign(tokens, earlier);
  }
}

/** A local time of that Monday, `HH:MM` or `HH:MM:SS`, as the API takes it. */
export function iso(local: string, day = monday): string {
  const [hours = 0, minutes = 0, seconds = 0] = local.split(':').map(Number);
  return new Date(at(`${day} 00:00`) + ((hours * 60 + minutes) * 60 + seconds) * 1_000).toISOString();
}

export function instrument(options: WorldOptions = {}): Promise<string> {
  const place = { labId: world.labId, districtId: world.districtId };
  return createInstrument(api.database, { ...place, approval: 'auto', ...options });
}

/** Books for the university, or for whom the token speaks. @returns the id. */
export async function booking(
  instrumentId: string,
  from: string,
  until: string,
  { token = tokens.booker, ...more }: { token?: string; quoteId?: string } = {},
): Promise<string> {
  const window = { from: iso(from), until: iso(until) };
  const body = { instrumentId, ...window, purpose: { kind: 'research', text: '' }, ...more };
  const reply = await api.send('POST /bookings', { token, body });
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return reply.body.id;
}

let told = 0;

/** Tells of a use as a meter does, under an id of its own unless it names one. */
export function record(body: object, token = tokens.keeper): Promise<TestReply> {
  told += 1;
  const said = { source: 'meter', sourceId: `m-${told}`, serviceWay: 'selfOperated', ...body };
  return api.send('POST /usage-records', { token, body: said });
}

/** `complete`, `confirm`, `dispute` and the like. */
export function act(usageRecordId: string, verb: string, body: object, token: string): Promise<TestReply> {
  return api.send(`POST /usage-records/${usageRecordId}/${verb}`, { token, body });
}

// biome-ignore lint/suspicious/noExplicitAny: a test names the members it expects, and fails when they are missing.
type ListedCharge = any;

export async function charges(query: string): Promise<ListedCharge[]> {
  const reply = await api.send(`GET /charges?${query}`, { token: tokens.finance });
  expect(reply.status).toBe(200);
  return reply.body.items;
}

/** The charges, as soon as the worker has made the first. */
export async function chargesOnceThere(query: string): Promise<ListedCharge[]> {
  let found: ListedCharge[] = [];
  await eventually(async () => {
    found = await charges(query);
    return found.length > 0;
  });
  return found;
}
