import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { systemClock } from '@guanyi/platform/clock';
import type { Sql } from 'postgres';
import { type Measured, reachesGate } from '../measures/measure.ts';
import { httpGenerator } from './http-load.ts';
import { pgbench } from './pgbench.ts';
import type { BenchSize } from './stand.ts';

export interface BenchResult {
  date: string;
  commit: string;
  isModified: boolean;
  machine: { cpus: number; memoryGb: number; node: string; postgres: string; synchronousCommit: string };
  generators: { http: string; sql: string };
  nation: { scale: number; bookings: number; activeClaims: number };
  size: BenchSize;
  measures: (Measured & { passed: boolean | null })[];
}

export async function collectResult(sql: Sql, size: BenchSize, measured: readonly Measured[]): Promise<BenchResult> {
  const [facts] = await sql<{ postgres: string; commit: string; scale: number; bookings: number; active: number }[]>`
    SELECT current_setting('server_version') AS postgres, current_setting('synchronous_commit') AS commit,
      (SELECT scale FROM bench.seed_run) AS scale, (SELECT bookings::float8 FROM bench.seed_run) AS bookings,
      (SELECT count(*)::int FROM occupancy WHERE active) AS active`;
  return {
    date: new Date(systemClock.now()).toISOString(),
    commit: git('rev-parse', '--short=10', 'HEAD'),
    isModified: git('status', '--porcelain', '--untracked-files=no') !== '',
    machine: {
      cpus: os.cpus().length,
      memoryGb: Math.round(os.totalmem() / 2 ** 30),
      node: process.version,
      postgres: facts!.postgres,
      synchronousCommit: facts!.commit,
    },
    generators: { http: httpGenerator, sql: pgbench ? 'pgbench' : 'none' },
    nation: { scale: facts!.scale, bookings: facts!.bookings, activeClaims: facts!.active },
    size,
    measures: measured.map((one) => ({ ...one, passed: reachesGate(one) ?? null })),
  };
}

function git(...args: string[]): string {
  try {
    return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'unknown';
  }
}

const heading = `# Results of the benchmark

Each table is one run of \`npm run bench\`. A ratio is the median over pairs of runs, A and B right after one another; figures of two
runs are never compared with each other, so only ratios stand here. The raw figures are in \`results/\`.
`;

/** Writes the result as JSON and adds a table to RESULTS.md. @returns the file. */
export function writeResult(folder: string, result: BenchResult): string {
  const results = path.join(folder, 'results');
  mkdirSync(results, { recursive: true });
  const day = result.date.slice(0, 10);
  const suffix = result.isModified ? '-modified' : '';
  const file = path.join(results, `${day}-${result.commit}${suffix}.json`);
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  const table = path.join(folder, 'RESULTS.md');
  if (!existsSync(table)) writeFileSync(table, heading);
  appendFileSync(table, `\n${tableOf(result)}`);
  return file;
}

export function tableOf(result: BenchResult): string {
  const { nation, machine, generators, size } = result;
  const lines = [
    `## ${result.date.slice(0, 16).replace('T', ' ')} UTC, commit ${result.commit}${result.isModified ? ' with changes' : ''}`,
    '',
    `Scale ${nation.scale}, ${nation.bookings.toLocaleString('en')} bookings, ${nation.activeClaims.toLocaleString('en')} active claims; ${machine.cpus} CPUs, ${machine.memoryGb} GB, Node ${machine.node}, PostgreSQL ${machine.postgres}, synchronous_commit ${machine.synchronousCommit}; ${generators.http} and ${generators.sql}; ${size.pairs} pairs of ${size.seconds} s.`,
    '',
    '| measure | against | ratio | gate | aim | | load | also |',
    '|---|---|---|---|---|---|---|---|',
    ...result.measures.map(lineOf),
    '',
  ];
  return lines.join('\n');
}

function lineOf(one: BenchResult['measures'][number]): string {
  const ratio = one.compared ? `${one.compared.ratio.toFixed(2)} ×${one.compared.isNoisy ? ' (noisy)' : ''}` : '–';
  const gate = one.gate ? ('atLeast' in one.gate ? `≥ ${one.gate.atLeast} ×` : `≤ ${one.gate.atMost} ×`) : '–';
  const verdict = one.skipped ? 'skipped' : one.passed === null ? '' : one.passed ? 'reached' : '**missed**';
  const loads = one.compared?.pairs.map((pair) => pair.load) ?? [];
  const load = loads.length > 0 ? `${Math.min(...loads)}–${Math.max(...loads)}` : '–';
  const also = [
    ...Object.entries(one.details ?? {}).map(([name, value]) => `${name} ${value}`),
    ...(one.skipped ? [one.skipped] : []),
    ...one.faults.map((fault) => `**${fault}**`),
  ].join(', ');
  return `| ${one.name} | ${one.against} | ${ratio} | ${gate} | ${one.aim} | ${verdict} | ${load} | ${also} |`;
}
