import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eraseEmbedded, freePort } from '@guanyi/db/embedded';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { checkout } from '../../infra/start/checkout.ts';
import { buildStorefront } from '../../infra/start/storefront.ts';

const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'guanyi start '));
let port: number;
let start: ChildProcess | undefined;
let printed = '';

beforeAll(async () => {
  await buildStorefront();
  port = await freePort();
});

afterEach(async () => {
  if (start?.exitCode === null) await signal('SIGTERM');
});

afterAll(async () => {
  await eraseEmbedded(path.join(dataFolder, 'postgres'));
  rmSync(dataFolder, { recursive: true, force: true });
});

function run(settings: Record<string, string> = {}): void {
  printed = '';
  start = spawn(process.execPath, ['--import', 'tsx', 'infra/start/start.ts'], {
    cwd: checkout,
    env: { ...process.env, DATA_DIR: dataFolder, PORT: String(port), SEED: 'none', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [start.stdout, start.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
}

async function signal(name: NodeJS.Signals): Promise<void> {
  const ended = new Promise((resolve) => start?.once('exit', resolve));
  start?.kill(name);
  await ended;
}

async function ended(): Promise<number | null> {
  if (start?.exitCode === null) await new Promise((resolve) => start?.once('exit', resolve));
  return start?.exitCode ?? null;
}

async function isReady(): Promise<boolean> {
  const reply = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
  return reply?.ok ?? false;
}

async function within(limitMs: number, condition: () => Promise<boolean> | boolean): Promise<boolean> {
  const deadline = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > deadline) return false;
    await sleep(100);
  }
  return true;
}

/** Processes that carry our data folder in their command line or environment. */
function processesOfOurs(): { pid: number; command: string }[] {
  const listed = execFileSync('ps', ['eww', '-eo', 'pid=,args='], { encoding: 'utf8', maxBuffer: 50_000_000 });
  return listed
    .split('\n')
    .filter((line) => line.includes(`DATA_DIR=${dataFolder}`) || line.includes(`-D ${dataFolder}`))
    .map((line) => ({ pid: Number(line.trim().split(' ')[0]), command: line }))
    .filter(({ pid }) => pid !== process.pid);
}

const pidOf = (program: string) => processesOfOurs().find(({ command }) => command.includes(program))?.pid ?? 0;

describe('npm start', () => {
  test('serves, heals a killed API, worker and database, and leaves nothing behind', { timeout: 120_000 }, async () => {
    run();
    expect(await within(60_000, () => printed.includes('Ctrl-C')), printed).toBe(true);
    for (const program of ['apps/api/src/main.ts', 'apps/worker/src/main.ts', `-D ${dataFolder}`]) {
      const killed = pidOf(program);
      if (program.startsWith('-D') && killed === 0) continue;
      process.kill(killed, 'SIGKILL');
      const back = await within(10_000, async () => ![0, killed].includes(pidOf(program)) && (await isReady()));
      expect(back, `${program}\n${printed}`).toBe(true);
    }
    await signal('SIGTERM');
    expect(processesOfOurs()).toEqual([]);
  });

  test('starts again after kill -9, and nothing of the killed one stays', { timeout: 120_000 }, async () => {
    run();
    expect(await within(60_000, () => printed.includes('Ctrl-C')), printed).toBe(true);
    const orphans = [pidOf('apps/api/src/main.ts'), pidOf('apps/worker/src/main.ts')];
    await signal('SIGKILL');
    run();
    expect(await within(60_000, () => printed.includes('Ctrl-C')), printed).toBe(true);
    expect(await within(10_000, () => processesOfOurs().every(({ pid }) => !orphans.includes(pid)))).toBe(true);
    expect(await isReady()).toBe(true);
  });

  test('says which port is taken, and ends', { timeout: 60_000 }, async () => {
    const other = spawn(process.execPath, ['-e', `require('net').createServer().listen(${port}, '127.0.0.1')`]);
    await within(
      5_000,
      async () => (await fetch(`http://127.0.0.1:${port}`).catch((error) => error.cause?.code)) !== 'ECONNREFUSED',
    );
    run();
    expect(await ended()).toBe(1);
    expect(printed).toContain(String(port));
    other.kill();
  });
});
