import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { rebuildAll } from '@guanyi/commands/catalogue/keep-projection';
import { loadVocabularies } from '@guanyi/commands/catalogue/load-vocabularies';
import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { connect } from '@guanyi/db/client';
import { migrate } from '@guanyi/db/migrate';
import { isDay, localDay } from '@guanyi/domain/kernel/local-time';
import { systemClock } from '@guanyi/platform/clock';
import { loadEnv } from '@guanyi/platform/env';
import postgres, { type Sql } from 'postgres';
import { borrowDatabase } from '../start/database.ts';
import { zone } from './national/days.ts';
import { loadBookings } from './national/load-bookings.ts';
import { loadBookingRules, loadInstruments, loadOfferings, loadPolicies } from './national/load-catalogue.ts';
import { loadLabs, loadOrganisations, loadPeople } from './national/load-reference.ts';
import { type NationalPlan, planNation } from './national/plan.ts';
import { putBack, setAside } from './national/set-aside.ts';
import { finishRun, prepareProgress, type Say, type SeedRun, stage, startRun } from './national/stages.ts';
import { verifyNation } from './national/verify.ts';
import { readVocabulary } from './national/vocabulary.ts';

/** Bookings at full scale unless said otherwise. */
const bookingsAtFullScale = 10_000_000;
/** About so many bookings are written in one transaction: what a broken-off run loses at most. */
const bookingsPerStage = 250_000;

export interface SeedOptions {
  scale: number;
  seed: number;
  bookings: number;
  today: string | undefined;
}

/**
 * Fills a database with a generated nation, or goes on where a run broke off.
 * @throws Error when other sessions are connected, when other national data is there, or when what was loaded fails a check.
 */
