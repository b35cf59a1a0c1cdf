import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type EmbeddedPostgres, eraseEmbedded, startEmbedded } from '@guanyi/db/embedded';
import { livingPostmaster } from '@guanyi/db/embedded/postmaster';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const parent = mkdtempSync(path.join(os.tmpdir(), 'guanyi with a space '));
const folder = path.join(parent, 'postgres');

let server: EmbeddedPostgres;
const start = () => startEmbedded({ folder });
const postmaster = () => livingPostmaster(path.join(server.folder, 'data'));

beforeAll(async () => {
  server = await start();
});

afterAll(async () => {
  await eraseEmbedded(folder);
  rmSync(parent, { recursive: true, force: true });
});

async function query(url: string, statement: string): Promise<unknown[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}

describe('the embedded PostgreSQL', () => {
  test('knows Chinese letters', async () => {
    await query(server.url, 'create extension pg_trgm');
    const [row] = (await query(server.url, "select show_trgm('光谱仪') as parts")) as { parts: string[] }[];
    expect(row?.parts.length).toBeGreaterThan(0);
  });

  test('lets nobody in without the password', async () => {
    const guess = new URL(server.url);
    guess.password = 'guess';
    await expect(query(guess.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  test('is adopted, not started twice, when its parent is gone', async () => {
    const again = await start();
    expect(again.adopted).toBe(true);
    expect(again.url).toBe(server.url);
  });

  test('is there again after kill -9, with everything that was committed', async () => {
    await query(server.url, 'create table kept as select 1 as n');
    process.kill(postmaster()?.pid ?? 0, 'SIGKILL');
    await server.exited;
    server = await start();
    expect(server.adopted).toBe(false);
    expect(await query(server.url, 'select n from kept')).toEqual([{ n: 1 }]);
  });

  test('does not take another process with a number from an old pid file for itself', async () => {
    const { folder: cluster } = server;
    await server.stop();
    expect(postmaster()).toBeUndefined();
    writeFileSync(
      path.join(cluster, 'data', 'postmaster.pid'),
      `${process.pid}\n${cluster}/data\n0\n5432\n\n\n\nready\n`,
    );
    server = await start();
    expect(server.adopted).toBe(false);
  });

  test('begins anew where an earlier start was killed while making its files', async () => {
    const half = path.join(parent, 'half-made');
    const first = await startEmbedded({ folder: half });
    await eraseEmbedded(half);
    mkdirSync(path.join(first.folder, 'data.unfinished', 'base'), { recursive: true });
    const second = await startEmbedded({ folder: half });
    expect(await query(second.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await eraseEmbedded(half);
  });
});
