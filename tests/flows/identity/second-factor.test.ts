import { hashPassword } from '@guanyi/commands/identity/passwords';
import { generateSync } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp, testPassword } from '../../support/build-app.ts';
import { createOrganisation, createPerson } from '../../support/factories/world.ts';

const minute = 60_000;

describe('a code beside the password', () => {
  let api: TestApp;
  let organisationId: string;
  let passwordHash: string;

  beforeAll(async () => {
    api = await buildTestApp();
    passwordHash = await hashPassword(testPassword);
    organisationId = await createOrganisation(api.database, 'university');
  });
  afterAll(() => api.close());

  const login = (email: string, totp?: string, from = '127.0.0.1', password = testPassword) =>
    api.send('POST /auth/login', { body: { email, password, ...(totp === undefined ? {} : { totp }) }, from });
  /** The code that an authenticator shows, so many steps from now. */
  const codeOf = (secret: string, steps = 0) =>
    generateSync({ secret, epoch: Math.floor(api.clock.now() / 1_000) + steps * 30 });

  async function newPerson() {
    const person = await createPerson(api.database, organisationId, 'booker', null, passwordHash);
    return { ...person, token: await api.login(person.email) };
  }

  async function withAuthenticator() {
    const person = await newPerson();
    const body = { password: testPassword };
    const begun = await api.send('POST /me/second-factor', { token: person.token, body });
    expect(begun.status, JSON.stringify(begun.body)).toBe(201);
    const { secret } = begun.body as { secret: string };
    const code = codeOf(secret);
    const confirmed = await api.send('POST /me/second-factor/confirm', { token: person.token, body: { code } });
    expect(confirmed.status, JSON.stringify(confirmed.body)).toBe(200);
    api.clock.advance(minute);
    return { ...person, secret, recoveryCodes: confirmed.body.recoveryCodes as string[] };
  }

  it('is not asked for, nor looked at, before it is set up and confirmed', async () => {
    const person = await newPerson();
    expect((await login(person.email, '123456')).status).toBe(200);
    await api.send('POST /me/second-factor', { token: person.token, body: { password: testPassword } });
    expect((await login(person.email)).status).toBe(200);
    const state = await api.send('GET /me/second-factor', { token: person.token });
    expect(state.body).toEqual({ status: 'off', recoveryCodesLeft: 0 });
  });

  it('is asked for after the right password only, and a wrong one looks like a wrong password', async () => {
    const { email, secret } = await withAuthenticator();
    const code = (reply: { status: number; body: { code?: string } }) => [reply.status, reply.body.code];
    expect(code(await login(email))).toEqual([401, 'totp-required']);
    expect(code(await login(email, undefined, '10.1.0.1', 'wrong'))).toEqual([401, 'invalid-credentials']);
    expect(code(await login(email, codeOf(secret), '10.1.0.1', 'wrong'))).toEqual([401, 'invalid-credentials']);
    expect(code(await login(email, '000000'))).toEqual([401, 'invalid-credentials']);
    expect((await login(email, codeOf(secret))).status).toBe(200);
  });

  it('counts once: neither itself nor one before it is taken again', async () => {
    const { email, secret } = await withAuthenticator();
    const [before, code] = [codeOf(secret, -1), codeOf(secret)];
    const replies = await Promise.all([1, 2, 3].map((n) => login(email, code, `10.2.0.${n}`)));
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 401, 401]);
    expect((await login(email, before)).status).toBe(401);
    expect((await login(email, codeOf(secret, 1))).status).toBe(200);
  });

  it('may come from a clock that is a step off, not two', async () => {
    const { email, secret } = await withAuthenticator();
    expect((await login(email, codeOf(secret, -2))).status).toBe(401);
    expect((await login(email, codeOf(secret, 2))).status).toBe(401);
    expect((await login(email, codeOf(secret, -1))).status).toBe(200);
    expect((await login(email, codeOf(secret, 1))).status).toBe(200);
  });

  it('cannot be tried from many addresses, and waits without locking out after the time', async () => {
    const { email, secret } = await withAuthenticator();
    for (let n = 0; n < 10; n++) expect((await login(email, '000000', `10.3.0.${n}`)).status).toBe(401);
    const stopped = await login(email, codeOf(secret), '10.3.1.1');
    expect([stopped.status, stopped.headers['retry-after']]).toEqual([429, String(15 * 60)]);
    // Strangers who do not know the password never come as far as the count.
    api.clock.advance(15 * minute);
    for (let n = 0; n < 12; n++) await login(email, '000000', `10.3.2.${n}`, 'wrong');
    expect((await login(email, codeOf(secret), '10.3.1.1')).status).toBe(200);
  });

  it('is replaced by a recovery code, each good once, however it is written', async () => {
    const { email, token, recoveryCodes, secret } = await withAuthenticator();
    expect(recoveryCodes).toHaveLength(10);
    const [code = '', other = ''] = recoveryCodes;
    expect((await login(email, `${code.slice(0, 5).toUpperCase()}-${code.slice(5)}`)).status).toBe(200);
    expect((await login(email, code)).status).toBe(401);
    expect((await api.send('GET /me/second-factor', { token })).body).toMatchObject({
      status: 'on',
      recoveryCodesLeft: 9,
    });
    const body = { code: codeOf(secret) };
    const renewed = await api.send('POST /me/second-factor/recovery-codes', { token, body });
    expect(renewed.body.recoveryCodes).toHaveLength(10);
    expect((await login(email, other)).status).toBe(401);
    const kept = await api.database.sql<{ codeHash: string }[]>`SELECT code_hash AS "codeHash" FROM recovery_codes`;
    for (const { codeHash } of kept) expect(codeHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('needs the password to begin, a right code to confirm, and both to end', async () => {
    const person = await newPerson();
    const post = (path: string, body: object) =>
      api.send(`POST /me/second-factor${path}`, { token: person.token, body });
    expect((await post('', { password: 'wrong' })).body.code).toBe('wrong-password');
    expect((await post('/confirm', { code: '000000' })).body.code).toBe('state-conflict');
    const { secret } = (await post('', { password: testPassword })).body as { secret: string };
    expect((await post('/confirm', { code: '000000' })).body.code).toBe('wrong-code');
    expect((await post('/confirm', { code: codeOf(secret) })).status).toBe(200);
    expect((await post('', { password: testPassword })).body.code).toBe('state-conflict');
    expect((await post('/remove', { password: testPassword, code: codeOf(secret) })).body.code).toBe('wrong-code');
    api.clock.advance(minute);
    expect((await post('/remove', { password: 'wrong', code: codeOf(secret) })).body.code).toBe('wrong-password');
    expect((await post('/remove', { password: testPassword, code: codeOf(secret) })).status).toBe(204);
    expect((await login(person.email)).status).toBe(200);
  });

  it('is taken away by the platform for somebody who has lost everything', async () => {
    const { email, userId } = await withAuthenticator();
    const platform = await createOrganisation(api.database, 'government');
    const admin = await createPerson(api.database, platform, 'platformAdmin', null, passwordHash);
    const [member] = await api.database.sql<{ id: string }[]>`SELECT id FROM memberships WHERE user_id = ${userId}`;
    const path = `/organisations/${organisationId}/members/${member!.id}/second-factor/reset`;
    const reply = await api.send(`POST ${path}`, { token: await api.login(admin.email), body: {} });
    expect(reply.status).toBe(204);
    expect((await login(email)).status).toBe(200);
    const entries = await api.database.sql`SELECT action FROM audit_events WHERE subject_id = ${userId} ORDER BY at`;
    expect(entries.map((entry) => entry.action)).toEqual(['secondFactor.confirmed', 'secondFactor.reset']);
  });
});
