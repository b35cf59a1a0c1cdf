import { newId } from '@guanyi/platform/ids';
import { describe, expect, test } from 'vitest';
import {
  api,
  chainOf,
  current,
  decide,
  open,
  people,
  putPolicy,
  tokenOf,
  useApprovalScene,
} from '../../support/approval-scene.ts';
import { type Person, wednesdayMorning } from '../../support/factories/world.ts';

useApprovalScene();

describe('policies', () => {
  const step = { role: 'orgAdmin', slaHours: 24, onTimeout: 'decline' };

  test('may ask the customer before the lab, several together, and any of several roles', async () => {
    const steps = [
      step,
      { role: 'labManager', orRoles: ['keeper'], slaHours: 24, onTimeout: 'escalate' },
      { role: 'assetOfficer', alongside: true, slaHours: 24, onTimeout: 'escalate' },
    ];
    expect((await putPolicy({ steps, daysFrom: 100 })).status).toBe(200);
    const subjectId = await open(1, { mode: 'equity', days: 100 });
    await decide((await current(subjectId)).id, people.admin);
    const together = (await chainOf(subjectId)).filter((one) => one.isCurrent);
    expect(together.map((one) => one.role)).toEqual(['labManager', 'assetOfficer']);
    expect((await decide(together[1]!.id, people.officer)).status).toBe(200);
    expect((await decide(together[0]!.id, people.keeper)).status).toBe(200);
    expect((await chainOf(subjectId)).map((one) => one.status)).toEqual(['approved', 'approved', 'approved']);
    expect((await chainOf(await open(1, { mode: 'equity', days: 99 }))).map((one) => one.role)).toEqual([
      'labManager',
      'assetOfficer',
    ]);
  });

  test('never overlap for one case, succeed one another, and are put twice without effect', async () => {
    const band = { scope: 'national', steps: [step], valueFromFen: 0, valueUntilFen: 100, daysFrom: 9_999 };
    const first = await putPolicy(band);
    expect(first.body).toMatchObject({ status: 'active', scope: 'national', steps: [step] });
    expect((await putPolicy(band)).body.id).toBe(first.body.id);
    const clash = await putPolicy({ ...band, valueFromFen: 50, valueUntilFen: 200 });
    expect([clash.status, clash.body.code]).toEqual([409, 'policy-overlap']);
    const other = await putPolicy({ ...band, steps: [{ ...step, slaHours: 1 }] });
    expect([other.status, other.body.code]).toEqual([409, 'policy-overlap']);
    expect((await putPolicy({ ...band, valueFromFen: 100, valueUntilFen: 200 })).status).toBe(200);
    const next = await putPolicy({ ...band, effectiveFrom: '2027-01-01', steps: [{ ...step, slaHours: 1 }] });
    expect(next.body).toMatchObject({ status: 'scheduled', effectiveFrom: '2026-12-31T16:00:00.000Z' });
    const list = await api.send('GET /approval-policies?mode=equity&limit=100', {
      token: await tokenOf(people.officer),
    });
    const ended = list.body.items.find((policy: { id: string }) => policy.id === first.body.id);
    expect(ended.effectiveUntil).toBe('2026-12-31T16:00:00.000Z');
    expect((await putPolicy(band, people.officer)).status).toBe(403);
    expect((await putPolicy({ ...band, scope: newId() })).status).toBe(404);
  });
});

describe('the work list', () => {
  test('shows each what waits for them, with age and deadline, nearest deadline first', async () => {
    const subjectId = await open();
    api.clock.advance(90 * 60_000);
    const mine = await api.send('GET /approvals?mine=true&limit=100', { token: await tokenOf(people.manager) });
    const item = mine.body.items.find((one: { subjectId: string }) => one.subjectId === subjectId);
    expect(item).toMatchObject({ mayDecide: true, ageMinutes: 90, role: 'labManager', valueFen: 1_000_000 });
    const deadlines = mine.body.items.map((one: { deadline: string }) => one.deadline);
    expect(deadlines).toEqual([...deadlines].sort());
    const officers = await api.send('GET /approvals?mine=true&limit=100', { token: await tokenOf(people.officer) });
    expect(JSON.stringify(officers.body)).not.toContain(subjectId);
    api.clock.set(wednesdayMorning);
  });

  test('is decided in bulk, and says which could not be', async () => {
    const ids = [(await current(await open())).id, (await current(await open())).id];
    await decide(ids[0]!, people.manager);
    const reply = await api.send('POST /approvals/decide', {
      token: await tokenOf(people.manager),
      body: { approvalIds: [...ids, newId()], decision: 'approve' },
    });
    expect(reply.body.decided).toBe(1);
    const codes = reply.body.results.map((one: { code?: string }) => one.code ?? 'decided').sort();
    expect(codes).toEqual(['decided', 'not-found', 'state-conflict']);
  });
});

describe('delegation', () => {
  const until = '2026-12-20T00:00:00Z';
  const delegate = async (from: Person, to: Person, more = {}) =>
    api.send('POST /approval-delegations', {
      token: await tokenOf(from),
      body: { toUserId: to.userId, until, ...more },
    });

  test('lets a colleague decide for the time it lasts, and says for whom', async () => {
    expect((await delegate(people.officer, people.booker)).status).toBe(404);
    expect((await delegate(people.officer, people.officer)).body.code).toBe('delegate-not-allowed');
    const given = await delegate(people.officer, people.keeper);
    expect(given.body).toMatchObject({ status: 'active', delegate: { userId: people.keeper.userId } });
    expect((await delegate(people.officer, people.manager)).body.code).toBe('already-exists');

    const subjectId = await open();
    await decide((await current(subjectId)).id, people.manager);
    const decided = await decide((await current(subjectId)).id, people.keeper);
    expect(decided.body).toMatchObject({
      status: 'approved',
      decidedBy: { userId: people.keeper.userId },
      onBehalfOf: { userId: people.officer.userId },
    });

    const chained = await delegate(people.keeper, people.manager);
    expect([chained.status, chained.body.errors?.[0]?.code]).toEqual([422, 'delegate-of-delegate']);
    expect((await delegate(people.manager, people.officer)).body.code).toBe('delegate-not-allowed');

    const ended = await api.send(`DELETE /approval-delegations/${given.body.id}`, {
      token: await tokenOf(people.officer),
    });
    expect(ended.status).toBe(204);
    const next = await open();
    await decide((await current(next)).id, people.manager);
    expect((await decide((await current(next)).id, people.keeper)).status).toBe(403);
  });
});
