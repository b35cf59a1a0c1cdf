import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildEquityScene, type EquityScene, secondOfMarch } from '../../support/equity-scene.ts';

let scene: EquityScene;
const lastMoment = Date.parse('2026-03-17T15:59:59.999Z');
const firstMoment = lastMoment + 1;

beforeAll(async () => {
  scene = await buildEquityScene();
});
afterAll(() => scene.close());

const sign = (caseId: string, change = {}) =>
  scene.as('officer', `POST /equity-cases/${caseId}/agreement`, { ...scene.agreement(), ...change });

describe('the notice (X7)', () => {
  test('published on 2 March, it runs from the 3rd to the 17th, and signing is possible from 00:00 of the 18th', async () => {
    scene.api.clock.set(secondOfMarch);
    const { caseId } = await scene.caseAt('noticed');
    const { body } = await scene.as('booker', `GET /equity-cases/${caseId}`);
    expect(body.notice).toMatchObject({ firstDay: '2026-03-03', lastDay: '2026-03-17', agreementFrom: '2026-03-18' });
    expect(body.locks).toEqual([{ action: 'agree', code: 'notice-running', until: '2026-03-18' }]);
    scene.api.clock.set(lastMoment);
    const early = await sign(caseId);
    expect([early.status, early.body.code, early.body.agreementFrom]).toEqual([422, 'notice-running', '2026-03-18']);
    expect(early.body.reference).toContain('15日');
    scene.api.clock.set(firstMoment);
    const signed = await sign(caseId);
    expect([signed.status, signed.body.status]).toEqual([200, 'agreed']);
    expect(signed.body.ventureId).toBeTypeOf('string');
  });

  test('anybody reads it and, signed in, objects to it; an open objection stands in the way of the agreement', async () => {
    scene.api.clock.set(secondOfMarch);
    const { caseId } = await scene.caseAt('noticed');
    const { body: seen } = await scene.api.send(`GET /equity-notices/${caseId}`);
    expect(seen.notice).toMatchObject({ text: 'public notice', isRunning: true, daysTotal: 15, daysPast: 0 });
    const anonymous = await scene.api.send(`POST /equity-cases/${caseId}/objections`, { body: { text: 'no' } });
    expect(anonymous.status).toBe(401);
    const raised = await scene.as('other', `POST /equity-cases/${caseId}/objections`, { text: 'undervalued' });
    expect([raised.status, raised.body.status, raised.body.raisedBy]).toEqual([201, 'open', undefined]);
    scene.api.clock.set(firstMoment);
    expect((await sign(caseId)).body).toMatchObject({ code: 'objection-open', objections: 1 });
    const path = `POST /equity-cases/${caseId}/objections/${raised.body.id}/resolve`;
    const answered = await scene.as('officer', path, { outcome: 'rejected', answer: 'three agencies agree' });
    expect([answered.status, answered.body.status]).toEqual([200, 'rejected']);
    const twice = await scene.as('officer', path, { outcome: 'upheld', answer: 'no' });
    expect([twice.status, twice.body.code]).toEqual([409, 'state-conflict']);
    expect((await sign(caseId)).body.status).toBe('agreed');
    const late = await scene.as('other', `POST /equity-cases/${caseId}/objections`, { text: 'too late' });
    expect([late.status, late.body.currentStatus]).toEqual([409, 'agreed']);
  });

  test('an objection that is upheld ends the case; what is not published cannot be objected to', async () => {
    scene.api.clock.set(secondOfMarch);
    const { caseId } = await scene.caseAt('noticed');
    const raised = await scene.as('other', `POST /equity-cases/${caseId}/objections`, { text: 'title is disputed' });
    const path = `POST /equity-cases/${caseId}/objections/${raised.body.id}/resolve`;
    await scene.as('officer', path, { outcome: 'upheld', answer: 'so it is' });
    expect((await scene.as('booker', `GET /equity-cases/${caseId}`)).body.status).toBe('declined');
    expect((await scene.api.send(`GET /equity-notices/${caseId}`)).status).toBe(404);
    const hidden = await scene.caseAt('appraised');
    const reply = await scene.as('other', `POST /equity-cases/${hidden.caseId}/objections`, { text: 'x' });
    expect(reply.status).toBe(404);
  });
});

