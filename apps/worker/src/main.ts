import '@guanyi/platform/small-heap';
import { connect } from '@guanyi/db/client';
import { createClock } from '@guanyi/platform/clock';
import { loadEnv } from '@guanyi/platform/env';
import { createLogger } from '@guanyi/platform/logger';
import { startWorker } from './worker.ts';

/** A job that takes longer than this is left to whoever comes next: it is safe to repeat. */
const drainWithinMs = 20_000;

const env = loadEnv();
const log = createLogger('worker', env.LOG_LEVEL);
if (!env.DATABASE_URL) throw new Error('DATABASE_URL is required.');
const database = connect(env.DATABASE_URL, {
  max: env.POOL_SIZE,
  applicationName: 'guanyi-worker',
  role: env.DATABASE_ROLE,
});
const worker = await startWorker({
  database,
  databaseUrl: env.DATABASE_URL,
  redisUrl: env.REDIS_URL,
  smtpUrl: env.SMTP_URL,
  mayKeepMails: env.NODE_ENV !== 'production',
  mailFrom: env.MAIL_FROM,
  publicUrl: env.PUBLIC_URL ?? `http://${env.HOST}:${env.PORT}`,
  clock: createClock(env.CLOCK_FILE),
  log,
});
log.info('The worker runs.');

let stopping = false;

async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, 'The worker finishes what it has in hand.');
  setTimeout(() => process.exit(1), drainWithinMs).unref();
  await worker.stop();
  await database.close();
  process.exit(0);
}

process.on('SIGTERM', stop);
process.on('SIGINT', stop);
