import { rateBacklog } from '@guanyi/commands/billing/rate-backlog';
import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { requestStatements, stateRun } from '@guanyi/commands/statements/run-statements';
import { connect, type Database } from '@guanyi/db/client';
import { systemClock } from '@guanyi/platform/clock';
import { besideNation } from '../harness/beside.ts';
import { compare } from '../harness/pairs.ts';
import type { Stand } from '../harness/stand.ts';
import type { Measure } from './measure.ts';

/** All in one month, so that one run of each district states them. */
const period = '2026-09';
/** A backlog is rated lab by lab; these have thousands of uses each. */
const labCount = 20;

/** A backlog of uses becomes charges and the charges statements, as the worker does it, against inserting the same rows without any rule. */
export const rating: Measure = {
  name: 'rating',
  async run(stand) {
    const place = await besideNation(stand, 'rating', { scale: 0.01, bookings: 2_000 });
    const database = connect(place.databaseUrl, { max: 2, applicationName: 'guanyi-bench', role: 'none' });
    const faults: string[] = [];
    try {
      await writeUses(place);
      const seen = { rateSeconds: 0, stateSeconds: 0, bareSeconds: 0 };
      const compared = await compare(
        Math.min(3, stand.size.pairs),
        async () => {
          await forget(place);
          const startedAt = performance.now();
          await rate(database);
          seen.rateSeconds = since(startedAt);
          await state(database, place);
          const seconds = since(startedAt);
          seen.stateSeconds = seconds - seen.rateSeconds;
          await checkStated(place, faults);
          return place.size.usages / seconds;
        },
        async () => {
          seen.bareSeconds = await insertBare(place);
          return place.size.usages / seen.bareSeconds;
        },
      );
      const details = Object.fromEntries(
        Object.entries(seen).map(([name, seconds]) => [name, Math.round(seconds * 10) / 10]),
      );
      return [
        {
          name: `rating and stating ${place.size.usages.toLocaleString('en')} uses`,
          what: 'uses rated and stated a second',
          against: 'bare INSERT … SELECT into the same tables without keys of others',
          gate: { atLeast: 0.3 },
          aim: '≥ 0.8',
          compared,
          details,
          faults,
        },
      ];
    } finally {
      await forget(place);
      await database.close();
      await place.sql.end({ timeout: 5 });
    }
  },
};

function since(startedAt: number): number {
  return (performance.now() - startedAt) / 1_000;
}

/** Walk-up uses of one to four hours on the instruments of some labs, for customers in turn. */
async function writeUses({ sql, size }: Stand): Promise<void> {
  const [row] = await sql<{ count: number }[]>`SELECT count(*)::int AS count FROM usage_records WHERE source = 'bench'`;
  if (row!.count === size.usages) return;
  await sql`TRUNCATE usage_records, usage_disputes`;
  await sql`
    WITH price AS MATERIALIZED (
      SELECT p.lab_id, p.instrument_id, p.id, i.district_id, row_number() OVER (ORDER BY p.id) - 1 AS nth, count(*) OVER () AS all
      FROM price_policies p JOIN instruments i ON i.lab_id = p.lab_id AND i.id = p.instrument_id
      WHERE p.form = 'machineTime' AND p.price_group = 'enterprise' AND p.steps = '[]' AND p.time_factors = '[]'
        AND p.lab_id IN (SELECT lab_id FROM instruments GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ${labCount})),
    customer AS MATERIALIZED (
      SELECT id, row_number() OVER (ORDER BY id) - 1 AS nth, count(*) OVER () AS all FROM organisations WHERE kind <> 'district')
    INSERT INTO usage_records (lab_id, id, instrument_id, district_id, organisation_id, source, source_id, from_at, until_at, service_way,
      status, price_policy_id)
    SELECT price.lab_id, gen_random_uuid(), price.instrument_id, price.district_id, customer.id, 'bench', n::text, at,
      at + (1 + n % 4) * interval '1 hour', 'selfOperated', 'confirmed', price.id
    FROM (SELECT n, timestamptz '2026-09-02' + (n % 37000) * interval '1 minute' AS at FROM generate_series(1, ${size.usages}::int) n) use
    JOIN price ON price.nth = use.n % price.all JOIN customer ON customer.nth = use.n % customer.all`;
  await sql`VACUUM (ANALYZE) usage_records`;
}

