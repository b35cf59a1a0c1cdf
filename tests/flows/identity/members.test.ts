import { hashPassword } from '@guanyi/commands/identity/passwords';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp, testPassword } from '../../support/build-app.ts';
import { createLab, createOrganisation, createPerson } from '../../support/factories/world.ts';

describe('members', () => {
  let api: TestApp;
  let university: string;
  let district: string;
  let labId: string;
  let otherLabId: string;
  let passwordHash: string;
  const tokens: Record<string, string> = {};

  beforeAll(async () => {
    api = await buildTestApp();
    passwordHash = await hashPassword(testPassword);
    university = await createOrganisation(api.database, 'university');
    district = await createOrganisation(api.database, 'customsDistrict');
    labId = await createLab(api.database, district);
    otherLabId = await createLab(api.database, district);
    const post = async (organisationId: string, role: 'orgAdmin' | 'labManager' | 'assetOfficer', lab?: string) => {
      const person = await createPerson(api.database, organisationId, role, lab ?? null, passwordHash);
      tokens[role] = await api.login(person.email);
    };
    await post(university, 'orgAdmin');
    await post(district, 'labManager', labId);
    await post(district, 'assetOfficer');
  });
  afterAll(() => api.close());

  const invite = (by: string, organisationId: string, body: Record<string, unknown>) =>
    api.send(`POST /organisations/${organisationId}/members`, { token: tokens[by], body });
  const tokenOf = async (memberId: string) => {
    const rows = await api.database.sql<{ token: string }[]>`
      SELECT payload->>'token' AS token FROM outbox WHERE name = 'member.invited' AND aggregate_id = ${memberId}
      ORDER BY id DESC`;
    return rows[0]?.token ?? '';
  };
  const accept = (body: Record<string, unknown>) => api.send('POST /invitations/accept', { body });

  it('join by a one-time link, and lose the role at once when it is taken away', async () => {
    const invited = await invite('orgAdmin', university, {
      email: 'New@Ocean.example',
      role: 'booker',
      displayName: '新',
    });
    expect(invited.status).toBe(201);
    expect(invited.body).toMatchObject({ status: 'invited', email: 'new@ocean.example', role: 'booker' });
    const token = await tokenOf(invited.body.id);

    expect((await accept({ token })).body.code).toBe('password-required');
    expect((await accept({ token, password: 'short' })).body.code).toBe('weak-password');
    const accepted = await accept({ token, password: 'a long enough phrase' });
    expect(accepted.body).toMatchObject({ email: 'new@ocean.example', organisationId: university, role: 'booker' });
    expect((await accept({ token, password: 'another long phrase' })).body.code).toBe('invitation-invalid');

    const access = await api.login('new@ocean.example', 'a long enough phrase');
    expect((await api.send('GET /bookings', { token: access })).status).not.toBe(403);
    const removed = await api.send(`DELETE /organisations/${university}/members/${invited.body.id}`, {
      token: tokens.orgAdmin,
    });
    expect(removed.status).toBe(204);
    expect((await api.send('GET /bookings', { token: access })).status).toBe(403);
    const list = await api.send(`GET /organisations/${university}/members`, { token: tokens.orgAdmin });
    expect(list.body.items.map((member: { id: string }) => member.id)).not.toContain(invited.body.id);

    const again = await invite('orgAdmin', university, { email: 'new@ocean.example', role: 'booker' });
    expect(again.body.id).toBe(invited.body.id);
    await accept({ token: await tokenOf(again.body.id) });
    expect((await api.send('GET /bookings', { token: access })).status).not.toBe(403);
    const twice = await invite('orgAdmin', university, { email: 'new@ocean.example', role: 'booker' });
    expect(twice.body.code).toBe('already-exists');
  });

  it('cannot join a week later', async () => {
    const invited = await invite('orgAdmin', university, { email: 'late@ocean.example', role: 'booker' });
    api.clock.advance(7 * 86_400_000);
    const reply = await accept({ token: await tokenOf(invited.body.id), password: 'a long enough phrase' });
    expect(reply.body.code).toBe('invitation-invalid');
    api.clock.advance(-7 * 86_400_000);
  });

  it.each([
    ['orgAdmin', 'university', { role: 'orgFinance' }, 201, ''],
    ['orgAdmin', 'university', { role: 'auditor' }, 422, 'role-not-grantable'],
    ['orgAdmin', 'university', { role: 'platformAdmin' }, 422, 'role-not-grantable'],
    ['orgAdmin', 'university', { role: 'keeper' }, 422, 'role-not-grantable'],
    ['orgAdmin', 'district', { role: 'booker' }, 404, 'not-found'],
    ['labManager', 'district', { role: 'keeper' }, 201, ''],
    ['labManager', 'district', { role: 'keeper', labId: 'other' }, 422, 'role-not-grantable'],
    ['labManager', 'district', { role: 'labManager' }, 422, 'role-not-grantable'],
    ['labManager', 'university', { role: 'booker' }, 404, 'not-found'],
    ['assetOfficer', 'district', { role: 'labManager', labId: 'other' }, 201, ''],
    ['assetOfficer', 'district', { role: 'labManager' }, 422, 'lab-required'],
    ['assetOfficer', 'district', { role: 'finance' }, 201, ''],
    ['assetOfficer', 'district', { role: 'keeper', labId: 'nowhere' }, 404, 'not-found'],
  ] as const)('%s hands out in the %s %j: %i %s', async (by, place, post, status, code) => {
    const labs = { other: otherLabId, nowhere: 'nowhere' };
    const { role } = post;
    const lab = 'labId' in post ? { labId: labs[post.labId] } : {};
    const email = `p${Math.random().toString(36).slice(2)}@example.test`;
    const reply = await invite(by, place === 'university' ? university : district, { email, role, ...lab });
    expect([reply.status, reply.body.code ?? '']).toEqual([status, code]);
  });

  it('keep at least one administrator', async () => {
    const list = await api.send(`GET /organisations/${university}/members?role=orgAdmin`, { token: tokens.orgAdmin });
    const [only] = list.body.items;
    const path = `/organisations/${university}/members/${only.id}`;
    const removed = await api.send(`DELETE ${path}`, { token: tokens.orgAdmin });
    expect(removed.body.code).toBe('last-admin');
    const demoted = await api.send(`PATCH ${path}`, { token: tokens.orgAdmin, body: { role: 'booker' } });
    expect(demoted.body.code).toBe('last-admin');
  });

  it('move to another role under the version that was read', async () => {
    const person = await createPerson(api.database, university, 'booker', null, passwordHash);
    const access = await api.login(person.email);
    const list = await api.send(`GET /organisations/${university}/members?limit=100`, { token: tokens.orgAdmin });
    const member = list.body.items.find((row: { userId: string }) => row.userId === person.userId);
    const patch = (body: unknown, version: number) =>
      api.send(`PATCH /organisations/${university}/members/${member.id}`, {
        token: tokens.orgAdmin,
        body,
        headers: { 'if-match': `"${version}"` },
      });
    const changed = await patch({ role: 'orgFinance' }, member.version);
    expect(changed.body).toMatchObject({ role: 'orgFinance', version: member.version + 1 });
    expect((await patch({ role: 'booker' }, member.version)).body.code).toBe('version-mismatch');
    expect((await api.send('POST /holds', { token: access, body: {} })).status).toBe(403);
  });
});
