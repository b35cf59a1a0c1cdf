import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  buildEquityScene,
  createAdministrativeLab,
  type EquityScene,
  offeredInstrument,
  secondOfMarch,
} from '../../support/equity-scene.ts';

let scene: EquityScene;

beforeAll(async () => {
  scene = await buildEquityScene();
});
afterAll(() => scene.close());

const propose = (instrumentId: string) => ({
  instrumentId,
  venture: { name: '海纳' },
  purpose: { kind: 'research', text: '' },
});

describe('what may be contributed', () => {
  test('an administrative unit contributes nothing, and the refusal names the rule (D2, X6)', async () => {
    scene.api.clock.set(secondOfMarch);
    const instrumentId = await offeredInstrument(scene.api, await createAdministrativeLab(scene.api));
    const reply = await scene.as('booker', 'POST /equity-cases', propose(instrumentId));
    expect([reply.status, reply.body.code]).toEqual([422, 'unit-type-not-allowed']);
    expect(reply.body.reference).toContain('行政事业性国有资产管理条例');
  });

  test('only what is offered for equity can be proposed', async () => {
    const instrumentId = await scene.freshInstrument();
    await scene.api.database.sql`DELETE FROM offerings WHERE instrument_id = ${instrumentId} AND mode = 'equity'`;
    const reply = await scene.as('booker', 'POST /equity-cases', propose(instrumentId));
    expect([reply.status, reply.body.code]).toEqual([422, 'mode-not-offered']);
    await scene.api.database
      .sql`UPDATE instruments SET customs_supervised_until = '2026-06-30' WHERE id = ${instrumentId}`;
    const supervised = await scene.as('booker', 'POST /equity-cases', propose(instrumentId));
    expect([supervised.status, supervised.body.code]).toEqual([422, 'customs-supervised']);
  });

  test('the unit proposes for a customer that it names, a customer only for itself', async () => {
    const instrumentId = await scene.freshInstrument();
    const unnamed = await scene.as('officer', 'POST /equity-cases', propose(instrumentId));
    expect([unnamed.status, unnamed.body.code]).toEqual([422, 'organisation-required']);
    const named = { ...propose(instrumentId), onBehalfOf: scene.customer };
    expect((await scene.as('officer', 'POST /equity-cases', named)).body.organisationId).toBe(scene.customer);
    const foreign = { ...propose(instrumentId), onBehalfOf: scene.investor };
    expect((await scene.as('booker', 'POST /equity-cases', foreign)).status).toBe(404);
  });
});

