import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildEquityScene, type EquityPerson, type EquityScene, secondOfMarch } from '../../support/equity-scene.ts';
import { multipart } from '../../support/multipart.ts';

let scene: EquityScene;

beforeAll(async () => {
  scene = await buildEquityScene();
});
afterAll(() => scene.close());

async function upload(person: EquityPerson, name: string): Promise<string> {
  const token = await scene.api.login(scene.people[person].email);
  const form = multipart({}, { name, type: 'text/plain', bytes: `paper ${name}` });
  const reply = await scene.api.send('POST /files', { token, ...form });
  return reply.body.id;
}

describe('papers of a case', () => {
  test('are versions with a frozen hash, seen by whom they are for, and it is remembered who has read them', async () => {
    scene.api.clock.set(secondOfMarch);
    const { caseId } = await scene.caseAt('appraised');
    for (const [name, audience] of [
      ['plan.txt', 'parties'],
      ['plan.txt', 'parties'],
      ['inner.txt', 'unit'],
    ] as const) {
      const body = { fileId: await upload('officer', name), title: name, audience };
      expect((await scene.as('officer', `POST /equity-cases/${caseId}/documents`, body)).status).toBe(201);
    }
    const { body: inside } = await scene.as('manager', `GET /equity-cases/${caseId}`);
    const titles = inside.documents.map((one: { title: string; position: number }) => [one.title, one.position]);
    expect(titles.sort()).toEqual([
      ['inner.txt', 1],
      ['plan.txt', 1],
      ['plan.txt', 2],
    ]);
    const { body: outside } = await scene.as('booker', `GET /equity-cases/${caseId}`);
    expect(outside.documents.map((one: { title: string }) => one.title)).toEqual(['plan.txt', 'plan.txt']);

    const inner = inside.documents.find((one: { title: string }) => one.title === 'inner.txt');
    const plan = inside.documents.find((one: { position: number }) => one.position === 2);
    expect((await scene.as('booker', `GET /equity-cases/${caseId}/documents/${inner.id}`)).status).toBe(404);
    expect((await scene.as('other', `GET /equity-cases/${caseId}/documents/${plan.id}`)).status).toBe(404);
    for (let i = 0; i < 2; i++) {
      const opened = await scene.as('booker', `GET /equity-cases/${caseId}/documents/${plan.id}`);
      expect([opened.status, opened.body]).toEqual([200, 'paper plan.txt']);
    }
    const { body: after } = await scene.as('officer', `GET /equity-cases/${caseId}`);
    const reads = after.documents.find((one: { id: string }) => one.id === plan.id).reads;
    expect(reads.map((read: { times: number }) => read.times)).toEqual([2]);
    expect(plan.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('a file of somebody else is no paper', async () => {
    const { caseId } = await scene.caseAt('intent');
    const body = { fileId: await upload('officer', 'mine.txt') };
    const reply = await scene.as('booker', `POST /equity-cases/${caseId}/documents`, body);
    expect([reply.status, reply.body.errors[0].pointer]).toEqual([404, '/fileId']);
    const study = { conclusion: 'positive', summary: '', fileIds: [body.fileId] };
    expect((await scene.as('manager', `POST /equity-cases/${caseId}/feasibility`, study)).status).toBe(404);
  });
});

test('a question is answered once, by anybody in the case, and all of them see it', async () => {
  const { caseId } = await scene.caseAt('appraised');
  const { body: asked } = await scene.as('booker', `POST /equity-cases/${caseId}/questions`, {
    text: 'at which price?',
  });
  const [question] = asked.questions;
  const path = `POST /equity-cases/${caseId}/questions/${question.id}/answer`;
  expect((await scene.as('other', path, { answer: 'x' })).status).toBe(404);
  expect((await scene.as('officer', path, { answer: 'at the appraised value' })).status).toBe(200);
  const again = await scene.as('manager', path, { answer: 'another' });
  expect([again.status, again.body.code]).toEqual([409, 'state-conflict']);
  const { body } = await scene.as('admin', `GET /equity-cases/${caseId}`);
  expect(body.questions).toMatchObject([{ text: 'at which price?', answer: 'at the appraised value' }]);
});

describe('the agreement', () => {
  test('is a PDF for those in the case, the same bytes each time, and anybody can verify its number', async () => {
    scene.api.clock.set(secondOfMarch);
    const { caseId } = await scene.caseAt('agreed');
    const file = await scene.as('booker', `GET /equity-cases/${caseId}/agreement`);
    expect([file.status, file.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(String(file.body).startsWith('%PDF-')).toBe(true);
    expect((await scene.as('finance', `GET /equity-cases/${caseId}/agreement`)).body).toBe(file.body);
    expect((await scene.as('other', `GET /equity-cases/${caseId}/agreement`)).status).toBe(404);
    const { body: deal } = await scene.as('booker', `GET /equity-cases/${caseId}`);
    const number = deal.number.replace('EQ', 'EA');
    const proof = await scene.api.send(`GET /equity-agreements/${number}`);
    expect(proof.body).toMatchObject({
      number,
      status: 'active',
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(JSON.stringify(proof.body)).not.toContain(scene.customer);
    expect((await scene.api.send('GET /equity-agreements/EA-2026-NOSUCH')).status).toBe(404);
  });

  test('is not there before it is signed', async () => {
    scene.api.clock.set(secondOfMarch);
    const { caseId } = await scene.caseAt('noticed');
    const reply = await scene.as('booker', `GET /equity-cases/${caseId}/agreement`);
    expect([reply.status, reply.body.currentStatus]).toEqual([409, 'noticed']);
  });
});
