import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDemoApp, type DemoApp } from '../../support/demo.ts';

let api: DemoApp;
let booker: string;
let instrumentId: string;

beforeAll(async () => {
  api = await buildDemoApp();
  booker = await api.login('booker@ocean-univ.guanyi.test');
  instrumentId = await api.instrument('SH-L-0602');
});
afterAll(() => api.close());

/** The demonstration stands at Wednesday, 11 March 2026; the 25th is free of its bookings. */
const at = (clock: string, day = '2026-03-25') => new Date(`${day}T${clock}:00+08:00`).toISOString();

const findFree = async (from: string, until: string, more = '', token?: string) => {
  const reply = await api.send(`GET /instruments?availableFrom=${from}&availableUntil=${until}&limit=100${more}`, {
    token,
  });
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return reply.body;
};
const found = (body: { items: { id: string }[] }) => body.items.find((item) => item.id === instrumentId);

describe('free between', () => {
  it('leaves out what is booked, with its set-up, and what is closed', async () => {
    expect(found(await findFree(at('10:00'), at('12:00')))).toMatchObject({ isFree: true });
    const booked = await api.send('POST /bookings', {
      token: booker,
      body: { instrumentId, from: at('10:00'), until: at('12:00'), purpose: { kind: 'research', text: '' } },
    });
    expect(booked.status, JSON.stringify(booked.body)).toBe(201);
    expect(found(await findFree(at('10:00'), at('12:00')))).toBeUndefined();
    expect(found(await findFree(at('11:30'), at('13:00')))).toBeUndefined();
    // The instrument needs a quarter of an hour before each booking, so the next may begin on the half hour.
    expect(found(await findFree(at('12:00'), at('13:00')))).toBeUndefined();
    expect(found(await findFree(at('12:30'), at('13:30')))).toMatchObject({ isFree: true });
    expect(found(await findFree(at('20:00'), at('21:00')))).toBeUndefined();
  });

  it('asks for a stretch of some length inside the window', async () => {
    const body = await findFree(at('08:00'), at('20:00'), '&minMinutes=240');
    expect(found(body)).toMatchObject({ isFree: false });
    expect(found(await findFree(at('09:00'), at('14:00'), '&minMinutes=240'))).toBeUndefined();
  });

  it('counts facets over the free ones only', async () => {
    const body = await findFree(at('10:00'), at('12:00'), '&facets=true');
    const sum = body.facets.labLevel.reduce((total: number, one: { count: number }) => total + one.count, 0);
    expect(sum).toBe(body.total);
    expect(body.items).toHaveLength(body.total);
  });

  it('says what the dates cost this reader, tax included', async () => {
    const q = '&q=SH-E-0404';
    const visitor = await findFree(at('10:00'), at('12:00'), q);
    const academic = await findFree(at('10:00'), at('12:00'), q, booker);
    // 60.00 an hour for enterprises, six tenths of it for universities, 6 % tax.
    expect(visitor.items[0].totalFen).toBe(12_720);
    expect(academic.items[0].totalFen).toBe(7_632);
    const quoted = await api.send('POST /quotes', {
      token: booker,
      body: { instrumentId: academic.items[0].id, form: 'machineTime', from: at('10:00'), until: at('12:00') },
    });
    expect(quoted.body.totalFen).toBe(7_632);
  });
});

describe('the strip', () => {
  it('shows seven days and the next free time', async () => {
    const { items } = (await api.send('GET /instruments?q=SH-E-0404')).body;
    expect(items[0].strip).toHaveLength(7);
    expect(items[0].strip[0]).toMatchObject({ day: '2026-03-11', closed: false, outage: false });
    const free = (
      await api.send(
        `GET /instruments/${items[0].id}/availability?from=2026-03-11T00:00:00Z&until=2026-03-18T00:00:00Z`,
      )
    ).body;
    expect(items[0].nextFree.from).toBe(free.free[0].from);
  });

  it('follows the zone of the instrument', async () => {
    const { items } = (await api.send('GET /instruments?q=SH-L-0607')).body;
    expect(items[0].zone).toBe('Asia/Urumqi');
    // 08:30 there is 02:30 UTC.
    expect(items[0].strip[1].firstFree).toBe('2026-03-12T02:30:00.000Z');
  });
});
