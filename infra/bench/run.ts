import path from 'node:path';
import { parseArgs } from 'node:util';
import { migrate } from '@guanyi/db/migrate';
import { loadEnv } from '@guanyi/platform/env';
import postgres from 'postgres';
import { borrowDatabase } from '../start/database.ts';
import { buildPrograms } from '../start/programs.ts';
import { httpGenerator } from './harness/http-load.ts';
import { pgbench } from './harness/pgbench.ts';
import { type BenchResult, collectResult, tableOf, writeResult } from './harness/results.ts';
import { type BenchSize, prepareStand, type Stand } from './harness/stand.ts';
import { claim } from './measures/claim.ts';
import { conflictStorm } from './measures/conflicts.ts';
import { correctness } from './measures/correctness.ts';
import { createBooking } from './measures/create-booking.ts';
import { documents } from './measures/documents.ts';
import { financeList } from './measures/finance-list.ts';
import { freeBetween } from './measures/free-between.ts';
import { goodput } from './measures/goodput.ts';
import { growth } from './measures/growth.ts';
import { herd } from './measures/herd.ts';
import { board, stakeRegister, workList } from './measures/lists.ts';
import type { Measure, Measured } from './measures/measure.ts';
import { memory } from './measures/memory.ts';
import { outbox } from './measures/outbox.ts';
import { rating } from './measures/rating.ts';
import { availability, search } from './measures/reads.ts';
import type { Say } from './national/stages.ts';
import { projectAll, readOptions as readSeedOptions, seedNation } from './seed-national.ts';

/** In this order; the last looks at what the others left. */
const measures: readonly Measure[] = [
  ...[createBooking, claim, herd, goodput, search, freeBetween, availability],
  ...[board, workList, stakeRegister, financeList, rating, documents, conflictStorm, outbox, memory, growth],
  correctness,
];

const manyNotes = 20_000;

export interface BenchOptions {
  /** Of the nation that is made when the database holds none. */
  scale: number;
  /** Names of measures; all when empty. */
  only: readonly string[];
  size: BenchSize;
}

/**
 * Measures on the national data in a database, which is made first when it is not there. Leaves the data as it was.
 * A missed gate, a fault and a measure that breaks are results, not errors.
 */
