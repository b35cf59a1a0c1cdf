import { hashPassword } from '@guanyi/commands/identity/passwords';
import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp, testPassword } from '../../support/build-app.ts';
import { at, createInstrument, createWorld, type World, wednesdayMorning } from '../../support/factories/world.ts';

let api: TestApp;
let world: World;
let booker: string;
let manager: string;
let stranger: string;

beforeAll(async () => {
  api = await buildTestApp({ now: wednesdayMorning });
  world = await createWorld(api.database, { passwordHash: await hashPassword(testPassword) });
  booker = await api.login(world.booker.email);
  manager = await api.login(world.labManager.email);
  stranger = await api.login(world.otherBooker.email);
});
afterAll(() => api.close());

async function book(token: string, from: string, until: string, instrumentId = world.instrumentId) {
  const window = { from: new Date(at(`2026-12-14 ${from}`)), until: new Date(at(`2026-12-14 ${until}`)) };
  const body = { instrumentId, ...window, purpose: { kind: 'research', text: '' } };
  const reply = await api.send('POST /bookings', { token, body });
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return reply.body;
}

async function subscribe(token: string, body: object): Promise<string> {
  const reply = await api.send('POST /calendar-feeds', { token, body });
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return reply.body.feedToken;
}

/** What a calendar program that knows nothing of ours gets to see. */
async function entriesOf(feedToken: string) {
  const reply = await api.send(`GET /calendars/${feedToken}.ics`);
  expect(reply.status).toBe(200);
  expect(reply.headers['content-type']).toBe('text/calendar; charset=utf-8');
  const root = new ICAL.Component(ICAL.parse(reply.body));
  return root.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      sequence: event.sequence,
      summary: event.summary,
      status: String(component.getFirstPropertyValue('status')),
      from: event.startDate.toJSDate().toISOString(),
    };
  });
}

describe('a calendar to subscribe to', () => {
  it('shows own bookings with the certainty they have, and follows them', async () => {
    const feed = await subscribe(booker, { scope: 'user' });
    const booking = await book(booker, '09:00', '10:00');
    const uid = `${booking.id}@guanyi`;
    const [asked] = (await entriesOf(feed)).filter((entry) => entry.uid === uid);
    expect(asked).toMatchObject({ status: 'TENTATIVE', from: booking.from });
    await api.send(`POST /bookings/${booking.id}/approve`, { token: manager, body: {} });
    const [confirmed] = (await entriesOf(feed)).filter((entry) => entry.uid === uid);
    expect(confirmed?.status).toBe('CONFIRMED');
    await api.send(`POST /bookings/${booking.id}/cancel`, { token: booker, body: { reason: 'moved' } });
    const [cancelled] = (await entriesOf(feed)).filter((entry) => entry.uid === uid);
    expect(cancelled?.status).toBe('CANCELLED');
    expect(cancelled?.sequence).toBeGreaterThan(confirmed?.sequence as number);
  });

  it('tells strangers of an instrument only that it is taken', async () => {
    const booking = await book(booker, '11:00', '12:00');
    const find = async (token: string) => {
      const feed = await subscribe(token, { scope: 'instrument', instrumentId: world.instrumentId });
      return (await entriesOf(feed)).find((entry) => entry.uid === `${booking.id}@guanyi`);
    };
    expect((await find(stranger))?.summary).toMatch(/：已预约$/);
    expect((await find(manager))?.summary).toContain('单位');
  });

  it('of a lab is for its own people, and shows nothing to somebody who has left', async () => {
    const refused = await api.send('POST /calendar-feeds', {
      token: booker,
      body: { scope: 'lab', labId: world.labId },
    });
    expect([refused.status, refused.body.code]).toEqual([404, 'not-found']);
    const feed = await subscribe(manager, { scope: 'lab', labId: world.labId });
    expect((await entriesOf(feed)).length).toBeGreaterThan(0);
    const { userId } = world.labManager;
    await api.database.sql`UPDATE memberships SET status = 'removed' WHERE user_id = ${userId}`;
    expect(await entriesOf(feed)).toEqual([]);
    await api.database.sql`UPDATE memberships SET status = 'active' WHERE user_id = ${userId}`;
  });

  it('is closed for good when it is revoked, by its owner only', async () => {
    const feed = await subscribe(booker, { scope: 'user' });
    const list = await api.send('GET /calendar-feeds', { token: booker });
    const [{ id }] = list.body.items;
    expect((await api.send(`DELETE /calendar-feeds/${id}`, { token: stranger })).status).toBe(404);
    expect((await entriesOf(feed)).length).toBeGreaterThan(0);
    expect((await api.send(`DELETE /calendar-feeds/${id}`, { token: booker })).status).toBe(204);
    expect((await api.send(`GET /calendars/${feed}.ics`)).status).toBe(404);
  });

  it('keeps its address to itself', async () => {
    const feed = await subscribe(booker, { scope: 'user' });
    const list = await api.send('GET /calendar-feeds', { token: booker });
    expect(JSON.stringify(list.body)).not.toContain(feed);
    expect((await api.database.sql`SELECT 1 FROM calendar_feeds WHERE token_hash = ${feed}`).length).toBe(0);
    expect((await api.send('GET /calendars/no-such-token.ics')).status).toBe(404);
  });

  it.each([
    [{ scope: 'instrument' }, '/instrumentId'],
    [{ scope: 'lab' }, '/labId'],
    [{ scope: 'user', labId: 'x' }, '/labId'],
  ])('names what is missing or too much: %j', async (body, pointer) => {
    const reply = await api.send('POST /calendar-feeds', { token: booker, body });
    expect([reply.status, reply.body.errors[0].pointer]).toEqual([400, pointer]);
  });

  it('shows time that nobody booked, such as maintenance, to those who follow the instrument', async () => {
    const instrumentId = await createInstrument(api.database, { labId: world.labId, districtId: world.districtId });
    const { labId } = world;
    const id = crypto.randomUUID();
    await api.database.sql`
      INSERT INTO occupancy (lab_id, id, instrument_id, during, kind, claim_id, created_at)
      VALUES (${labId}, ${id}, ${instrumentId}, '[2026-12-15 01:00+00,2026-12-15 03:00+00)', 'maintenance', ${id}, now())`;
    const feed = await subscribe(stranger, { scope: 'instrument', instrumentId });
    expect(await entriesOf(feed)).toMatchObject([{ from: '2026-12-15T01:00:00.000Z', status: 'CONFIRMED' }]);
  });
});