describe('the appraisal at the agreement (X8, D8)', () => {
  test.each([
    ['2025-03-18', 200, undefined],
    ['2025-03-17', 422, 'appraisal-expired'],
  ])('with the base date %s: %i', async (baseDate, status, code) => {
    scene.api.clock.set(secondOfMarch);
    const { caseId } = await scene.caseAt('noticed', { baseDate });
    scene.api.clock.set(firstMoment);
    const reply = await sign(caseId);
    expect([reply.status, reply.body.code]).toEqual([status, code]);
  });
});

describe('the stake (X9)', () => {
  test('3,000,000.00 of 10,000,000.00 in 1,000,000 units is 300,000, and the simulator says so before', async () => {
    scene.api.clock.set(secondOfMarch);
    const { caseId } = await scene.caseAt('noticed');
    const query = '?capitalFen=1000000000&unitsIssued=1000000';
    const { body } = await scene.as('booker', `GET /equity-cases/${caseId}/simulation${query}`);
    expect(body).toMatchObject({ units: 300_000, cashFen: 0, otherUnits: 700_000 });
    scene.api.clock.set(firstMoment);
    const signed = await sign(caseId);
    expect(signed.body.agreement).toMatchObject({ units: 300_000, cashFen: 0, unitsIssued: 1_000_000 });
    const { body: register } = await scene.as('booker', `GET /ventures/${signed.body.ventureId}/stakes`);
    expect(register.unitsIssued).toBe(1_000_000);
    expect(
      register.holdings.map((one: { organisationId: string; units: number }) => [one.organisationId, one.units]),
    ).toEqual([
      [scene.customer, 700_000],
      [scene.district, 300_000],
    ]);
  });

  test.each([
    ['one unit too many for the lab', [300_001, 699_999], 'stake-mismatch', '/holdings/0/units'],
    ['holdings that do not sum', [300_000, 699_999], 'stake-mismatch', '/unitsIssued'],
  ] as [string, [number, number], string, string][])(
    '%s is refused and nothing is signed',
    async (_name, [own, others], code, pointer) => {
      scene.api.clock.set(secondOfMarch);
      const { caseId } = await scene.caseAt('noticed');
      scene.api.clock.set(firstMoment);
      const holdings = [
        { organisationId: scene.district, units: own },
        { organisationId: scene.customer, units: others },
      ];
      const reply = await sign(caseId, { holdings });
      expect([reply.status, reply.body.code, reply.body.errors[0].pointer]).toEqual([422, code, pointer]);
      const { body } = await scene.as('officer', `GET /equity-cases/${caseId}`);
      expect([body.status, body.ventureId, body.version]).toEqual(['noticed', undefined, 6]);
    },
  );

  test('a holder who is not on record is refused', async () => {
    scene.api.clock.set(secondOfMarch);
    const { caseId } = await scene.caseAt('noticed');
    scene.api.clock.set(firstMoment);
    const holdings = [
      { organisationId: scene.district, units: 300_000 },
      { organisationId: 'nobody', units: 700_000 },
    ];
    const reply = await sign(caseId, { holdings });
    expect([reply.status, reply.body.errors[0].pointer]).toEqual([404, '/holdings/1/organisationId']);
  });
});

test('a case that nobody takes further lapses, for readers at once and for good by the sweeper', async () => {
  scene.api.clock.set(secondOfMarch);
  const { caseId } = await scene.caseAt('appraised');
  scene.api.clock.set('2028-03-01T16:00:00Z');
  expect((await scene.as('booker', `GET /equity-cases/${caseId}`)).body.status).toBe('lapsed');
  const late = await scene.as('officer', `POST /equity-cases/${caseId}/submit`, {});
  expect([late.status, late.body.currentStatus]).toEqual([409, 'lapsed']);
});
