import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDemoApp, type DemoApp } from '../../support/demo.ts';

let api: DemoApp;
let token: string;
let instruments: string[];

beforeAll(async () => {
  api = await buildDemoApp();
  token = await api.login('booker@beacon-foods.guanyi.test');
  const { body } = await api.send('GET /instruments?limit=3');
  instruments = body.items.map((item: { id: string }) => item.id);
});
afterAll(() => api.close());

const favourites = async () =>
  (await api.send('GET /favourites?limit=2', { token })).body as {
    items: { instrumentId: string; lab: { name: { zh: string } } }[];
    nextCursor: string | null;
  };

describe('favourites', () => {
  it('are kept once, newest first, and given up', async () => {
    for (const id of [...instruments, instruments[0]!]) {
      expect((await api.send(`PUT /favourites/${id}`, { token, body: {} })).status).toBe(204);
      api.clock.advance(1_000);
    }
    const first = await favourites();
    expect(first.items.map((item) => item.instrumentId)).toEqual([instruments[2], instruments[1]]);
    expect(first.items[0]!.lab.name.zh).not.toBe('');
    const { body: second } = await api.send(`GET /favourites?limit=2&cursor=${first.nextCursor}`, { token });
    expect(second.items[0].instrumentId).toBe(instruments[0]);
    expect(second.items).toHaveLength(1);
    expect((await api.send(`DELETE /favourites/${instruments[2]}`, { token })).status).toBe(204);
    expect((await api.send(`DELETE /favourites/${instruments[2]}`, { token })).status).toBe(204);
    expect((await favourites()).items[0]!.instrumentId).toBe(instruments[1]);
  });

  it('are instruments, and nobody else sees them', async () => {
    const reply = await api.send('PUT /favourites/01900000-0000-7000-8000-000000000000', { token, body: {} });
    expect([reply.status, reply.body.code]).toEqual([404, 'not-found']);
    const other = await api.login('org-admin@beacon-foods.guanyi.test');
    expect((await api.send('GET /favourites', { token: other })).body.items).toEqual([]);
  });
});

describe('saved searches', () => {
  it('come back as they were kept, under a name that is used once', async () => {
    const query = { q: '质谱', region: ['37'], accreditation: ['CNAS'], priceMaxFen: 50_000 };
    const { status, body } = await api.send('POST /saved-searches', { token, body: { name: '山东质谱', query } });
    expect([status, body.query]).toEqual([201, query]);
    const again = await api.send('POST /saved-searches', { token, body: { name: '山东质谱', query: {} } });
    expect([again.status, again.body.code]).toEqual([409, 'already-exists']);
    const { body: list } = await api.send('GET /saved-searches', { token });
    expect(list.items[0]).toEqual(body);
    expect((await api.send(`DELETE /saved-searches/${body.id}`, { token })).status).toBe(204);
    expect((await api.send(`DELETE /saved-searches/${body.id}`, { token })).status).toBe(404);
  });

  it('hold only what the search knows', async () => {
    const body = { name: 'x', query: { availableFrom: '2026-12-01T00:00:00Z' } };
    const reply = await api.send('POST /saved-searches', { token, body });
    expect([reply.status, reply.body.code]).toEqual([400, 'unknown-field']);
  });
});