/** Nothing has been rated, and every use tells that it waits. */
async function forget({ sql }: Stand): Promise<void> {
  await sql`TRUNCATE charges, statement_lines, statements, credit_notes, statement_counters, outbox, outbox_handled, operations CASCADE`;
  await sql`
    INSERT INTO outbox (id, lab_id, name, version, aggregate_id, payload, occurred_at)
    SELECT gen_random_uuid(), lab_id, 'usage.recorded', 1, id, jsonb_build_object('labId', lab_id, 'usageRecordId', id), from_at
    FROM usage_records WHERE source = 'bench'`;
  await sql`VACUUM (ANALYZE) outbox, charges, statement_lines`;
  await sql`CHECKPOINT`;
}

/** As the schedule of the worker does it, until nothing is left. */
async function rate(database: Database): Promise<void> {
  for (;;) {
    const context = systemContext(systemClock.now());
    const outcome = await execute(database, context, rateBacklog, {
      atLeast: 1,
      limit: 1_000,
      handlers: ['rate-usage'],
    });
    if (!outcome.ok) throw new Error(`The backlog was refused: ${outcome.code}`);
    if (outcome.value.rated === 0) return;
  }
}

async function state(database: Database, { sql, people }: Stand): Promise<void> {
  const districts = await sql<{ id: string }[]>`SELECT DISTINCT payee_id AS id FROM charges`;
  for (const { id } of districts) {
    const asked = systemContext(systemClock.now());
    const context = { ...asked, reach: { ...asked.reach, userId: people.people[0]!.userId } };
    const input = { districtId: id, period, dryRun: false };
    const run = await execute(database, context, requestStatements, input);
    if (!run.ok) throw new Error(`A run was refused: ${run.code}`);
    const done = await execute(database, asked, stateRun, run.value.operationId);
    if (!done.ok) throw new Error(`A run was refused: ${done.code}`);
  }
}

async function checkStated({ sql, size }: Stand, faults: string[]): Promise<void> {
  const [found] = await sql<{ charges: number; lines: number; difference: number }[]>`
    SELECT (SELECT count(*)::int FROM charges) AS charges, (SELECT count(*)::int FROM statement_lines) AS lines,
      ((SELECT sum(total_fen) FROM charges) - (SELECT sum(total_fen) FROM statements))::float8 AS difference`;
  if (found!.charges !== size.usages || found!.lines !== size.usages || found!.difference !== 0)
    faults.push(
      `${found!.charges} charges and ${found!.lines} lines of ${size.usages}, ${found!.difference} fen apart`,
    );
}

/** The time of a price by the hour, and one line a charge: rows of the same shape, and no rule. @returns seconds. */
async function insertBare({ sql }: Stand): Promise<number> {
  await sql`DROP TABLE IF EXISTS bench.charges, bench.statement_lines, bench.told`;
  for (const table of ['charges', 'statement_lines'])
    await sql.unsafe(`CREATE TABLE bench.${table} (LIKE public.${table} INCLUDING ALL)`);
  await sql`CREATE TABLE bench.told (LIKE outbox INCLUDING ALL)`;
  await sql`CHECKPOINT`;
  const startedAt = performance.now();
  await sql`
    WITH charged AS (
      INSERT INTO bench.charges (lab_id, id, payee_id, organisation_id, instrument_id, kind, usage_record_id, price_policy_id, lines,
        subtotal_fen, tax_fen, total_fen, occurred_at)
      SELECT u.lab_id, gen_random_uuid(), u.district_id, u.organisation_id, u.instrument_id, 'usage', u.id, p.id,
        jsonb_build_array(jsonb_build_object('kind', 'time', 'amountFen', fen)), fen, fen * 6 / 100, fen + fen * 6 / 100, u.from_at
      FROM usage_records u JOIN price_policies p ON p.lab_id = u.lab_id AND p.id = u.price_policy_id,
        LATERAL (SELECT (extract(epoch FROM u.until_at - u.from_at) / 3600 * p.rate_per_hour_fen)::bigint AS fen) price
      WHERE u.source = 'bench'
      RETURNING lab_id, id, payee_id, occurred_at, subtotal_fen, tax_fen, total_fen),
    told AS (
      INSERT INTO bench.told (id, lab_id, name, version, aggregate_id, payload, occurred_at)
      SELECT gen_random_uuid(), lab_id, 'charge.created', 1, id, '{}', occurred_at FROM charged)
    INSERT INTO bench.statement_lines (payee_id, statement_id, lab_id, charge_id, occurred_at, subtotal_fen, tax_fen, total_fen)
    SELECT payee_id, payee_id, lab_id, id, occurred_at, subtotal_fen, tax_fen, total_fen FROM charged`;
  const seconds = since(startedAt);
  await sql`DROP TABLE bench.charges, bench.statement_lines, bench.told`;
  return seconds;
}
