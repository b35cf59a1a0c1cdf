import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eraseEmbedded, freePort } from '@guanyi/db/embedded';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { checkout } from '../../infra/start/checkout.ts';
import { buildPrograms } from '../../infra/start/programs.ts';
import { buildStorefront } from '../../infra/start/storefront.ts';

const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'guanyi start '));
let port: number;
let start: ChildProcess | undefined;
let printed = '';

beforeAll(async () => {
  // Open to the account that root lends to the database, so that the data lies here and its process is recognised below.
  chmodSync(dataFolder, 0o755);
  await buildPrograms();
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
  start = spawn(process.execPath, ['infra/dist/start.js'], {
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

const serves = () => within(60_000, () => printed.includes('Ctrl-C'));

describe('npm start', () => {
  test('heals what is killed, starts again after kill -9 of itself, and leaves nothing behind', async () => {
    run();
    expect(await serves(), printed).toBe(true);

    const killed = ['infra/dist/api.js', 'infra/dist/worker.js', `-D ${dataFolder}`].map((program) => {
      const pid = pidOf(program);
      process.kill(pid, 'SIGKILL');
      return { program, pid };
    });
    const isBack = ({ program, pid }: { program: string; pid: number }) => ![0, pid].includes(pidOf(program));
    expect(await within(10_000, async () => killed.every(isBack) && (await isReady())), printed).toBe(true);

    const orphans = processesOfOurs().filter(({ command }) => /dist\/(api|worker)\.js/.test(command));
    expect(orphans).toHaveLength(2);
    await signal('SIGKILL');
    run();
    expect(await serves(), printed).toBe(true);
    const stillThere = () => processesOfOurs().filter(({ pid }) => orphans.some((orphan) => orphan.pid === pid));
    expect(await within(10_000, () => stillThere().length === 0)).toBe(true);

    await signal('SIGTERM');
    expect(processesOfOurs()).toEqual([]);
  }, 180_000);

  test('says which port is taken, and ends', async () => {
    const other = net.createServer().listen(port, '127.0.0.1');
    run();
    expect(await ended()).toBe(1);
    expect(printed).toContain(String(port));
    other.close();
  });

  test('says at once that browsers do not open such a port, and ends', async () => {
    run({ PORT: '4190' });
    expect(await ended()).toBe(1);
    expect(printed).toContain('Browsers refuse to open port 4190');
  });
});
