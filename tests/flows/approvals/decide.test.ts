import { withdrawApprovals } from '@guanyi/commands/approvals/withdraw-approvals';
import { done, systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { HOUR_MS } from '@guanyi/domain/kernel/window';
import { describe, expect, test } from 'vitest';
import {
  api,
  chainOf,
  current,
  decide,
  foreignManager,
  foreignOfficer,
  open,
  people,
  putPolicy,
  sweep,
  tokenOf,
  useApprovalScene,
  world,
} from '../../support/approval-scene.ts';
import { at, createWorld, wednesdayMorning } from '../../support/factories/world.ts';

const eightMillion = 800_000_000;

useApprovalScene();

describe('the chain of a case', () => {
  test.each([
    [eightMillion - 1, ['labManager', 'assetOfficer']],
    [eightMillion, ['labManager', 'assetOfficer', 'hqReviewer']],
  ])('at %d fen is %j out of the box', async (valueFen, roles) => {
    const chain = await chainOf(await open(valueFen));
    expect(chain.map((step) => [step.role, step.status])).toEqual(roles.map((role) => [role, 'pending']));
    expect(chain.filter((step) => step.isCurrent)).toHaveLength(1);
  });

  test('can be asked for before anything is requested', async () => {
    const query = `mode=rent&form=termLease&valueFen=${eightMillion}&days=30&labId=${world.labId}`;
    const reply = await api.send(`GET /approval-policies/chain?${query}`, { token: await tokenOf(people.officer) });
    expect(reply.body.steps.map((step: { role: string }) => step.role)).toEqual([
      'labManager',
      'assetOfficer',
      'hqReviewer',
    ]);
    expect(reply.body.policy).toMatchObject({ isDefault: true, filingWorkingDays: 15 });
  });

  test('can be asked for at another instant, when another policy holds', async () => {
    const steps = [{ role: 'assetOfficer', slaHours: 24, onTimeout: 'decline' }];
    expect((await putPolicy({ steps, effectiveFrom: '2030-01-01T00:00:00Z' })).status).toBe(200);
    const lengthAt = async (at: string) => {
      const query = `mode=equity&valueFen=100&labId=${world.labId}&at=${at}`;
      const reply = await api.send(`GET /approval-policies/chain?${query}`, { token: await tokenOf(people.officer) });
      return reply.body.steps.length;
    };
    expect(await lengthAt('2029-12-31T23:59:59.999Z')).toBe(2);
    expect(await lengthAt('2030-01-01T00:00:00Z')).toBe(1);
  });

  test('comes with what a decision rests on, for those who see the case', async () => {
    const { id } = await current(await open());
    const facts = await api.send(`GET /approvals/${id}/facts`, { token: await tokenOf(people.officer) });
    expect(facts.body).toMatchObject({
      approvalId: id,
      conflict: { isHeld: false, bookings: 0, open: 0 },
      credit: { exposureFen: 0, overdueFen: 0 },
      record: { instrumentsOut: 0, overdue: 0, damages: 0, noShows: 0 },
      training: { valid: 0 },
    });
    const foreign = await api.send(`GET /approvals/${id}/facts`, { token: await tokenOf(foreignOfficer) });
    expect(foreign.status).toBe(404);
  });

  test('is decided in order, each step once, by the role and unit that the step names', async () => {
    const subjectId = await open();
    const [first, second] = await chainOf(subjectId);
    expect((await decide(first!.id, people.officer)).body.code).toBe('role-not-allowed');
    expect((await decide(first!.id, people.booker)).status).toBe(403);
    expect((await decide(first!.id, foreignManager)).status).toBe(404);
    expect((await decide(second!.id, foreignOfficer)).status).toBe(404);
    expect((await decide(second!.id, people.officer)).body).toMatchObject({ code: 'state-conflict' });

    const approved = await decide(first!.id, people.manager, 'approve', '同意');
    expect(approved.body).toMatchObject({ status: 'approved', comment: '同意', step: 1, mayDecide: false });
    expect((await decide(first!.id, people.manager)).body).toMatchObject({
      code: 'state-conflict',
      currentStatus: 'approved',
    });
    expect((await decide(second!.id, people.officer)).status).toBe(200);
    expect((await chainOf(subjectId)).map((step) => step.status)).toEqual(['approved', 'approved']);
  });

  test('ends at the first no', async () => {
    const subjectId = await open();
    await decide((await current(subjectId)).id, people.manager, 'decline', '仪器近期有法定任务');
    expect((await chainOf(subjectId)).map((step) => step.status)).toEqual(['declined', 'expired']);
  });

  test('of two who decide at the same moment one wins and the other learns the state', async () => {
    for (const [first, second] of [
      ['approve', 'approve'],
      ['approve', 'decline'],
      ['decline', 'return'],
      ['return', 'approve'],
    ] as const) {
      const { id } = await current(await open());
      const replies = await Promise.all([decide(id, people.manager, first), decide(id, people.manager, second)]);
      const statuses = replies.map((reply) => reply.status).sort();
      expect(statuses).toEqual([200, 409]);
    }
  });

  test('comes back for completion and goes on at the step that returned it', async () => {
    const subjectId = await open();
    const { id } = await current(subjectId);
    await decide(id, people.manager, 'return', '请补充用途说明');
    expect((await api.send(`POST /approvals/${id}/answer`, { token: await tokenOf(foreignManager) })).status).toBe(404);
    const answered = await api.send(`POST /approvals/${id}/answer`, { token: await tokenOf(people.booker) });
    expect(answered.status).toBe(200);
    expect((await api.send(`POST /approvals/${id}/answer`, { token: await tokenOf(people.booker) })).status).toBe(409);
    const again = await current(subjectId);
    expect(again).toMatchObject({ role: 'labManager', step: 1, round: 2 });
    expect((await decide(again.id, people.manager)).status).toBe(200);
  });

  test('is withdrawn with its subject', async () => {
    const subjectId = await open();
    const { id } = await current(subjectId);
    const subject = { labId: world.labId, subjectType: 'loan' as const, subjectId };
    const command = async (...[tx, context]: Parameters<typeof withdrawApprovals>) =>
      done(await withdrawApprovals(tx, context, subject));
    await execute(api.database, systemContext(api.clock.now()), command as never, undefined);
    expect((await decide(id, people.manager)).status).toBe(409);
  });
});

describe('time', () => {
  test('counts in working days: 48 hours asked on a Friday end on Tuesday', async () => {
    api.clock.set(at('2026-12-11 10:20'));
    const { deadline } = await current(await open());
    api.clock.set(wednesdayMorning);
    expect(deadline).toBe(new Date(at('2026-12-15 10:20')).toISOString());
  });

  test.each([
    [
      'escalate',
      [
        ['labManager', 'expired'],
        ['assetOfficer', 'pending'],
      ],
    ],
    ['decline', [['labManager', 'expired']]],
    ['approve', [['labManager', 'approved']]],
  ] as const)('an unanswered step: %s', async (onTimeout, result) => {
    const mode = 'loan';
    const place = await createWorld(api.database);
    await putPolicy({ scope: place.labId, mode, steps: [{ role: 'labManager', slaHours: 1, onTimeout }] });
    const subjectId = await open(1_000_000, { at: place });
    const [step] = await chainOf(subjectId, people.reviewer);
    const late = wednesdayMorning + HOUR_MS;
    api.clock.set(late);
    expect((await chainOf(subjectId, people.reviewer))[0]).toMatchObject({ id: step!.id, status: 'expired' });
    await sweep(late);
    await sweep(late);
    api.clock.set(wednesdayMorning);
    const chain = await chainOf(subjectId, people.reviewer);
    expect(chain.map(({ role, status }) => [role, status])).toEqual(result);
  });
});
