import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { buildApp } from '@guanyi/api/app';
import { seedDemo } from '@guanyi/commands/seed/demo';
import { connect, type Database } from '@guanyi/db/client';
import { createLogger } from '@guanyi/platform/logger';
import type { Browser } from '@playwright/test';
import { expect, type TestContext } from 'vitest';
import { launchBrowser } from './browser.ts';
import { testPassword } from './build-app.ts';
import { eventually } from './eventually.ts';
import { type MailServer, type ReceivedMail, startMailServer } from './mail-server.ts';
import { runWorker } from './running-worker.ts';
import { createTestClock, type TestClock } from './test-clock.ts';
import { createTestDatabase } from './test-database.ts';
import { openVisitor, type Visitor, type VisitorOptions } from './visitor.ts';

/** Wednesday, 9 December 2026, 10:20 in Shanghai: a laboratory at work. */
export const workingMorning = Date.parse('2026-12-09T02:20:00Z');

/** API, worker, database, mail server and storefront, as people meet them, on one port and one clock. */
export interface Product {
  readonly url: string;
  readonly clock: TestClock;
  readonly database: Database;
  readonly mails: MailServer;
  /** Opens a browser of its own, as another person at another desk would. */
  visit(options?: VisitorOptions): Promise<Visitor>;
  /** The next mail to somebody whose subject fits; fails when none comes. */
  mailTo(email: string, subject: RegExp): Promise<ReceivedMail>;
  /** For `afterEach`: fails when anything went wrong in a browser, and keeps pictures of what was open when a journey broke off. */
  review(context: TestContext): Promise<void>;
  close(): Promise<void>;
}

const root = fileURLToPath(new URL('../../apps/web/dist', import.meta.url));

/** Starts the product with the demonstration in it, laid around `now`. */
export async function startProduct(now = workingMorning): Promise<Product> {
  const testDatabase = await createTestDatabase();
  const database = connect(testDatabase.url, { max: 6, applicationName: 'guanyi-journey' });
  const clock = createTestClock(now);
  await seedDemo(database, { now, demoPassword: testPassword });
  const app = await buildApp({
    database,
    clock,
    log: createLogger('api', process.env.API_LOG_LEVEL ?? 'silent'),
    settings: { poolSize: 6, passwordMinLength: 10, checkReplies: true, webRoot: root },
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const mails = await startMailServer();
  const worker = await runWorker(testDatabase.url, { clock, smtpUrl: mails.url, publicUrl: url });
  const browser = await launchBrowser();
  const visitors = new Set<Visitor>();
  return {
    ...{ url, clock, database, mails },
    async visit(options) {
      const visitor = await openVisitor(browser, url, options);
      visitors.add(visitor);
      return visitor;
    },
    mailTo: (email, subject) =>
      eventually(
        () => mails.received.find(({ recipient, mail }) => recipient === email && subject.test(mail.subject ?? '')),
        { describe: () => mails.received.map(({ recipient, mail }) => [recipient, mail.subject]) },
      ),
    async review({ task }) {
      const present = [...visitors].filter(({ page }) => !page.isClosed());
      if (task.result?.state === 'fail') {
        await Promise.all(present.map((visitor, i) => visitor.shoot(`failed-${task.id}-${i}`)));
      }
      expect([...visitors].flatMap((visitor) => visitor.complaints())).toEqual([]);
    },
    async close() {
      await closeBrowser(browser);
      await worker.stop();
      await app.close();
      await mails.stop();
      await database.close();
      await testDatabase.drop();
    },
  };
}

async function closeBrowser(browser: Browser): Promise<void> {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await browser.close();
}
