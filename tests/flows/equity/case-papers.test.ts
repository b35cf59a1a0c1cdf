import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildEquityScene, type EquityScene, secondOfMarch } from '../../support/equity-scene.ts';
import { onePixel, upload } from '../../support/pictures.ts';

let scene: EquityScene;

beforeAll(async () => {
  scene = await buildEquityScene();
});
afterAll(() => scene.close());

test('a paper is read by the parties that it names and by the unit, and by nobody else in the case', async () => {
  scene.api.clock.set(secondOfMarch);
  const { caseId, ventureId } = await scene.caseAt('contributed');
  await scene.as('officer', `POST /ventures/${ventureId}/stakes/transfers`, {
    ...{ fromOrganisationId: scene.customer, toOrganisationId: scene.investor, units: 1, reason: 'R' },
  });
  const token = await scene.api.login(scene.people.officer.email);
  const file = (await scene.api.send('POST /files', { token, ...upload('a.png', 'image/png', onePixel) })).body.id;
  const add = (more: object) =>
    scene.as('officer', `POST /equity-cases/${caseId}/documents`, { fileId: file, title: 'side letter', ...more });
  const stranger = await add({ audience: 'named', organisationIds: [scene.district] });
  expect([stranger.status, stranger.body.errors[0].pointer]).toEqual([404, '/organisationIds/0']);
  const added = await add({ audience: 'named', organisationIds: [scene.customer] });
  expect(added.status).toBe(201);
  const paper = added.body.documents.find((one: { title: string }) => one.title === 'side letter');
  expect(paper).toMatchObject({ audience: 'named', organisationIds: [scene.customer] });
  const path = `GET /equity-cases/${caseId}/documents/${paper.id}`;
  const titles = async (who: 'booker' | 'other') =>
    (await scene.as(who, `GET /equity-cases/${caseId}`)).body.documents.map((one: { title: string }) => one.title);
  expect(await titles('booker')).toContain('side letter');
  expect(await titles('other')).not.toContain('side letter');
  expect([(await scene.as('booker', path)).status, (await scene.as('other', path)).status]).toEqual([200, 404]);
});

test('the file of a case is set for the unit and its reviewers, the same bytes for the same version', async () => {
  scene.api.clock.set(secondOfMarch);
  const { caseId } = await scene.caseAt('noticed');
  const read = (who: 'officer' | 'auditor' | 'booker') => scene.as(who, `GET /equity-cases/${caseId}/file`);
  const first = await read('officer');
  expect([first.status, first.headers['content-type']]).toEqual([200, 'application/pdf']);
  expect((await read('auditor')).status).toBe(200);
  expect((await read('booker')).status).toBe(403);
});
