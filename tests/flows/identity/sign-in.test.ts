import { hashPassword } from '@guanyi/commands/identity/passwords';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp, type TestReply, testPassword } from '../../support/build-app.ts';
import { createOrganisation, createPerson } from '../../support/factories/world.ts';

const minute = 60_000;

describe('signing in', () => {
  let api: TestApp;
  let organisationId: string;
  let passwordHash: string;

  beforeAll(async () => {
    api = await buildTestApp();
    passwordHash = await hashPassword(testPassword);
    organisationId = await createOrganisation(api.database, 'university');
  });
  afterAll(() => api.close());

  const newPerson = () => createPerson(api.database, organisationId, 'booker', null, passwordHash);
  const login = (email: string, password: string, from = '127.0.0.1') =>
    api.send('POST /auth/login', { body: { email, password }, from });
  const refresh = (token: string, headers: Record<string, string> = {}) =>
    api.send('POST /auth/refresh', { cookies: { guanyi_refresh: token }, headers });
  const me = (token: string) => api.send('GET /me', { token });

  it('hashes passwords with argon2id', () => {
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('gives a token for 15 minutes, a strict cookie, and the person', async () => {
    const person = await newPerson();
    const reply = await login(person.email, testPassword);
    expect(reply.status).toBe(200);
    expect(Date.parse(reply.body.expiresAt) - api.clock.now()).toBe(15 * minute);
    expect(reply.body.user).toMatchObject({ email: person.email, status: 'active' });
    expect(String(reply.headers['set-cookie'])).toMatch(/HttpOnly.*SameSite=Strict/);
    const mine = await me(reply.body.accessToken);
    expect(mine.body.memberships).toEqual([expect.objectContaining({ organisationId, role: 'booker' })]);
  });

  it('takes the address in any case', async () => {
    const person = await newPerson();
    expect((await login(person.email.toUpperCase(), testPassword)).status).toBe(200);
  });

  it('answers a wrong password and an unknown address alike', async () => {
    const person = await newPerson();
    const wrong = await login(person.email, 'not the password');
    const unknown = await login('nobody@example.test', 'not the password');
    const { requestId: _one, ...first } = wrong.body;
    const { requestId: _two, ...second } = unknown.body;
    expect(wrong.status).toBe(401);
    expect(first).toEqual(second);
  });

  it('waits after ten failures in 15 minutes, for that address only, and follows the clock', async () => {
    const person = await newPerson();
    for (let attempt = 0; attempt < 10; attempt++) {
      expect((await login(person.email, 'wrong', '10.0.0.1')).status).toBe(401);
    }
    const stopped = await login(person.email, testPassword, '10.0.0.1');
    expect(stopped.status).toBe(429);
    expect(Number(stopped.headers['retry-after'])).toBe(15 * 60);
    expect((await login(person.email, testPassword, '10.0.0.2')).status).toBe(200);
    api.clock.advance(15 * minute);
    expect((await login(person.email, testPassword, '10.0.0.1')).status).toBe(200);
  });

  it('counts attempts that run at the same time', async () => {
    const person = await newPerson();
    const replies = await Promise.all(Array.from({ length: 25 }, () => login(person.email, 'wrong', '10.0.0.3')));
    expect(replies.filter((reply) => reply.status === 401)).toHaveLength(10);
    expect(replies.filter((reply) => reply.status === 429)).toHaveLength(15);
  });

  it('lets a person sign in many times at once', async () => {
    const person = await newPerson();
    const replies = await Promise.all(Array.from({ length: 25 }, () => login(person.email, testPassword, '10.0.0.4')));
    expect(replies.map((reply) => reply.status)).toEqual(Array.from({ length: 25 }, () => 200));
  });

  it('ends an access token at its instant, and refuses one issued later than now', async () => {
    const person = await newPerson();
    const token = await api.login(person.email);
    api.clock.advance(15 * minute - 1_000);
    expect((await me(token)).status).toBe(200);
    api.clock.advance(1_000);
    expect((await me(token)).body.code).toBe('invalid-token');
    api.clock.advance(-16 * minute);
    expect((await me(token)).status).toBe(401);
    api.clock.advance(16 * minute);
  });

  it.each([
    ['unsigned', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.'],
    ['garbage', 'a.b.c'],
    ['empty', ''],
  ])('refuses a token that is %s', async (_name, token) => {
    expect((await api.send('GET /me', { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
  });

  it('ends the session of a person who is disabled', async () => {
    const person = await newPerson();
    const token = await api.login(person.email);
    await api.database.sql`UPDATE users SET status = 'disabled' WHERE id = ${person.userId}`;
    expect((await me(token)).status).toBe(401);
  });

  describe('refreshing', () => {
    const cookieOf = (reply: TestReply) =>
      /guanyi_refresh=([^;]+)/.exec(String(reply.headers['set-cookie']))?.[1] ?? '';
    const begin = async () => {
      const person = await newPerson();
      const reply = await login(person.email, testPassword);
      return { token: reply.body.accessToken as string, cookie: cookieOf(reply) };
    };

    it('rotates the cookie', async () => {
      const { cookie } = await begin();
      const next = await refresh(cookie);
      expect(next.status).toBe(200);
      expect(cookieOf(next)).not.toBe(cookie);
      expect((await refresh(cookieOf(next))).status).toBe(200);
    });

    it('lets two tabs refresh with the same cookie within ten seconds', async () => {
      const { cookie } = await begin();
      const replies = await Promise.all([refresh(cookie), refresh(cookie)]);
      expect(replies.map((reply) => reply.status)).toEqual([200, 200]);
      api.clock.advance(10_000);
      expect((await refresh(cookie)).status).toBe(200);
    });

    it('ends the session for everybody when an old cookie comes back later', async () => {
      const { token, cookie } = await begin();
      const next = await refresh(cookie);
      api.clock.advance(10_001);
      expect((await refresh(cookie)).body.code).toBe('session-ended');
      expect((await refresh(cookieOf(next))).status).toBe(401);
      expect((await me(token)).status).toBe(401);
    });

    it('ends with logout, access token included', async () => {
      const { token, cookie } = await begin();
      expect((await me(token)).status).toBe(200);
      expect((await api.send('POST /auth/logout', { token, cookies: { guanyi_refresh: cookie } })).status).toBe(204);
      expect((await refresh(cookie)).status).toBe(401);
      expect((await me(token)).status).toBe(401);
    });

    it('refuses another site', async () => {
      const { cookie } = await begin();
      expect((await refresh(cookie, { 'sec-fetch-site': 'cross-site' })).body.code).toBe('cross-site-request');
      expect((await refresh(cookie, { origin: 'https://elsewhere.example' })).status).toBe(403);
    });

    it('ends after two weeks without use', async () => {
      const { cookie } = await begin();
      api.clock.advance(14 * 86_400_000);
      expect((await refresh(cookie)).status).toBe(401);
    });
  });
});
