import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hashPassword } from '@guanyi/commands/identity/passwords';
import { connect, type Database } from '@guanyi/db/client';
import { type EmbeddedPostgres, eraseEmbedded, freePort, startEmbedded } from '@guanyi/db/embedded';
import { migrate } from '@guanyi/db/migrate';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isAlive, startApiProcess } from '../support/api-process.ts';
import { testPassword } from '../support/build-app.ts';
import { eventually } from '../support/eventually.ts';
import { at, createInstrument, createWorld, type World, wednesdayMorning } from '../support/factories/world.ts';
import type { KillableProcess } from '../support/killable-process.ts';
import { fullScale } from '../support/scale.ts';
import { startWorkerProcess } from '../support/worker-process.ts';

const size = fullScale
  ? { kills: 200, writers: 6, instruments: 60, pauseMs: 3_000, pauseBetweenWritesMs: 50 }
  : { kills: 3, writers: 4, instruments: 6, pauseMs: 400, pauseBetweenWritesMs: 80 };
const settleMs = fullScale ? 600_000 : 30_000;
const victims = ['postgres', 'api', 'worker'] as const;

let folder: string;
let port: number;
let server: EmbeddedPostgres;
let database: Database;
let address: string;
let env: Record<string, string>;
let token: string;
const running: Partial<Record<'api' | 'worker', KillableProcess>> = {};
const instrumentIds: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'guanyi-killed-'));
  port = await freePort();
  server = await startServer();
  await migrate(server.url);
  database = connect(server.url, { max: 3 });
  const world = await createWorld(database, { passwordHash: await hashPassword(testPassword) });
  const place = { labId: world.labId, districtId: world.districtId, approval: 'auto' as const };
  for (let n = 0; n < size.instruments; n++) instrumentIds.push(await createInstrument(database, place));
  const clock = path.join(folder, 'clock');
  writeFileSync(clock, new Date(wednesdayMorning).toISOString());
  const key = `test:${randomBytes(32).toString('base64url')}`;
  env = { DATABASE_URL: server.url, CLOCK_FILE: clock, JWT_KEYS: key, NODE_ENV: 'test' };
  address = `http://127.0.0.1:${await freePort()}`;
  running.api = await startApiProcess(address, env);
  running.worker = await startWorkerProcess(env);
  token = await login(world);
});

afterAll(async () => {
  await running.api?.kill();
  await running.worker?.kill();
  await database?.close();
  await server?.stop();
  await eraseEmbedded(path.join(folder, 'postgres'));
  rmSync(folder, { recursive: true, force: true });
});

/** Durable as in production: what is acknowledged must be on the disk. */
function startServer(): Promise<EmbeddedPostgres> {
  return startEmbedded({ folder: path.join(folder, 'postgres'), port });
}

async function login(world: World): Promise<string> {
  const reply = await post('/auth/login', { email: world.booker.email, password: testPassword });
  if (!reply.ok) throw new Error(`Signing in answers ${reply.status}.`);
  return ((await reply.json()) as { accessToken: string }).accessToken;
}

function post(operation: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${address}/api/v1${operation}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
    signal: AbortSignal.timeout(10_000),
  });
}

async function killServer(): Promise<void> {
  const sql = postgres(server.url, { max: 1, onnotice: () => {} });
  const [row] = await sql<{ pid: number }[]>`
    SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int AS pid`;
  if (!row) throw new Error('The server does not say its process id.');
  process.kill(row.pid, 'SIGKILL');
  await server.exited;
  await sql.end({ timeout: 0 });
}

/** @returns how long nobody could book, in milliseconds. */
async function killAndRevive(victim: (typeof victims)[number]): Promise<number> {
  const killedAt = performance.now();
  if (victim === 'worker') {
    await running.worker?.kill();
    running.worker = await startWorkerProcess(env);
    return 0;
  }
  if (victim === 'api') {
    await running.api?.kill();
    running.api = await startApiProcess(address, env);
  } else {
    await killServer();
    server = await startServer();
  }
  await eventually(async () => (await isAlive(address)) && (await fetch(`${address}/readyz`)).ok, { withinMs: 30_000 });
  return performance.now() - killedAt;
}

interface Written {
  readonly key: string;
  /** From the reply; missing when no reply ever came. */
  bookingId?: string;
  refusedWith?: number;
  attempts: number;
}

const history: Written[] = [];
const slotsPerInstrument = 24 * 80;

