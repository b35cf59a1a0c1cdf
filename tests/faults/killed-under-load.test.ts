import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execute } from '@guanyi/commands/execute';
import { createBooking } from '@guanyi/commands/scheduling/create-booking';
import { connect, type Database } from '@guanyi/db/client';
import { type EmbeddedPostgres, eraseEmbedded, freePort, startEmbedded } from '@guanyi/db/embedded';
import { migrate } from '@guanyi/db/migrate';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import {
  asPerson,
  at,
  createInstrument,
  createWorld,
  type World,
  wednesdayMorning,
} from '../support/factories/world.ts';
import { fullScale } from '../support/scale.ts';
import { startWorkerProcess, type WorkerProcess } from '../support/worker-process.ts';

const size = fullScale
  ? { kills: 200, writers: 6, instruments: 60, pauseMs: 3_000, pauseBetweenWritesMs: 50 }
  : { kills: 3, writers: 4, instruments: 6, pauseMs: 400, pauseBetweenWritesMs: 60 };
const settleMs = fullScale ? 600_000 : 20_000;

let folder: string;
let port: number;
let server: EmbeddedPostgres;
let database: Database;
let world: World;
const instrumentIds: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'guanyi-killed-'));
  port = await freePort();
  server = await startServer();
  await migrate(server.url);
  database = connect(server.url, { max: size.writers });
  world = await createWorld(database);
  const place = { labId: world.labId, districtId: world.districtId, approval: 'auto' as const };
  for (let n = 0; n < size.instruments; n++) instrumentIds.push(await createInstrument(database, place));
});

afterAll(async () => {
  await database?.close();
  await server?.stop();
  await eraseEmbedded(path.join(folder, 'postgres'));
  rmSync(folder, { recursive: true, force: true });
});

/** Durable as in production: what is acknowledged must be on the disk. */
function startServer(): Promise<EmbeddedPostgres> {
  return startEmbedded({ folder: path.join(folder, 'postgres'), port });
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

type Answer = 'ok' | 'failed' | 'unknown';
const history: { bookingKey: string; answer: Answer; bookingId?: string }[] = [];
const slotsPerInstrument = 24 * 80;

/** One attempt at a slot of its own; an error leaves open whether it was committed. */
async function write(n: number): Promise<void> {
  const slot = Math.floor(n / instrumentIds.length) % slotsPerInstrument;
  const from = at('2026-12-10 08:00') + Math.floor(slot / 24) * 86_400_000 + (slot % 24) * 1_800_000;
  const bookingKey = `load-${n}`;
  const request = {
    instrumentId: instrumentIds[n % instrumentIds.length] as string,
    from,
    until: from + 1_800_000,
    purpose: { kind: 'research', text: bookingKey },
  };
  try {
    const outcome = await execute(database, asPerson(world.booker, wednesdayMorning), createBooking, request);
    history.push({
      bookingKey,
      answer: outcome.ok ? 'ok' : 'failed',
      ...(outcome.ok ? { bookingId: outcome.value.id } : {}),
    });
  } catch {
    history.push({ bookingKey, answer: 'unknown' });
    await sleep(50);
  }
}

async function stillOpen(): Promise<number> {
  const [row] = await database.sql<{ n: number }[]>`
    SELECT (SELECT count(*) FROM outbox WHERE processed_at IS NULL)::int
      + (SELECT count(*) FROM deliveries WHERE status = 'pending')::int AS n`;
  return row?.n ?? 0;
}

describe('nothing that was acknowledged is lost', () => {
  test('while worker and PostgreSQL are killed under load', {
    timeout: size.kills * 20_000 + settleMs * 2,
  }, async () => {
    let worker: WorkerProcess = await startWorkerProcess({ DATABASE_URL: server.url });
    let isLoading = true;
    let next = 0;
    const writers = Array.from({ length: size.writers }, async () => {
      while (isLoading) {
        await write(next++);
        await sleep(size.pauseBetweenWritesMs);
      }
    });
    let longestOutageMs = 0;
    for (let kill = 0; kill < size.kills; kill++) {
      await sleep(size.pauseMs);
      if (kill % 2 === 0) {
        await worker.kill();
        worker = await startWorkerProcess({ DATABASE_URL: server.url });
        continue;
      }
      const killedAt = performance.now();
      await killServer();
      server = await startServer();
      await eventually(() =>
        database.sql`SELECT 1`.then(
          () => true,
          () => false,
        ),
      );
      longestOutageMs = Math.max(longestOutageMs, performance.now() - killedAt);
    }
    isLoading = false;
    await Promise.all(writers);

    await eventually(async () => (await stillOpen().catch(() => -1)) === 0, {
      withinMs: settleMs,
      describe: stillOpen,
    });
    await worker.kill();

    const rows = await database.sql<{ id: string; key: string }[]>`SELECT id, purpose_text AS key FROM bookings`;
    const found = new Map<string, string[]>();
    for (const { id, key } of rows) found.set(key, [...(found.get(key) ?? []), id]);
    const lost = history.filter(
      (one) => one.answer === 'ok' && !found.get(one.bookingKey)?.includes(one.bookingId ?? ''),
    );
    expect(lost).toEqual([]);
    expect([...found.values()].filter((ids) => ids.length > 1)).toEqual([]);
    const refused = history.filter((one) => one.answer === 'failed' && found.has(one.bookingKey));
    expect(refused).toEqual([]);
    const [told] = await database.sql`
      SELECT count(*)::int AS n FROM notifications WHERE kind = 'bookingConfirmed'`;
    expect(told?.n).toBe(rows.length);
    const [mails] = await database.sql`
      SELECT count(*)::int AS n, count(DISTINCT message_id)::int AS logical FROM mailbox`;
    expect(mails).toEqual({ n: rows.length * 3, logical: rows.length * 3 });
    const count = (answer: Answer) => history.filter((one) => one.answer === answer).length;
    console.info(
      `${size.kills} kills, ${count('ok')} acknowledged, ${count('unknown')} unknown, ${count('failed')} refused: 0 acknowledged lost, 0 doubled, ` +
        `longest outage ${Math.round(longestOutageMs)} ms`,
    );
    expect(count('ok')).toBeGreaterThan(50);
    expect(longestOutageMs).toBeLessThan(10_000);
  });
});
