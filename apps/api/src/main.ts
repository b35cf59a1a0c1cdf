import '@guanyi/platform/small-heap';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { connect } from '@guanyi/db/client';
import { createClock } from '@guanyi/platform/clock';
import { loadEnv } from '@guanyi/platform/env';
import { createLogger } from '@guanyi/platform/logger';
import { buildApp } from './app.ts';

/** Requests in flight get this long to finish. */
const drainLimitMs = 20_000;

const env = loadEnv();
if (!env.DATABASE_URL) throw new Error('The API needs DATABASE_URL.');
const log = createLogger('api', env.LOG_LEVEL);
const database = connect(env.DATABASE_URL, {
  max: env.POOL_SIZE,
  applicationName: 'guanyi-api',
  role: env.DATABASE_ROLE,
});
const webRoot = fileURLToPath(new URL('../../web/dist', import.meta.url));
const app = await buildApp({
  database,
  clock: createClock(env.CLOCK_FILE),
  log,
  settings: {
    jwtKeys: env.JWT_KEYS,
    trustProxy: env.TRUST_PROXY,
    publicUrl: env.PUBLIC_URL,
    passwordMinLength: env.PASSWORD_MIN_LENGTH,
    poolSize: env.POOL_SIZE,
    hasMailbox: !env.SMTP_URL && env.NODE_ENV !== 'production',
    webRoot: existsSync(webRoot) ? webRoot : undefined,
  },
});

let closing: Promise<void> | undefined;
function close(): Promise<void> {
  closing ??= (async () => {
    const tooLate = setTimeout(() => process.exit(1), drainLimitMs);
    await app.close();
    await database.close();
    clearTimeout(tooLate);
  })();
  return closing;
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close());

const address = await app.listen({ port: env.PORT, host: env.HOST });
log.info({ address }, 'The API listens.');
