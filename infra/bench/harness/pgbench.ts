import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findProgram, run } from './tools.ts';

export const pgbench = findProgram('pgbench');

export interface PgbenchRun {
  databaseUrl: string;
  /** Several scripts are chosen from at random. */
  scripts: readonly string[];
  connections: number;
  seconds: number;
  variables?: Record<string, number | string>;
}

export interface PgbenchResult {
  transactions: number;
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
}

/** @throws Error when a client was stopped by an error: then the numbers mean nothing. */
export async function runPgbench(options: PgbenchRun): Promise<PgbenchResult> {
  if (!pgbench) throw new Error('pgbench is not installed.');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'guanyi-pgbench-'));
  try {
    const files = options.scripts.map((script, i) => {
      const file = path.join(folder, `script-${i}.sql`);
      writeFileSync(file, `${script}\n`);
      return file;
    });
    const { args, env } = address(options.databaseUrl);
    const ran = await run(
      pgbench,
      [
        ...['-n', '-M', 'prepared', '-c', String(options.connections), '-j', '1', '-T', String(options.seconds)],
        ...['-l', '--log-prefix', path.join(folder, 'log')],
        ...Object.entries(options.variables ?? {}).flatMap(([name, value]) => ['-D', `${name}=${value}`]),
        ...files.flatMap((file) => ['-f', file]),
        ...args,
      ],
      env,
    );
    const transactions = Number(/actually processed: (\d+)/.exec(ran.stdout)?.[1] ?? 0);
    const perSecond = Number(/tps = ([\d.]+)/.exec(ran.stdout)?.[1] ?? 0);
    if (ran.code !== 0 || /aborted|ERROR/.test(ran.stderr))
      throw new Error(`pgbench failed: ${ran.stderr.slice(0, 2_000)}`);
    return { transactions, perSecond, ...percentiles(folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function address(databaseUrl: string): { args: string[]; env: Record<string, string> } {
  const url = new URL(databaseUrl);
  return {
    args: ['-h', url.hostname, '-p', url.port || '5432', '-U', decodeURIComponent(url.username), url.pathname.slice(1)],
    env: { PGPASSWORD: decodeURIComponent(url.password), PGOPTIONS: '-c TimeZone=UTC' },
  };
}

/** pgbench logs one line a transaction; the third column is its time in microseconds. */
function percentiles(folder: string): { p50: number; p99: number } {
  const times = readdirSync(folder)
    .filter((name) => name.startsWith('log'))
    .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').trim().split('\n'))
    .map((line) => Number(line.split(' ')[2]))
    .sort((a, b) => a - b);
  const at = (share: number) => (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0) / 1_000;
  return { p50: at(0.5), p99: at(0.99) };
}