export async function bench(
  target: { databaseUrl: string; redisUrl: string | undefined },
  options: BenchOptions,
  say: Say,
): Promise<BenchResult> {
  await buildPrograms();
  const sql = postgres(target.databaseUrl, {
    max: 2,
    onnotice: () => {},
    connection: { application_name: 'guanyi-bench', TimeZone: 'UTC' },
  });
  try {
    await makeNation(target.databaseUrl, sql, options.scale, say);
    await migrate(target.databaseUrl);
    await projectWhatIsNoted(target.databaseUrl, sql, say);
    say(`load generators: ${httpGenerator} for HTTP, ${pgbench ?? 'none'} for SQL`);
    const stand = await prepareStand({ ...target, sql, size: options.size, say });
    const found: Measured[] = [];
    for (const measure of measures) {
      if (options.only.length > 0 && !options.only.includes(measure.name)) continue;
      say(`measuring ${measure.name}`);
      for (const one of await runOrTell(measure, stand)) {
        found.push(one);
        say(lineFor(one));
      }
    }
    return await collectResult(sql, options.size, found);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** What a measure found, or that it broke: the figures of the others are worth writing down all the same. */
async function runOrTell(measure: Measure, stand: Stand): Promise<Measured[]> {
  try {
    return await measure.run(stand);
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error);
    return [
      { name: measure.name, what: 'broke', against: '–', gate: undefined, aim: '–', faults: [`broke: ${fault}`] },
    ];
  }
}

/** Seeding wants the database for itself, so our own connection is idle and named like the seed's while it runs. */
async function makeNation(databaseUrl: string, sql: postgres.Sql, scale: number, say: Say): Promise<void> {
  const [run] = await sql<{ exists: boolean }[]>`SELECT to_regclass('bench.seed_run') IS NOT NULL AS exists`;
  const [finished] = run?.exists ? await sql`SELECT 1 FROM bench.seed_run WHERE finished_at IS NOT NULL` : [];
  if (finished) return;
  say(`no national data here: making it at scale ${scale}`);
  await sql`SET application_name = 'guanyi-seed'`;
  await seedNation(databaseUrl, readSeedOptions(['--scale', String(scale)]), say);
}

/** A nation from before the projection has a note for each instrument: making all anew is quicker than taking them in one by one. */
async function projectWhatIsNoted(databaseUrl: string, sql: postgres.Sql, say: Say): Promise<void> {
  const [row] = await sql<{ notes: number }[]>`SELECT count(*)::int AS notes FROM calendar_notes`;
  if ((row?.notes ?? 0) >= manyNotes) await projectAll(databaseUrl, say);
}

function lineFor(one: Measured): string {
  if (one.skipped) return `  ${one.name}: skipped, ${one.skipped}`;
  const ratio = one.compared
    ? `${one.compared.ratio.toFixed(2)} × of ${one.against}${one.compared.isNoisy ? ' (noisy)' : ''}`
    : '';
  const pairs = one.compared?.pairs.map((pair) => `${pair.a.toFixed(1)}/${pair.b.toFixed(1)}`).join(' ') ?? '';
  const details = one.details ? JSON.stringify(one.details) : '';
  return [`  ${one.name}:`, ratio, pairs, details, ...one.faults.map((fault) => `FAULT ${fault}`)]
    .filter(Boolean)
    .join('  ');
}

/** @throws Error in words about what is wrong with the arguments. */
function readOptions(args: readonly string[]): BenchOptions & { record: boolean } {
  const { values } = parseArgs({
    args: [...args],
    options: {
      scale: { type: 'string', default: '0.1' },
      only: { type: 'string', multiple: true, default: [] },
      pairs: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '5' },
      charges: { type: 'string', default: '1000000' },
      usages: { type: 'string', default: '100000' },
      minutes: { type: 'string' },
      'no-record': { type: 'boolean', default: false },
    },
  });
  const only = values.only.flatMap((names) => names.split(','));
  const unknown = only.filter((name) => !measures.some((measure) => measure.name === name));
  if (unknown.length > 0) throw new Error(`--only knows ${measures.map((measure) => measure.name).join(', ')}.`);
  const [pairs, seconds, charges, usages] = [values.pairs, values.seconds, values.charges, values.usages].map(Number);
  const memorySeconds = values.minutes === undefined ? seconds! * 2 : Number(values.minutes) * 60;
  const size = { pairs: pairs!, seconds: seconds!, charges: charges!, usages: usages!, memorySeconds };
  if (!Object.values(size).every((value) => value >= 1))
    throw new Error('--pairs, --seconds, --charges, --usages and --minutes are numbers from 1.');
  return { scale: Number(values.scale), only, size, record: !values['no-record'] };
}

async function main(): Promise<void> {
  const startedAt = performance.now();
  const say: Say = (text) =>
    process.stdout.write(`${((performance.now() - startedAt) / 1_000).toFixed(0).padStart(5)} s  ${text}\n`);
  const { record, ...options } = readOptions(process.argv.slice(2));
  const env = loadEnv();
  const database = await borrowDatabase(env);
  try {
    const result = await bench({ databaseUrl: database.url, redisUrl: env.REDIS_URL }, options, say);
    process.stdout.write(`\n${tableOf(result)}\n`);
    if (record) say(`written to ${path.relative(process.cwd(), writeResult(import.meta.dirname, result))}`);
    if (result.measures.some((one) => one.passed === false)) process.exitCode = 1;
  } finally {
    await database.stop();
  }
}

if (import.meta.filename === process.argv[1]) {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  });
}
