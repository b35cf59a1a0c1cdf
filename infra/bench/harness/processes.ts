import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '@guanyi/db/embedded';
import { run } from './tools.ts';

const checkout = fileURLToPath(new URL('../../..', import.meta.url));

export interface Running {
  pid: number;
  /** Resident memory now, MB. */
  memoryMb(): Promise<number>;
  stop(): Promise<void>;
}

export interface RunningApi extends Running {
  url: string;
}

export interface ProcessOptions {
  databaseUrl: string;
  jwtKeys: string;
  redisUrl?: string | undefined;
  poolSize?: number;
}

/** Starts the API as it runs in production and waits until it is ready. */
export async function startApi(options: ProcessOptions): Promise<RunningApi> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const running = launch('infra/dist/api.js', options, { PORT: String(port), HOST: '127.0.0.1' });
  for (let waited = 0; waited < 30_000; waited += 50) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return { ...running, url };
    if (running.hasEnded()) break;
    await sleep(50);
  }
  await running.stop();
  throw new Error('The API does not become ready.');
}

/** Starts the worker. Mails stay in line, because no mail server is set. */
export function startWorker(options: ProcessOptions): Running {
  return launch('infra/dist/worker.js', options, {});
}

function launch(program: string, options: ProcessOptions, own: Record<string, string>) {
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    LOG_LEVEL: 'error',
    SEED: 'none',
    DATABASE_URL: options.databaseUrl,
    JWT_KEYS: options.jwtKeys,
    ...(options.redisUrl ? { REDIS_URL: options.redisUrl } : {}),
    ...(options.poolSize ? { POOL_SIZE: String(options.poolSize) } : {}),
    ...own,
  };
  const child: ChildProcess = spawn(process.execPath, ['--import', './infra/dist/end-with-parent.js', program], {
    cwd: checkout,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const pid = child.pid!;
  return {
    pid,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    memoryMb: () => memoryMbOf(pid),
    async stop() {
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(force);
    },
  };
}

/** Processes that a process has started and that still run. Empty where there is no /proc. */
export function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    return text === '' ? [] : text.split(' ').map(Number);
  } catch {
    return [];
  }
}

/** Resident memory of a process now; 0 when it is gone. */
export async function memoryMbOf(pid: number): Promise<number> {
  try {
    const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Math.round(Number(kilobytes) / 1_024);
  } catch {
    const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)]);
    return Math.round(Number(stdout.trim()) / 1_024);
  }
}
