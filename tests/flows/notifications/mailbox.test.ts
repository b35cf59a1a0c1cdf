import { buildApp } from '@guanyi/api/app';
import { connect, type Database } from '@guanyi/db/client';
import { append } from '@guanyi/db/outbox';
import { systemClock } from '@guanyi/platform/clock';
import { createLogger } from '@guanyi/platform/logger';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { createOrganisation, createPerson } from '../../support/factories/world.ts';
import { runWorker, type WorkerInTest } from '../../support/running-worker.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let testDatabase: TestDatabase;
let database: Database;
let worker: WorkerInTest;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = connect(testDatabase.url, { max: 4 });
  worker = await runWorker(testDatabase.url);
});

afterAll(async () => {
  await worker?.stop();
  await database?.close();
  await testDatabase?.drop();
});

const open = (hasMailbox: boolean) =>
  buildApp({
    database,
    clock: systemClock,
    log: createLogger('test', 'silent'),
    settings: { poolSize: 4, passwordMinLength: 10, hasMailbox },
  });

describe('the mailbox page', () => {
  test('shows the mails that no server took, and draws a mail where nothing in it can run', async () => {
    const organisationId = await createOrganisation(database, 'enterprise');
    await database.sql`UPDATE organisations SET name_zh = ${'<script>alert(1)</script>'} WHERE id = ${organisationId}`;
    const { email } = await createPerson(database, organisationId, 'orgAdmin');
    const occurredAt = Date.now();
    const event = { name: 'organisation.verified', labId: null, aggregateId: organisationId, occurredAt } as const;
    await database.begin((tx) => append(tx, { ...event, payload: { organisationId } }));
    const app = await open(true);
    try {
      const listed = await eventually(async () => {
        const page = await app.inject({ url: `/mailbox?to=${encodeURIComponent(email)}` });
        return page.body.includes(email) && page;
      });
      expect(listed.headers['content-type']).toContain('text/html');
      expect(listed.headers['content-security-policy']).toContain("default-src 'none'");
      expect(listed.body).not.toContain('<script>');
      const address = /href="(\/mailbox\/\d+)"/.exec(listed.body)?.[1];
      const page = await app.inject({ url: address ?? '', headers: { 'accept-language': 'en' } });
      expect(page.body).toContain('Back to the mailbox');
      expect(page.body).toContain('sandbox=');
      expect(page.body).not.toContain('<script>');
      const body = await app.inject({ url: `${address}/body` });
      expect(body.headers['content-security-policy']).toMatch(/^sandbox /);
      expect(body.body).toContain('&lt;script&gt;');
      expect(body.body).not.toContain('<script>');
      expect((await app.inject({ url: '/mailbox/999999' })).statusCode).toBe(404);
    } finally {
      await app.close();
    }
  });

  test('does not exist beside a mail server and in production', async () => {
    const app = await open(false);
    try {
      expect((await app.inject({ url: '/mailbox' })).statusCode).toBe(404);
    } finally {
      await app.close();
    }
  });
});