export async function seedNation(url: string, options: SeedOptions, say: Say): Promise<void> {
  await migrate(url);
  await fillVocabularies(url);
  const sql = postgres(url, {
    max: 3,
    onnotice: () => {},
    connection: {
      application_name: 'guanyi-seed',
      TimeZone: 'UTC',
      synchronous_commit: 'off',
      maintenance_work_mem: '512MB',
    } as never,
  });
  try {
    await refuseCompany(sql);
    await prepareProgress(sql);
    const now = localDay(zone, systemClock.now());
    const { today, ...wanted } = options;
    const { state, run } = await startRun(sql, wanted, today, now);
    say(
      `${state}: seed ${run.seed}, scale ${run.scale}, ${run.bookings.toLocaleString('en')} bookings, today is ${run.today}`,
    );
    if (state === 'finished') return;
    await fill(sql, run, say);
    await projectAll(url, say);
    await report(sql, run, say);
    await finishRun(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function fillVocabularies(url: string): Promise<void> {
  const database = connect(url, { max: 1, applicationName: 'guanyi-seed', role: 'none' });
  try {
    const loaded = await execute(database, systemContext(systemClock.now()), loadVocabularies, undefined);
    if (!loaded.ok) throw new Error(`The vocabularies could not be loaded: ${loaded.code}`);
  } finally {
    await database.close();
  }
}

/** What was copied in bypassed the notes that keep the projection, so it is made from the whole. */
export async function projectAll(url: string, say: Say): Promise<void> {
  const startedAt = performance.now();
  const database = connect(url, { max: 1, applicationName: 'guanyi-seed', role: 'none' });
  try {
    await execute(database, systemContext(systemClock.now()), rebuildAll, undefined);
    await database.sql`VACUUM (ANALYZE) instrument_days, instrument_facets, facet_counts, booking_patterns, calendar_notes`;
  } finally {
    await database.close();
  }
  say(`projected for the search in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`);
}

/** While this runs nothing stops a double booking, so nobody else may write. */
async function refuseCompany(sql: Sql): Promise<void> {
  const others = await sql<{ name: string }[]>`
    SELECT coalesce(nullif(application_name, ''), 'unnamed') AS name FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND application_name <> 'guanyi-seed'`;
  if (others.length === 0) return;
  const names = [...new Set(others.map((other) => other.name))].join(', ');
  throw new Error(
    `Others are connected to this database (${names}). Stop them first: the calendar is unguarded while it is filled.`,
  );
}

async function fill(sql: Sql, run: SeedRun, say: Say): Promise<void> {
  const vocabulary = await readVocabulary(sql);
  const startedAt = performance.now();
  const plan = planNation(run, vocabulary);
  say(
    `planned ${plan.instruments.length.toLocaleString('en')} instruments in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`,
  );
  await stage(sql, 'set aside constraints and indexes', say, setAside);
  await stage(sql, 'organisations', say, (connection) => loadOrganisations(connection, plan));
  await stage(sql, 'labs', say, (connection) => loadLabs(connection, plan));
  await stage(sql, 'people', say, (connection) => loadPeople(connection, plan));
  await stage(sql, 'instruments', say, (connection) => loadInstruments(connection, plan));
  await stage(sql, 'offerings', say, (connection) => loadOfferings(connection, plan));
  await stage(sql, 'booking rules', say, (connection) => loadBookingRules(connection, plan));
  await stage(sql, 'price policies', say, (connection) => loadPolicies(connection, plan));
  await fillBookings(sql, plan, say);
  await putBack(sql, say);
  const vacuumedAt = performance.now();
  await sql`VACUUM (ANALYZE)`;
  say(`vacuumed and analysed in ${((performance.now() - vacuumedAt) / 1_000).toFixed(1)} s`);
}

/** Two at a time: while one connection waits for the disk the other is fed. */
async function fillBookings(sql: Sql, plan: NationalPlan, say: Say): Promise<void> {
  const parts = partsOf(plan);
  const names = parts.map((_, i) => `bookings, part ${i + 1} of ${parts.length}`);
  const waiting = parts.map((_, i) => i);
  const lane = async () => {
    for (let i = waiting.shift(); i !== undefined; i = waiting.shift()) {
      const part = parts[i]!;
      await stage(sql, names[i]!, say, (connection) => loadBookings(connection, plan, part));
    }
  };
  await Promise.all(Array.from({ length: Math.min(2, cpus().length) }, lane));
}

function partsOf(plan: NationalPlan) {
  const parts: NationalPlan['instruments'][] = [];
  let part: NationalPlan['instruments'] = [];
  let bookings = 0;
  for (const instrument of plan.instruments) {
    part.push(instrument);
    bookings += plan.bookings.past[instrument.ordinal]! + plan.bookings.ahead[instrument.ordinal]!;
    if (bookings < bookingsPerStage) continue;
    parts.push(part);
    part = [];
    bookings = 0;
  }
  return part.length > 0 ? [...parts, part] : parts;
}

async function report(sql: Sql, run: SeedRun, say: Say): Promise<void> {
  const findings = await verifyNation(sql, run);
  for (const { what, expected, found } of findings) {
    const numbers =
      expected === found
        ? found.toLocaleString('en')
        : `${found.toLocaleString('en')}, expected ${expected.toLocaleString('en')}`;
    say(`${expected === found ? 'ok   ' : 'FAULT'} ${what}: ${numbers}`);
  }
  const faults = findings.filter((finding) => finding.expected !== finding.found);
  if (faults.length > 0) throw new Error(`${faults.length} checks failed.`);
}

/** @throws Error in words about what is wrong with the arguments. */
export function readOptions(args: readonly string[]): SeedOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      scale: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      bookings: { type: 'string' },
      today: { type: 'string' },
    },
  });
  const scale = Number(values.scale);
  const seed = Number(values.seed);
  const bookings = values.bookings === undefined ? Math.round(bookingsAtFullScale * scale) : Number(values.bookings);
  if (!(scale > 0 && scale <= 1)) throw new Error('--scale is a number above 0 and at most 1.');
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffff_ffff)
    throw new Error('--seed is a whole number from 0 to 4294967295.');
  if (!Number.isInteger(bookings) || bookings < 1 || bookings > 100_000_000)
    throw new Error('--bookings is a whole number from 1 to 100000000.');
  if (values.today !== undefined && !isDay(values.today)) throw new Error('--today is a day, YYYY-MM-DD.');
  return { scale, seed, bookings, today: values.today };
}

async function main(): Promise<void> {
  const startedAt = performance.now();
  const say: Say = (text) =>
    process.stdout.write(`${((performance.now() - startedAt) / 1_000).toFixed(0).padStart(5)} s  ${text}\n`);
  const options = readOptions(process.argv.slice(2));
  const database = await borrowDatabase(loadEnv());
  try {
    await seedNation(database.url, options, say);
    say('done');
  } finally {
    await database.stop();
  }
}

if (import.meta.filename === process.argv[1]) {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