/** Books a slot of its own, and asks again with the same key until there is an answer, as a good client does. */
async function write(n: number, isOver: () => boolean): Promise<void> {
  const slot = Math.floor(n / instrumentIds.length) % slotsPerInstrument;
  const from = at('2026-12-10 08:00') + Math.floor(slot / 24) * 86_400_000 + (slot % 24) * 1_800_000;
  const written: Written = { key: `load-${n}`, attempts: 0 };
  history.push(written);
  const body = {
    instrumentId: instrumentIds[n % instrumentIds.length],
    from: new Date(from).toISOString(),
    until: new Date(from + 1_800_000).toISOString(),
    purpose: { kind: 'research', text: written.key },
  };
  const headers = { authorization: `Bearer ${token}`, 'idempotency-key': written.key };
  while (!written.bookingId && !written.refusedWith && !isOver()) {
    written.attempts += 1;
    const reply = await post('/bookings', body, headers).catch(() => undefined);
    const answer = (await reply?.json().catch(() => undefined)) as { id?: string; code?: string } | undefined;
    if (reply?.status === 201) written.bookingId = answer?.id ?? '';
    else if (reply && reply.status < 500 && answer?.code !== 'request-in-progress') written.refusedWith = reply.status;
    else await sleep(100);
  }
}

async function stillOpen(): Promise<number> {
  const [row] = await database.sql<{ n: number }[]>`
    SELECT (SELECT count(*) FROM outbox WHERE processed_at IS NULL)::int
      + (SELECT count(*) FROM deliveries WHERE status = 'pending')::int AS n`;
  return row?.n ?? 0;
}

async function expectEachBookingOnce(): Promise<number> {
  const rows = await database.sql<{ id: string; key: string }[]>`SELECT id, purpose_text AS key FROM bookings`;
  const found = new Map<string, string[]>();
  for (const { id, key } of rows) found.set(key, [...(found.get(key) ?? []), id]);
  const lost = history.filter((one) => one.bookingId && !found.get(one.key)?.includes(one.bookingId));
  expect(lost).toEqual([]);
  expect([...found].filter(([, ids]) => ids.length > 1)).toEqual([]);
  expect(history.filter((one) => one.refusedWith)).toEqual([]);
  return rows.length;
}

async function expectEverybodyTold(bookings: number): Promise<void> {
  const [told] = await database.sql`SELECT count(*)::int AS n FROM notifications WHERE kind = 'bookingConfirmed'`;
  expect(told?.n).toBe(bookings);
  const [mails] =
    await database.sql`SELECT count(*)::int AS n, count(DISTINCT message_id)::int AS logical FROM mailbox`;
  expect(mails).toEqual({ n: bookings * 3, logical: bookings * 3 });
}

describe('nothing that was acknowledged is lost', () => {
  test('while API, worker and PostgreSQL are killed under load', {
    timeout: size.kills * 30_000 + settleMs * 2,
  }, async () => {
    let isLoading = true;
    let isOver = false;
    let next = 0;
    const writers = Array.from({ length: size.writers }, async () => {
      while (isLoading) {
        await write(next++, () => isOver);
        await sleep(size.pauseBetweenWritesMs);
      }
    });
    let longestOutageMs = 0;
    for (let kill = 0; kill < size.kills; kill++) {
      await sleep(size.pauseMs);
      const outageMs = await killAndRevive(victims[kill % victims.length] ?? 'api');
      longestOutageMs = Math.max(longestOutageMs, outageMs);
    }
    await sleep(size.pauseMs);
    isLoading = false;
    setTimeout(() => {
      isOver = true;
    }, 10_000).unref();
    await Promise.all(writers);
    await eventually(async () => (await stillOpen().catch(() => -1)) === 0, {
      withinMs: settleMs,
      describe: stillOpen,
    });

    const bookings = await expectEachBookingOnce();
    await expectEverybodyTold(bookings);
    const answered = history.filter((one) => one.bookingId);
    const repeated = answered.filter((one) => one.attempts > 1);
    console.info(
      `${size.kills} kills, ${answered.length} bookings acknowledged, ${repeated.length} of them after asking again, ` +
        `${history.length - answered.length} never answered: 0 lost, 0 doubled, longest outage ${Math.round(longestOutageMs)} ms`,
    );
    expect(answered.length).toBeGreaterThan(20);
    expect(longestOutageMs).toBeLessThan(10_000);
  });
});
