import { hashPassword } from '@guanyi/commands/identity/passwords';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp, testPassword } from '../../support/build-app.ts';
import {
  createOrganisation,
  createPerson,
  createWorld,
  type World,
  wednesdayMorning,
} from '../../support/factories/world.ts';

describe('every operation', () => {
  let api: TestApp;
  let world: World;
  let booker: string;
  let platformAdmin: string;

  beforeAll(async () => {
    api = await buildTestApp({ now: wednesdayMorning });
    const passwordHash = await hashPassword(testPassword);
    world = await createWorld(api.database, { passwordHash, approval: 'auto' });
    booker = await api.login(world.booker.email);
    const platform = await createOrganisation(api.database, 'institute');
    platformAdmin = await api.login(
      (await createPerson(api.database, platform, 'platformAdmin', null, passwordHash)).email,
    );
  });
  afterAll(() => api.close());

  const booking = (from: string, until: string, more: object = {}) => ({
    instrumentId: world.instrumentId,
    from: `2026-12-10T${from}:00Z`,
    until: `2026-12-10T${until}:00Z`,
    purpose: { kind: 'research', text: 'test' },
    ...more,
  });

  describe('refuses', () => {
    it.each([
      ['a field that nobody knows', { extra: 1 }, 'unknown-field', '/extra'],
      [
        'an unknown field deep inside',
        { purpose: { kind: 'research', text: '', more: 1 } },
        'unknown-field',
        '/purpose/more',
      ],
      ['a number for a string', { projectCode: 5 }, 'invalid-input', '/projectCode'],
      ['a string for a number', { samples: '5' }, 'invalid-input', '/samples'],
      ['null for an id', { instrumentId: null }, 'invalid-input', '/instrumentId'],
      ['a value outside the list', { serviceWay: 'magic' }, 'invalid-input', '/serviceWay'],
      ['a string without end', { projectCode: 'x'.repeat(101) }, 'invalid-input', '/projectCode'],
      ['a day that does not exist', { from: '2026-02-30T00:00:00Z' }, 'invalid-input', '/from'],
      ['an instant without offset', { from: '2026-12-10T08:00:00' }, 'invalid-input', '/from'],
      ['control characters', { projectCode: 'a\u0000b' }, 'invalid-input', '/projectCode'],
      ['half a character', { purpose: { kind: 'research', text: '\ud800' } }, 'invalid-input', '/purpose/text'],
    ])('%s', async (_name, change, code, pointer) => {
      const reply = await api.send('POST /bookings', { token: booker, body: booking('01:00', '02:00', change) });
      expect(reply.status).toBe(400);
      expect(reply.body).toMatchObject({ code, errors: [{ pointer }] });
    });

    it('an empty or backward window', async () => {
      for (const until of ['01:00', '00:30']) {
        const reply = await api.send('POST /bookings', { token: booker, body: booking('01:00', until) });
        expect([reply.status, reply.body.code]).toEqual([400, 'invalid-window']);
      }
    });

    it.each([
      ['limit=0', 'invalid-input'],
      ['limit=101', 'invalid-input'],
      ['limit=ten', 'invalid-input'],
      ['limit=1&limit=2', 'invalid-input'],
      ['cursor=nonsense', 'invalid-cursor'],
      [`cursor=${Buffer.from('["a","b"]').toString('base64url')}`, 'invalid-cursor'],
      ['colour=red', 'unknown-field'],
    ])('a query with %s', async (query, code) => {
      const reply = await api.send(`GET /bookings?${query}`, { token: booker });
      expect([reply.status, reply.body.code]).toEqual([400, code]);
    });

    it.each([
      ['broken JSON', '{"a":', 'application/json', 400, 'malformed-json'],
      ['a poisoned prototype', '{"__proto__":{"x":1}}', 'application/json', 400, 'malformed-json'],
      ['another content type', 'a=1', 'application/x-www-form-urlencoded', 415, 'unsupported-media-type'],
      ['plain text', 'hello', 'text/plain', 415, 'unsupported-media-type'],
      ['a megabyte and more', JSON.stringify({ a: 'x'.repeat(1_100_000) }), 'application/json', 413, 'too-large'],
      ['an array', '[]', 'application/json', 400, 'invalid-input'],
      ['null', 'null', 'application/json', 400, 'invalid-input'],
      ['a hundred thousand brackets', '['.repeat(100_000), 'application/json', 400, 'malformed-json'],
    ])('%s', async (_name, body, type, status, code) => {
      const reply = await api.send('POST /bookings', { token: booker, body, headers: { 'content-type': type } });
      expect([reply.status, reply.body.code]).toEqual([status, code]);
      expect(reply.headers['content-type']).toContain('application/problem+json');
    });

    it('a path that is not text', async () => {
      const reply = await api.send('GET /bookings/%E0%A4%A', { token: booker });
      expect([reply.status, reply.body.code]).toEqual([400, 'malformed-request']);
    });

    it('a method that the address does not take', async () => {
      const reply = await api.send('PUT /bookings', { token: booker, body: {} });
      expect([reply.status, reply.headers.allow]).toEqual([405, 'POST, GET']);
    });

    it('in the language of the client', async () => {
      const say = (language: string) =>
        api.send('GET /bookings/none', { token: booker, headers: { 'accept-language': language } });
      expect((await say('en-GB,en;q=0.9')).body.title).toBe('Not found, or not yours to see');
      expect((await say('fr')).body.title).toBe('找不到，或您无权查看');
      expect((await say('en;q=0.5, zh-TW;q=0.8')).body.title).toBe('找不到，或您无权查看');
    });

    it('with a small document, however much was wrong', async () => {
      const body = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`field${i}${'y'.repeat(20)}`, i]));
      const reply = await api.app.inject({
        method: 'POST',
        url: `/api/v1/bookings?${'z'.repeat(8_000)}`,
        headers: { authorization: `Bearer ${booker}` },
        payload: body,
      });
      expect(reply.statusCode).toBe(400);
      expect(reply.rawPayload.length).toBeLessThan(100_000);
    });
  });

  describe('with an Idempotency-Key', () => {
    const book = (key: string, body: object) =>
      api.send('POST /bookings', { token: booker, body, headers: { 'idempotency-key': key } });

    it('happens once and answers the same again', async () => {
      const body = booking('02:00', '03:00');
      const first = await book('key-1', body);
      const second = await book('key-1', body);
      expect([first.status, second.status]).toEqual([201, 201]);
      expect(second.body).toEqual(first.body);
      expect(second.headers.etag).toBe(first.headers.etag);
      expect(second.headers.location).toBe(first.headers.location);
      expect([first.headers['idempotency-replayed'], second.headers['idempotency-replayed']]).toEqual([
        undefined,
        'true',
      ]);
      const rows = await api.database.sql`SELECT 1 FROM bookings WHERE id = ${first.body.id}`;
      expect(rows).toHaveLength(1);
    });

    it('refuses another body', async () => {
      await book('key-2', booking('03:00', '04:00'));
      const reply = await book('key-2', booking('04:00', '05:00'));
      expect([reply.status, reply.body.code]).toEqual([422, 'idempotency-key-reused']);
    });

    it('belongs to one person', async () => {
      const body = booking('05:00', '06:00');
      expect((await book('key-3', body)).status).toBe(201);
      const other = await api.login(world.otherBooker.email);
      const reply = await api.send('POST /bookings', { token: other, body, headers: { 'idempotency-key': 'key-3' } });
      expect(reply.body.code).toBe('slot-taken');
    });

    it('remembers no refusal', async () => {
      expect((await book('key-4', booking('05:00', '06:00'))).body.code).toBe('slot-taken');
      expect((await book('key-4', booking('06:00', '07:00'))).status).toBe(201);
    });

    it('says so while the same request is being worked on', async () => {
      const name = `${world.booker.userId}:createBooking:key-5`;
      const body = booking('07:00', '08:00');
      await api.database.begin(async (tx) => {
        await tx.sql`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 1))`;
        const reply = await book('key-5', body);
        expect([reply.status, reply.body.code]).toEqual([409, 'request-in-progress']);
      });
      expect((await book('key-5', body)).status).toBe(201);
    });

    it.each(['', 'two words', 'x'.repeat(256), 'ünï'])('refuses the key %j', async (key) => {
      const reply = await book(key, booking('08:00', '09:00'));
      expect([reply.status, reply.body.code]).toEqual([400, 'invalid-idempotency-key']);
    });
  });

  it('refuses an If-Match that is not an ETag of ours', async () => {
    for (const value of ['abc', '"x"', '1', '"1", "2"']) {
      const reply = await api.send('POST /bookings/none/cancel', {
        token: booker,
        body: { reason: 'x' },
        headers: { 'if-match': value },
      });
      expect(reply.body.code, value).toBe('invalid-if-match');
    }
  });

  it('echoes the request id, or makes one', async () => {
    const own = await api.send('GET /bookings/none', { token: booker, headers: { 'x-request-id': 'trace-7' } });
    expect([own.headers['x-request-id'], own.body.requestId]).toEqual(['trace-7', 'trace-7']);
    const odd = await api.send('GET /bookings/none', { token: booker, headers: { 'x-request-id': 'two words' } });
    expect(odd.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(odd.body.requestId).toBe(odd.headers['x-request-id']);
  });

  it('shows each older row once while rows are added', async () => {
    const before = await api.database.sql<{ id: string }[]>`SELECT id FROM organisations`;
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const next: string = cursor ? `&cursor=${cursor}` : '';
      const page = await api.send(`GET /organisations?limit=2${next}`, { token: platformAdmin });
      seen.push(...page.body.items.map((item: { id: string }) => item.id));
      cursor = page.body.nextCursor;
      if (seen.length < 12) await createOrganisation(api.database, 'enterprise');
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    for (const { id } of before) expect(seen).toContain(id);
  });

  it('sends headers that keep browsers safe', async () => {
    const { headers } = await api.send('GET /livez');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(String(headers['content-security-policy'])).not.toContain('unsafe');
    expect(headers['x-frame-options']).toBeDefined();
  });

  it('is found healthy at the root and below the API', async () => {
    for (const prefix of ['/', '']) {
      expect((await api.send(`GET ${prefix}/livez`)).body).toEqual({ status: 'ok' });
      expect((await api.send(`GET ${prefix}/readyz`)).body).toMatchObject({ checks: { database: 'ok' } });
      expect((await api.send(`GET ${prefix}/metrics`)).body).toContain('guanyi_http_request_duration_seconds');
    }
  });
});
