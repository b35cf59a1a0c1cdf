import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildEquityScene, type EquityScene, secondOfMarch } from '../../support/equity-scene.ts';

let scene: EquityScene;
const signingDay = Date.parse('2026-03-17T16:00:00Z');

beforeAll(async () => {
  scene = await buildEquityScene();
});
afterAll(() => scene.close());

/** Wednesdays 09:00–12:00 in Shanghai, the next of which is 25 March. */
const wednesdays = [{ day: 3, from: '09:00', until: '12:00' }];
const morning = { from: '2026-03-25T01:00:00Z', until: '2026-03-25T02:00:00Z' };
const day = 'from=2026-03-24T16:00:00Z&until=2026-03-25T16:00:00Z';

const book = (person: 'admin' | 'other', instrumentId: string, window = morning) =>
  scene.as(person, 'POST /bookings', { instrumentId, ...window, purpose: { kind: 'research', text: '' } });

async function signed(kept: { instrumentId: string }, change = {}) {
  scene.api.clock.set(secondOfMarch);
  const { caseId } = await scene.caseAt('noticed');
  scene.api.clock.set(signingDay);
  const hours = { ...kept, organisationId: scene.customer, weekly: wednesdays, releaseHours: 48, ...change };
  const body = { ...scene.agreement(), priorityHours: [hours] };
  return { caseId, reply: await scene.as('officer', `POST /equity-cases/${caseId}/agreement`, body) };
}

test('hours that an agreement keeps are booked by the holder alone until they are released, and end with its last unit', async () => {
  const instrumentId = await scene.freshInstrument();
  const { caseId, reply } = await signed({ instrumentId });
  expect([reply.status, reply.body.agreement.priorityHours]).toMatchObject([
    200,
    [{ instrumentId, organisationId: scene.customer, weekly: wednesdays, releaseHours: 48 }],
  ]);
  const refused = await book('other', instrumentId);
  expect([refused.status, refused.body.code]).toEqual([422, 'priority-hours']);
  const held = await scene.as('other', 'POST /holds', { instrumentId, ...morning });
  expect([held.status, held.body.code]).toEqual([422, 'priority-hours']);
  // The same calendar says so beforehand, to the holder as to others.
  const refusals = `GET /instruments/${instrumentId}/refusals?${day}`;
  const kept = { code: 'priority-hours', from: '2026-03-25T01:00:00.000Z', until: '2026-03-25T04:00:00.000Z' };
  expect((await scene.as('other', refusals)).body.items).toContainEqual(kept);
  expect((await scene.as('admin', refusals)).body.items).not.toContainEqual(kept);
  const free = `GET /instruments/${instrumentId}/availability?${day}`;
  const starts = (body: { free: { from: string }[] }) => body.free.map(({ from }) => from);
  expect(starts((await scene.api.send(free)).body)).toContain('2026-03-25T04:00:00.000Z');
  expect(starts((await scene.as('admin', free)).body)).not.toContain('2026-03-25T04:00:00.000Z');
  expect((await book('admin', instrumentId)).status).toBe(201);
  // Two days before its start what the holder has not booked is free to all.
  const later = { from: '2026-03-25T02:00:00Z', until: '2026-03-25T03:00:00Z' };
  scene.api.clock.set('2026-03-23T00:59:59Z');
  expect((await book('other', instrumentId, later)).body.code).toBe('priority-hours');
  scene.api.clock.set('2026-03-23T01:00:00Z');
  expect((await book('other', instrumentId, later)).status).toBe(201);
  // Without units no hours: first a part, then all that is left.
  const ventureId = reply.body.ventureId as string;
  const nextWeek = { from: '2026-04-01T01:00:00Z', until: '2026-04-01T02:00:00Z' };
  const give = (units: number) =>
    scene.as('officer', `POST /ventures/${ventureId}/stakes/transfers`, {
      ...{ fromOrganisationId: scene.customer, toOrganisationId: scene.investor, units, reason: 'sold' },
    });
  expect((await give(699_999)).status).toBe(201);
  expect((await book('other', instrumentId, nextWeek)).body.code).toBe('priority-hours');
  expect((await give(1)).status).toBe(201);
  expect((await book('other', instrumentId, nextWeek)).status).toBe(201);
  const { body } = await scene.as('officer', `GET /equity-cases/${caseId}`);
  expect(body.agreement.priorityHours[0].endedAt).toBe('2026-03-23T01:00:00.000Z');
});

test('they end when the unit leaves the venture', async () => {
  const instrumentId = await scene.freshInstrument();
  const { caseId } = await signed({ instrumentId });
  const contributed = await scene.as('officer', `POST /equity-cases/${caseId}/contribute`, { firstDay: '2026-03-18' });
  expect(contributed.status).toBe(200);
  expect((await book('other', instrumentId)).body.code).toBe('priority-hours');
  const exit = { kind: 'buyBack', lastDay: '2026-03-18', instrumentReturns: true, considerationFen: 1 };
  expect((await scene.as('officer', `POST /equity-cases/${caseId}/exit`, exit)).status).toBe(200);
  expect((await book('other', instrumentId)).status).toBe(201);
});

test.each([
  ['for somebody who holds nothing', () => ({ organisationId: scene.investor }), 404, 'organisationId'],
  ['for the unit itself', () => ({ organisationId: scene.district }), 404, 'organisationId'],
  ['on an instrument that is nowhere', () => ({ instrumentId: 'nowhere' }), 404, 'instrumentId'],
  [
    'for a window that ends before it begins',
    () => ({ weekly: [{ day: 1, from: '12:00', until: '09:00' }] }),
    400,
    'weekly/0/until',
  ],
])('hours %s are refused and nothing is signed', async (_name, change, status, field) => {
  const { caseId, reply } = await signed({ instrumentId: await scene.freshInstrument() }, change());
  expect([reply.status, reply.body.errors?.[0]?.pointer]).toEqual([status, `/priorityHours/0/${field}`]);
  expect((await scene.as('officer', `GET /equity-cases/${caseId}`)).body.status).toBe('noticed');
});