describe('the way to the notice', () => {
  test('each step has its state, its people and its line in the log', async () => {
    const { caseId } = await scene.caseAt('noticed');
    const { body } = await scene.as('officer', `GET /equity-cases/${caseId}`);
    expect(body.status).toBe('noticed');
    expect(body.history.map((step: { action: string }) => step.action)).toEqual([
      'propose',
      'assess',
      'appraise',
      'submit',
      'approve',
      'publish',
    ]);
    expect(body.version).toBe(6);
  });

  test('a negative study ends the case', async () => {
    const { caseId } = await scene.caseAt('intent');
    const study = { conclusion: 'negative', summary: 'no market', fileIds: [] };
    expect((await scene.as('manager', `POST /equity-cases/${caseId}/feasibility`, study)).body.status).toBe('declined');
    const again = await scene.as('manager', `POST /equity-cases/${caseId}/feasibility`, study);
    expect([again.status, again.body.code, again.body.currentStatus]).toEqual([409, 'state-conflict', 'declined']);
  });

  test('appraisals are versions: the latest counts, the earlier ones stay', async () => {
    const { caseId } = await scene.caseAt('appraised');
    const second = { agency: 'B', reportNumber: '2', method: 'income', baseDate: '2025-11-30', valueFen: 324_000_000 };
    const { body } = await scene.as('officer', `POST /equity-cases/${caseId}/appraisals`, second);
    expect(body.appraisals.map((one: { position: number; valueFen: number }) => [one.position, one.valueFen])).toEqual([
      [2, 324_000_000],
      [1, 300_000_000],
    ]);
    expect(body.appraisal).toMatchObject({ position: 2, validUntil: '2026-11-30', isExpired: false });
    const tomorrow = { ...second, baseDate: '2026-03-03' };
    scene.api.clock.set(secondOfMarch);
    const refused = await scene.as('officer', `POST /equity-cases/${caseId}/appraisals`, tomorrow);
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, '/baseDate']);
  });

  test('an expired appraisal is not submitted, and one that is replaced in approval takes the case back', async () => {
    scene.api.clock.set(secondOfMarch);
    const old = await scene.caseAt('appraised', { baseDate: '2025-03-01' });
    const refused = await scene.as('officer', `POST /equity-cases/${old.caseId}/submit`, {});
    expect([refused.status, refused.body.code, refused.body.validUntil]).toEqual([
      422,
      'appraisal-expired',
      '2026-03-01',
    ]);

    const { caseId } = await scene.caseAt('noticed');
    const other = { agency: 'B', reportNumber: '2', method: 'cost', baseDate: '2025-12-31', valueFen: 1_000_000 };
    const { body } = await scene.as('officer', `POST /equity-cases/${caseId}/appraisals`, other);
    expect([body.status, body.notice, body.approvedAt]).toEqual(['appraised', undefined, undefined]);
    const unapproved = await scene.as('officer', `POST /equity-cases/${caseId}/notice`, { text: 'x' });
    expect(unapproved.body.code).toBe('state-conflict');
  });

  test('nothing is published before its chain has approved; a declined chain ends the case', async () => {
    const { caseId } = await scene.caseAt('inApproval');
    const early = await scene.as('officer', `POST /equity-cases/${caseId}/notice`, { text: 'x' });
    expect([early.status, early.body.code, early.body.currentStatus]).toEqual([409, 'state-conflict', 'inApproval']);
    const { body: chain } = await scene.as('manager', `GET /approvals?subjectId=${caseId}`);
    const decision = { decision: 'decline', comment: 'too valuable' };
    const first = chain.items.find((step: { step: number }) => step.step === 1);
    await scene.as('manager', `POST /approvals/${first.id}/decide`, decision);
    const { body } = await scene.as('booker', `GET /equity-cases/${caseId}`);
    expect([body.status, body.history.at(-1).note]).toEqual(['declined', 'too valuable']);
  });

  test('an instrument of eight million takes the longer chain, and so do two of four million for one customer (X1)', async () => {
    scene.api.clock.set(secondOfMarch);
    const rolesFor = async (valueFen: number, instrumentId?: string) => {
      const made = {
        instrumentId: instrumentId ?? (await scene.freshInstrument({ valueFen })),
        onBehalfOf: scene.investor,
      };
      const { caseId } = await scene.caseAt('inApproval', made);
      const { body } = await scene.as('officer', `GET /approvals?subjectId=${caseId}`);
      return body.items.map((step: { role: string }) => step.role).sort();
    };
    const first = await scene.freshInstrument({ valueFen: 400_000_000 });
    expect(await rolesFor(400_000_000, first)).toEqual(['assetOfficer', 'labManager']);
    expect(await rolesFor(400_000_000, first)).toEqual(['assetOfficer', 'labManager']);
    expect(await rolesFor(399_999_999)).toEqual(['assetOfficer', 'labManager']);
    expect(await rolesFor(1)).toEqual(['assetOfficer', 'hqReviewer', 'labManager']);
  });

  test('a withdrawn case ends with its chain; other customers see none of it', async () => {
    const { caseId } = await scene.caseAt('inApproval');
    expect((await scene.as('other', `POST /equity-cases/${caseId}/withdraw`, {})).status).toBe(404);
    expect((await scene.as('other', `GET /equity-cases/${caseId}`)).status).toBe(404);
    const { body } = await scene.as('booker', `POST /equity-cases/${caseId}/withdraw`, { reason: 'changed our mind' });
    expect(body.status).toBe('withdrawn');
    const { body: chain } = await scene.as('officer', `GET /approvals?subjectId=${caseId}`);
    expect(chain.items.every((step: { status: string }) => step.status !== 'pending')).toBe(true);
  });

  test('a stale version is refused and changes nothing', async () => {
    const { caseId } = await scene.caseAt('feasible');
    const token = await scene.api.login(scene.people.booker.email);
    const sent = { token, body: {}, headers: { 'if-match': '"1"' } };
    const reply = await scene.api.send(`POST /equity-cases/${caseId}/withdraw`, sent);
    expect([reply.status, reply.body.code]).toEqual([412, 'version-mismatch']);
  });
});

describe('who sees a case', () => {
  test('its parties, its unit, and those who review everything', async () => {
    const { caseId } = await scene.caseAt('appraised');
    for (const person of ['booker', 'admin', 'manager', 'officer', 'finance', 'reviewer', 'auditor'] as const) {
      expect((await scene.as(person, `GET /equity-cases/${caseId}`)).status, person).toBe(200);
      const { body } = await scene.as(person, 'GET /equity-cases?limit=100');
      expect(body.items.map((item: { id: string }) => item.id)).toContain(caseId);
    }
    const { body } = await scene.as('other', 'GET /equity-cases?limit=100');
    expect(body.items.map((item: { id: string }) => item.id)).not.toContain(caseId);
  });
});
