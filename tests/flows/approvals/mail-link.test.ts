import { beforeEach, describe, expect, test } from 'vitest';
import {
  api,
  chainOf,
  current,
  decide,
  foreignOfficer,
  open,
  people,
  sweep,
  tokenOf,
  useApprovalScene,
} from '../../support/approval-scene.ts';
import { wednesdayMorning } from '../../support/factories/world.ts';
import { tellAll, toldOf } from '../../support/told.ts';

useApprovalScene();
beforeEach(() => api.clock.set(wednesdayMorning));

/** The token that the mail to the lab's manager carries. */
async function asked(): Promise<{ subjectId: string; token: string }> {
  const subjectId = await open();
  await tellAll(api.database, api.clock.now());
  const told = await toldOf(api.database, subjectId);
  expect(told.map(({ email, kind }) => [email, kind])).toEqual([[people.manager.email, 'approvalToDecide']]);
  return { subjectId, token: told[0]!.token! };
}

const look = (token: string) => api.send(`GET /approval-links/${token}`);
const press = (token: string, decision = 'approve', comment?: string) =>
  api.send(`POST /approval-links/${token}/decide`, { body: { decision, ...(comment ? { comment } : {}) } });

describe('the link of a mail', () => {
  test('shows what is asked however often it is opened, and decides once, without a session', async () => {
    const { subjectId, token } = await asked();
    for (let i = 0; i < 3; i++)
      expect((await look(token)).body).toMatchObject({ status: 'pending', link: 'usable', role: 'labManager' });
    expect((await current(subjectId)).step).toBe(1);
    const decided = await press(token, 'approve', '同意');
    expect([decided.status, decided.body.link, decided.body.status]).toEqual([200, 'used', 'approved']);
    expect((await current(subjectId)).step).toBe(2);
    const [first] = (await api.send(`GET /approvals?subjectId=${subjectId}`, { token: await tokenOf(people.manager) }))
      .body.items;
    expect(first).toMatchObject({ decidedBy: { userId: people.manager.userId }, comment: '同意' });
    const again = await press(token, 'decline', 'R');
    expect([again.status, again.body.code]).toEqual([422, 'link-used']);
    // The next step asks the district, by links of its own.
    await tellAll(api.database, api.clock.now());
    expect((await toldOf(api.database, subjectId)).map((one) => one.email)).toEqual([people.officer.email]);
  });

  test('and the work list at the same moment: one wins, the other is told so', async () => {
    for (let i = 0; i < 5; i++) {
      const { subjectId, token } = await asked();
      const { id } = await current(subjectId);
      const replies = await Promise.all([press(token), decide(id, people.manager, 'decline', 'R'), press(token)]);
      expect(replies.filter((reply) => reply.status === 200)).toHaveLength(1);
      for (const loser of replies.filter((reply) => reply.status !== 200))
        expect(['state-conflict', 'link-used']).toContain(loser.body.code);
      const chain = await chainOf(subjectId);
      expect(chain.filter((step) => step.step === 1).map((step) => step.round)).toEqual([1]);
    }
  });

  test('stops at the deadline, and with the right to decide', async () => {
    const { subjectId, token } = await asked();
    await api.database.sql`UPDATE memberships SET status = 'removed' WHERE user_id = ${people.manager.userId}`;
    expect((await press(token)).body.code).toBe('role-not-allowed');
    await api.database.sql`UPDATE memberships SET status = 'active' WHERE user_id = ${people.manager.userId}`;
    api.clock.set((await current(subjectId)).deadline);
    expect((await look(token)).body).toMatchObject({ status: 'expired', link: 'expired' });
    expect((await press(token)).body.code).toBe('link-expired');
    expect((await look('no-such-token')).status).toBe(404);
  });

  test('goes one role higher when nobody answers; who asked and who was silent hear of it', async () => {
    const { subjectId } = await asked();
    await sweep(Date.parse((await current(subjectId)).deadline));
    await tellAll(api.database, Date.parse('2026-12-14T00:00:00Z'));
    const told = await toldOf(api.database, subjectId);
    expect(told.map(({ email, kind }) => [kind, email]).sort()).toEqual(
      [
        ['approvalEscalated', people.booker.email],
        ['approvalEscalated', people.manager.email],
        ['approvalToDecide', people.officer.email],
      ].sort(),
    );
    expect(told.map((one) => one.email)).not.toContain(foreignOfficer.email);
  });

  test('returned for completion, the requester is told what is missing', async () => {
    const { subjectId, token } = await asked();
    await press(token, 'return', '缺少使用方案');
    await tellAll(api.database, api.clock.now());
    expect((await toldOf(api.database, subjectId)).map(({ email, kind }) => [email, kind])).toEqual([
      [people.booker.email, 'approvalReturned'],
    ]);
  });
});
