import type { ApiSettings, FeatureRoutes } from '@guanyi/api/api';
import { buildApp } from '@guanyi/api/app';
import { connect, type Database } from '@guanyi/db/client';
import { createLogger } from '@guanyi/platform/logger';
import { createTestClock, type TestClock } from './test-clock.ts';
import { createTestDatabase } from './test-database.ts';

/** A reply of the API as a test reads it. */
export interface TestReply {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test names the members it expects, and fails when they are missing.
  body: any;
  headers: Record<string, string | string[] | number | undefined>;
}

export interface Sent {
  body?: unknown;
  token?: string | undefined;
  headers?: Record<string, string>;
  cookies?: Record<string, string>;
  /** Where the request seems to come from. */
  from?: string;
}

export interface TestApp {
  database: Database;
  databaseUrl: string;
  clock: TestClock;
  /** Sends `GET /labs` or the like; the path lies below /api/v1 unless it starts with a double slash. */
  send(request: string, sent?: Sent): Promise<TestReply>;
  /** The access token of an account; fails when the login does. */
  login(email: string, password?: string): Promise<string>;
  app: Awaited<ReturnType<typeof buildApp>>;
  close(): Promise<void>;
}

export interface TestAppOptions {
  features?: readonly FeatureRoutes[];
  poolSize?: number;
  passwordMinLength?: number;
  /** Where the clock stands at first. */
  now?: number;
  settings?: Partial<ApiSettings>;
}

/** The password of every account that factories make. */
export const testPassword = 'guanyi-demo';

/** The whole API on a database of its own, with a clock that stands until told. Every reply is checked against its contract. */
export async function buildTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const testDatabase = await createTestDatabase();
  const poolSize = options.poolSize ?? 6;
  const database = connect(testDatabase.url, { max: poolSize });
  const clock = createTestClock(options.now);
  const app = await buildApp({
    database,
    clock,
    log: createLogger('test', process.env.LOG_LEVEL ?? 'silent'),
    settings: { poolSize, passwordMinLength: options.passwordMinLength ?? 10, checkReplies: true, ...options.settings },
    ...(options.features ? { features: options.features } : {}),
  });
  const send: TestApp['send'] = async (request, sent = {}) => {
    const [method = 'GET', path = ''] = request.split(' ');
    const reply = await app.inject({
      method: method as 'GET',
      url: path.startsWith('//') ? path.slice(1) : `/api/v1${path}`,
      headers: { ...(sent.token ? { authorization: `Bearer ${sent.token}` } : {}), ...sent.headers },
      ...(sent.from ? { remoteAddress: sent.from } : {}),
      ...(sent.cookies ? { cookies: sent.cookies } : {}),
      ...(sent.body === undefined ? {} : { payload: sent.body as object }),
    });
    const isJson = /json/.test(String(reply.headers['content-type'] ?? ''));
    return {
      status: reply.statusCode,
      body: isJson && reply.body !== '' ? reply.json() : reply.body,
      headers: reply.headers,
    };
  };
  return {
    app,
    database,
    databaseUrl: testDatabase.url,
    clock,
    send,
    async login(email, password = testPassword) {
      const reply = await send('POST /auth/login', { body: { email, password } });
      if (reply.status !== 200) throw new Error(`${email} cannot sign in: ${JSON.stringify(reply.body)}`);
      return reply.body.accessToken;
    },
    async close() {
      await app.close();
      await database.close();
      await testDatabase.drop();
    },
  };
}
