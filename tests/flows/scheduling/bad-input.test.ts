import { describe, expect, test } from 'vitest';
import { api, book, conflictsOf, day, fresh, text, tokens, useUpkeepScene } from '../../support/upkeep-scene.ts';

useUpkeepScene();

const open = {
  weekly: [1, 2, 3, 4, 5].map((weekday) => ({ day: weekday, from: '08:00', until: '12:00' })),
  ...{ slotMinutes: 30, minMinutes: 30, maxMinutes: 240, leadMinutes: 0, horizonDays: 90 },
};
const rulesOf = async (instrumentId: string) => (await api.send(`GET /instruments/${instrumentId}`)).body.rules;
const century = { from: '2027-01-01T00:00:00Z', until: '2127-01-01T00:00:00Z' };

describe('rules that contradict one another', () => {
  test.each([
    ['min-over-max', { minMinutes: 300 }, '/minMinutes'],
    ['no-length-on-grid', { slotMinutes: 180, minMinutes: 200, maxMinutes: 240 }, '/slotMinutes'],
    ['min-over-open-hours', { minMinutes: 241, maxMinutes: 480, slotMinutes: 1 }, '/minMinutes'],
    ['lead-over-horizon', { leadMinutes: 4_320, horizonDays: 1 }, '/leadMinutes'],
    ['backward-window', { weekly: [{ day: 1, from: '12:00', until: '08:00' }] }, '/weekly/0/until'],
  ])('%s: refused with a pointer, tried or set, and nothing is changed', async (code, change, pointer) => {
    const instrumentId = await fresh();
    await book(instrumentId, '14:00', '16:00');
    const before = await rulesOf(instrumentId);
    const sent = { token: tokens.labManager, body: { ...open, ...change } };
    for (const path of ['PUT /instruments/:id/booking-rules', 'POST /instruments/:id/booking-rules/preview']) {
      const refused = await api.send(path.replace(':id', instrumentId), sent);
      expect([refused.status, refused.body.code]).toEqual([422, 'invalid-rules']);
      expect(refused.body.errors).toMatchObject([{ pointer, code }]);
    }
    expect(await rulesOf(instrumentId)).toEqual(before);
    expect(await conflictsOf(instrumentId)).toEqual([]);
  });
});

test('a series without an end is refused, tried or asked for, and books nothing', async () => {
  const instrumentId = await fresh();
  const window = { from: text(`${day} 09:00`), until: text(`${day} 10:00`) };
  const body = { instrumentId, ...window, purpose: { kind: 'research', text: '' }, rrule: 'FREQ=WEEKLY' };
  for (const [path, more] of [
    ['POST /booking-series', { onConflict: 'fail' }],
    ['POST /booking-series/preview', {}],
  ] as const) {
    const refused = await api.send(path, { token: tokens.booker, body: { ...body, ...more } });
    expect([refused.status, refused.body.code]).toEqual([422, 'endless-series']);
  }
  expect((await book(instrumentId, '09:00', '10:00')).status).toBe(201);
});

test('a zone that does not exist is refused, and the instrument keeps its own', async () => {
  const instrumentId = await fresh();
  const before = (await api.send(`GET /instruments/${instrumentId}`)).body;
  for (const zone of ['Mars/Olympus', 'Asia/Shanghai2', '+08:00', '']) {
    const refused = await api.send(`PATCH /instruments/${instrumentId}`, { token: tokens.labManager, body: { zone } });
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, '/zone']);
  }
  expect((await api.send(`GET /instruments/${instrumentId}`)).body).toEqual(before);
});

describe('a window of a century', () => {
  test.each([
    ['GET /instruments/:id/availability?from=2027-01-01T00:00:00Z&until=2127-01-01T00:00:00Z', 400, 'invalid-window'],
    ['GET /instruments/:id/refusals?from=2027-01-01T00:00:00Z&until=2127-01-01T00:00:00Z', 400, 'invalid-window'],
  ])('is not looked at: %s', async (path, status, code) => {
    const refused = await api.send(path.replace(':id', await fresh()), { token: tokens.booker });
    expect([refused.status, refused.body.code]).toEqual([status, code]);
  });

  test('is neither booked nor held, nor waited for, nor taken out of service', async () => {
    const instrumentId = await fresh();
    const purpose = { kind: 'research', text: '' };
    const asked: readonly (readonly [string, string, object, number, string])[] = [
      ['POST /bookings', tokens.booker, { purpose }, 422, 'too-far'],
      ['POST /holds', tokens.booker, {}, 422, 'too-far'],
      ['POST /waitlist-entries', tokens.booker, { minutes: 60 }, 400, 'invalid-window'],
      ['POST /outages', tokens.keeper, { kind: 'maintenance' }, 400, 'invalid-window'],
    ];
    for (const [path, token, more, status, code] of asked) {
      const refused = await api.send(path, { token, body: { instrumentId, ...century, ...more } });
      expect([path, refused.status, refused.body.code]).toEqual([path, status, code]);
    }
    expect((await book(instrumentId, '09:00', '10:00')).status).toBe(201);
  });
});

test('a drag on stale data changes nothing and says which version is current', async () => {
  const instrumentId = await fresh();
  const made = await book(instrumentId, '09:00', '10:00');
  const path = `POST /bookings/${made.body.id}/reschedule`;
  const stale = { 'if-match': `"${made.body.version}"` };
  const first = { from: text(`${day} 10:00`), until: text(`${day} 11:00`) };
  expect((await api.send(path, { token: tokens.booker, body: first, headers: stale })).status).toBe(200);
  const second = { from: text(`${day} 14:00`), until: text(`${day} 15:00`) };
  const refused = await api.send(path, { token: tokens.booker, body: second, headers: stale });
  expect([refused.status, refused.body.code, refused.body.version]).toEqual([412, 'version-mismatch', 2]);
  const now = await api.send(`GET /bookings/${made.body.id}`, { token: tokens.booker });
  expect(now.body).toMatchObject(first);
});
