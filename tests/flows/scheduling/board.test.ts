import { hashPassword } from '@guanyi/commands/identity/passwords';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp, testPassword } from '../../support/build-app.ts';
import { at, createInstrument, createWorld, type World, wednesdayMorning } from '../../support/factories/world.ts';

let api: TestApp;
let world: World;
let booker: string;
let keeper: string;
let manager: string;

beforeAll(async () => {
  api = await buildTestApp({ now: wednesdayMorning });
  world = await createWorld(api.database, { passwordHash: await hashPassword(testPassword) });
  booker = await api.login(world.booker.email);
  keeper = await api.login(world.keeper.email);
  manager = await api.login(world.labManager.email);
});
afterAll(() => api.close());

const instant = (local: string) => new Date(at(`2026-12-14 ${local}`)).toISOString();
const window = (from: string, until: string) => ({ from: instant(from), until: instant(until) });
const fresh = (rules = {}) =>
  createInstrument(api.database, { ...world, rules: { setupMinutes: 0, teardownMinutes: 0, ...rules } });

async function book(instrumentId: string, from: string, until: string) {
  const body = { instrumentId, ...window(from, until), purpose: { kind: 'research', text: '' } };
  const reply = await api.send('POST /bookings', { token: booker, body });
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return reply.body;
}

async function claimsOf(instrumentId: string, query = `from=${instant('00:00')}&until=${instant('24:00')}`) {
  const reply = await api.send(`GET /labs/${world.labId}/board?${query}`, { token: keeper });
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  const rows: { instrumentId: string; claims: Record<string, unknown>[] }[] = reply.body.instruments;
  return rows.find((row) => row.instrumentId === instrumentId)?.claims ?? [];
}

describe('the board of a lab', () => {
  it('shows who comes when, with the set-up and the teardown around it', async () => {
    const instrument = await fresh({ setupMinutes: 15, teardownMinutes: 30 });
    const booking = await book(instrument, '10:00', '11:00');
    expect(await claimsOf(instrument)).toMatchObject([
      {
        ...{ id: booking.id, kind: 'pending', ...window('10:00', '11:00'), suspended: false },
        footprint: window('09:45', '11:30'),
        booking: { status: 'pendingApproval', number: booking.number, version: booking.version },
      },
    ]);
    await api.send(`POST /bookings/${booking.id}/approve`, { token: manager, body: {} });
    expect((await claimsOf(instrument))[0]).toMatchObject({ kind: 'booking', booking: { status: 'confirmed' } });
  });

  it('shows an outage with its note, and what it displaced with its conflict', async () => {
    const instrument = await fresh();
    const booking = await book(instrument, '13:00', '14:00');
    await api.send(`POST /bookings/${booking.id}/approve`, { token: manager, body: {} });
    const body = { instrumentId: instrument, ...window('12:00', '15:00'), kind: 'breakdown', note: '离子源污染' };
    const outage = await api.send('POST /outages', { token: manager, body });
    expect(outage.status, JSON.stringify(outage.body)).toBe(201);
    const claims = await claimsOf(instrument);
    expect(claims.find(({ kind }) => kind === 'breakdown')).toMatchObject({ id: outage.body.id, note: '离子源污染' });
    const displaced = claims.find(({ id }) => id === booking.id);
    expect(displaced).toMatchObject({ suspended: true, ...window('13:00', '14:00') });
    expect(displaced?.conflictId).toBe(outage.body.conflicts[0].id);
  });

  it('leaves out what has lapsed, was cancelled or lies elsewhere', async () => {
    const held = await fresh();
    await api.send('POST /holds', { token: booker, body: { instrumentId: held, ...window('09:00', '10:00') } });
    expect(await claimsOf(held)).toMatchObject([{ kind: 'hold' }]);
    api.clock.set(wednesdayMorning + 14 * 60_000);
    expect(await claimsOf(held)).toEqual([]);
    api.clock.set(wednesdayMorning);
    const instrument = await fresh();
    const booking = await book(instrument, '15:00', '16:00');
    const evening = `from=${instant('16:00')}&until=${instant('20:00')}`;
    expect(await claimsOf(instrument, evening)).toEqual([]);
    await api.send(`POST /bookings/${booking.id}/cancel`, { token: booker, body: { reason: 'x' } });
    expect(await claimsOf(instrument)).toEqual([]);
  });

  it.each([
    ['backward', instant('12:00'), instant('11:00')],
    ['longer than a month and its weeks', '2026-12-01T00:00:00Z', '2027-02-01T00:00:00Z'],
  ])('refuses a window that is %s', async (_name, from, until) => {
    const reply = await api.send(`GET /labs/${world.labId}/board?from=${from}&until=${until}`, { token: keeper });
    expect([reply.status, reply.body.code]).toEqual([400, 'invalid-window']);
  });
});
