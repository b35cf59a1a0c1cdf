import { hashPassword } from '@guanyi/commands/identity/passwords';
import { makeUscc } from '@guanyi/domain/kernel/uscc';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp, testPassword } from '../../support/build-app.ts';
import { createOrganisation, createPerson } from '../../support/factories/world.ts';

const good = makeUscc('91', '370202', 'MA3TEXT1');

function registration(change: Record<string, unknown> = {}) {
  return {
    name: '滨海食品有限公司',
    kind: 'enterprise',
    uscc: good,
    region: '370200',
    contact: { name: '李明', phone: '+86 532 0000 0000' },
    orgAdmin: { email: 'admin@binhai.example', password: 'a long enough phrase', displayName: '李明' },
    ...change,
  };
}

describe('registering an organisation', () => {
  let api: TestApp;
  beforeAll(async () => {
    api = await buildTestApp();
  });
  afterAll(() => api.close());
  const register = (body: unknown, headers: Record<string, string> = {}) =>
    api.send('POST /organisations', { body, headers });

  it.each([
    ['a wrong check digit', `${good.slice(0, 17)}${good.endsWith('0') ? '1' : '0'}`],
    ['lower case', good.toLowerCase()],
    ['the letter O for a zero', good.replace('0', 'O')],
    ['too few characters', good.slice(1)],
  ])('refuses a credit code with %s', async (_name, uscc) => {
    const reply = await register(registration({ uscc }));
    expect(reply.status).toBe(422);
    expect(reply.body).toMatchObject({ code: 'invalid-uscc', errors: [{ pointer: '/uscc' }] });
  });

  it('refuses a weak password in words', async () => {
    const orgAdmin = { email: 'x@binhai.example', password: 'password123', displayName: 'X' };
    const reply = await register(registration({ orgAdmin }), { 'accept-language': 'en' });
    expect(reply.body).toMatchObject({
      code: 'weak-password',
      title: 'The password does not meet the rule',
      errors: [{ pointer: '/orgAdmin/password', code: 'password-common', message: 'The password is too common' }],
    });
  });

  it('lets the first administrator in, once for each code and address', async () => {
    const created = await register(registration());
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ kind: 'enterprise', status: 'pending', uscc: good, isSme: false, version: 1 });
    const token = await api.login('admin@binhai.example', 'a long enough phrase');
    const read = await api.send(`GET /organisations/${created.body.id}`, { token });
    expect(read.body.contact).toEqual({ name: '李明', phone: '+86 532 0000 0000' });

    const sameCode = await register(registration());
    expect(sameCode.status).toBe(409);
    expect(sameCode.body).toMatchObject({ code: 'already-exists', errors: [{ pointer: '/uscc' }] });
    const sameAddress = await register(registration({ uscc: makeUscc('91', '370202', 'MA3TEXT2') }));
    expect(sameAddress.body).toMatchObject({ code: 'already-exists', errors: [{ pointer: '/orgAdmin/email' }] });
    const otherwise = await api.database.sql`SELECT 1 FROM organisations WHERE uscc <> ${good}`;
    expect(otherwise).toHaveLength(0);
  });

  it('registers once when the same request comes again with its key', async () => {
    const body = registration({
      uscc: makeUscc('12', '370202', 'TEXTKEY1'),
      kind: 'university',
      orgAdmin: { email: 'again@binhai.example', password: 'a long enough phrase', displayName: '王' },
    });
    const headers = { 'idempotency-key': 'register-1' };
    const first = await register(body, headers);
    const second = await register(body, headers);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(second.body).toEqual(first.body);
    const other = await register({ ...body, region: '370600' }, headers);
    expect(other.body.code).toBe('idempotency-key-reused');
  });
});

describe('verifying an organisation', () => {
  let api: TestApp;
  let admin: string;
  beforeAll(async () => {
    api = await buildTestApp();
    const platform = await createOrganisation(api.database, 'institute');
    const passwordHash = await hashPassword(testPassword);
    const person = await createPerson(api.database, platform, 'platformAdmin', null, passwordHash);
    admin = await api.login(person.email);
  });
  afterAll(() => api.close());

  const newcomer = async () => {
    const id = await createOrganisation(api.database, 'enterprise');
    await api.database.sql`UPDATE organisations SET status = 'pending' WHERE id = ${id}`;
    return id;
  };
  const verify = (id: string, body: unknown, headers: Record<string, string> = {}) =>
    api.send(`POST /organisations/${id}/verify`, { token: admin, body, headers });

  it('happens once, and notes a small enterprise', async () => {
    const id = await newcomer();
    const reply = await verify(id, { isSme: true }, { 'if-match': '"1"' });
    expect(reply.body).toMatchObject({ status: 'verified', isSme: true, isOverridden: false, version: 2 });
    expect(reply.headers.etag).toBe('"2"');
    expect((await verify(id, { isSme: false }, { 'if-match': '"1"' })).status).toBe(412);
    const again = await verify(id, {});
    expect(again.body).toMatchObject({ code: 'state-conflict', status: 409, currentStatus: 'verified' });
  });

  it('accepts a code that fails its check on evidence only, and keeps the evidence in the audit trail', async () => {
    const id = await newcomer();
    const uscc = '913702020000000000';
    expect((await verify(id, { uscc })).body.code).toBe('invalid-uscc');
    expect((await verify(id, { uscc, override: true })).body.code).toBe('evidence-required');
    const evidence = 'Business licence of 1998, scan in file 12';
    const reply = await verify(id, { uscc, override: true, evidence });
    expect(reply.body).toMatchObject({ status: 'verified', uscc, isOverridden: true });
    const [row] = await api.database.sql`
      SELECT action, details FROM audit_events WHERE subject_id = ${id} AND actor_user_id IS NOT NULL`;
    expect(row).toMatchObject({ action: 'organisation.overridden', details: { overrideEvidence: evidence } });
  });

  it('finds nothing where there is nothing', async () => {
    expect((await verify('no-such-organisation', {})).status).toBe(404);
  });
});
