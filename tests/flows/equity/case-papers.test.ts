import { findAppraisalPaper } from '@guanyi/db/equity/appraisal-papers';
import { appraisalHash } from '@guanyi/documents/equity/appraisal';
import { publicReach } from '@guanyi/domain/identity/reach';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildEquityScene, type EquityScene, secondOfMarch } from '../../support/equity-scene.ts';
import { onePixel, upload } from '../../support/pictures.ts';

let scene: EquityScene;
const reachOfAll = { ...publicReach, all: true };

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

test('a certificate of each appraisal is for the parties; anybody verifies it and the agreement by number and hash alone', async () => {
  scene.api.clock.set(secondOfMarch);
  const token = await scene.api.login(scene.people.officer.email);
  const fileId = (await scene.api.send('POST /files', { token, ...upload('r.png', 'image/png', onePixel) })).body.id;
  const { caseId } = await scene.caseAt('feasible');
  const appraise = async (reportNumber: string) => {
    const report = {
      agency: '秘密评估',
      reportNumber,
      method: 'cost',
      baseDate: '2026-01-31',
      valueFen: 300_000_000,
      fileId,
    };
    return (await scene.as('officer', `POST /equity-cases/${caseId}/appraisals`, report)).body;
  };
  await appraise('S-1');
  const { number, appraisals } = await appraise('S-2');
  const [second] = appraisals as { id: string; position: number }[];
  const path = `GET /equity-cases/${caseId}/appraisals/${second!.id}/certificate`;
  const file = await scene.as('booker', path);
  const certificate = `${number.replace('EQ', 'AC')}-2`;
  expect([file.status, file.headers['content-type'], file.headers['content-disposition']]).toEqual([
    ...[200, 'application/pdf', `attachment; filename="${certificate}.pdf"`],
  ]);
  expect((await scene.as('other', path)).status).toBe(404);

  const paper = await findAppraisalPaper(scene.api.database, reachOfAll, { caseId, appraisalId: second!.id });
  expect(paper?.reportHash).toMatch(/^[0-9a-f]{64}$/);
  const check = async (paperNumber: string, hash?: string) =>
    (await scene.api.send(`GET /contract-verifications/${paperNumber}${hash ? `?hash=${hash}` : ''}`)).body;
  const genuine = await check(certificate, appraisalHash({ ...paper!, number: certificate }));
  expect(genuine).toMatchObject({ number: certificate, isGenuine: true, kind: 'appraisal', status: 'issued' });
  for (const secret of ['秘密', 'S-2', '300000000', scene.customer])
    expect(JSON.stringify(genuine)).not.toContain(secret);
  expect(await check(certificate, 'f'.repeat(64))).toEqual({ number: certificate, isGenuine: false });
  expect(await check(`${number.replace('EQ', 'AC')}-3`)).toMatchObject({ isGenuine: false });
  // The number of a case is not that of a paper.
  expect(await check(number)).toEqual({ number, isGenuine: false });

  const agreed = await scene.caseAt('agreed');
  const { body } = await scene.as('officer', `GET /equity-cases/${agreed.caseId}`);
  const agreement = body.number.replace('EQ', 'EA');
  const signed = (await scene.api.send(`GET /equity-agreements/${agreement}`)).body;
  const told = await check(agreement, signed.contentHash);
  expect(told).toMatchObject({ isGenuine: true, kind: 'agreement', status: 'signed' });
  expect(Object.keys(told).sort()).toEqual(['isGenuine', 'issuer', 'kind', 'number', 'signedOn', 'status']);
});
