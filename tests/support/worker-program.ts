// A worker as a process of its own, for tests that kill it. Like apps/worker/src/main.ts, but with short leases.
import { connect } from '@guanyi/db/client';
import { systemClock } from '@guanyi/platform/clock';
import { loadEnv } from '@guanyi/platform/env';
import { createLogger } from '@guanyi/platform/logger';
import { startWorker } from '@guanyi/worker/worker';
import { impatient } from './worker-timing.ts';

const env = loadEnv();
const databaseUrl = env.DATABASE_URL ?? '';
const database = connect(databaseUrl, { max: 6, applicationName: 'guanyi-worker-process' });
await startWorker({
  database,
  databaseUrl,
  redisUrl: env.REDIS_URL,
  smtpUrl: env.SMTP_URL,
  mayKeepMails: true,
  mailFrom: env.MAIL_FROM,
  publicUrl: 'http://127.0.0.1:4100',
  clock: systemClock,
  log: createLogger('worker', env.LOG_LEVEL),
  timing: impatient,
});
process.send?.('running');
