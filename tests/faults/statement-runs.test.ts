import { setTimeout as sleep } from 'node:timers/promises';
import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { requestStatements, runStatements } from '@guanyi/commands/statements/run-statements';
import { connect, type Database } from '@guanyi/db/client';
import { systemClock } from '@guanyi/platform/clock';
import { newId } from '@guanyi/platform/ids';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCharges } from '../support/factories/charges.ts';
import { createOrganisation, createWorld, type World } from '../support/factories/world.ts';
import { type KillableProcess, startReporting } from '../support/killable-process.ts';
import { fullScale } from '../support/scale.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const rounds = fullScale ? 200 : 20;
const chargeCount = fullScale ? 20_000 : 2_000;
const customerCount = 40;

let testDatabase: TestDatabase;
let database: Database;
let world: World;
let runners: KillableProcess[];

const startRunner = () => startReporting('tests/support/statement-run-program.ts', { DATABASE_URL: testDatabase.url });

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = connect(testDatabase.url, { max: 6 });
  world = await createWorld(database);
  await createModelCharges();
  runners = await Promise.all([startRunner(), startRunner(), startRunner()]);
}, 120_000);
afterAll(async () => {
  await Promise.all(runners.map((runner) => runner.kill()));
  await database.close();
  await testDatabase.drop();
});

/** Charges of the world's own district, which every round copies for a district of its own. */
async function createModelCharges(): Promise<void> {
  const customers = await Promise.all(
    Array.from({ length: customerCount }, () => createOrganisation(database, 'enterprise')),
  );
  const random = (below: number) => Math.floor(Math.random() * below);
  const categories = ['vat6', 'vat13', 'vat9', 'vat3', 'vat1', 'exempt'] as const;
  const specs = Array.from({ length: chargeCount }, () => ({
    districtId: world.districtId,
    labId: world.labId,
    instrumentId: world.instrumentId,
    organisationId: customers[random(customerCount)]!,
    occurredAt: Date.parse('2026-10-31T16:00:00Z') + random(30 * 86_400_000),
    // Single lines may be negative, as a cap is; a charge as a whole never is.
    amountsFen: [600_000 + random(2_000_000), ...Array.from({ length: random(4) }, () => random(2_000_000) - 200_000)],
    taxCategory: categories[random(categories.length)]!,
  }));
  await createCharges(database, specs);
}

async function createDistrict(): Promise<string> {
  const districtId = await createOrganisation(database, 'customsDistrict');
  await database.sql`
    INSERT INTO charges (lab_id, id, payee_id, organisation_id, instrument_id, kind, price_policy_id, lines, subtotal_fen, tax_fen, total_fen, occurred_at)
    SELECT lab_id, gen_random_uuid(), ${districtId}, organisation_id, instrument_id, kind, price_policy_id, lines, subtotal_fen, tax_fen,
      total_fen, occurred_at FROM charges WHERE payee_id = ${world.districtId}`;
  return districtId;
}

async function request(districtId: string): Promise<string> {
  const context = { ...systemContext(systemClock.now()), reach: { ...systemContext(0).reach, userId: newId() } };
  const outcome = await execute(database, context, requestStatements, { districtId, period: '2026-11', dryRun: false });
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value.operationId;
}

function ended(runner: KillableProcess): Promise<void> {
  return new Promise((resolve) => {
    runner.child.once('message', () => resolve());
    runner.child.once('exit', () => resolve());
  });
}

/** What is wrong with the statements of a district, worked out from lines and rates by the database alone. */
async function faultsOf(districtId: string): Promise<Record<string, unknown>> {
  const [row] = await database.sql<Record<string, unknown>[]>`
    WITH owed AS (
      SELECT c.organisation_id, sum(amount)::bigint AS subtotal, sum(round(amount * rate / 100))::bigint AS tax
      FROM charges c CROSS JOIN LATERAL jsonb_array_elements(c.lines) AS line
      CROSS JOIN LATERAL (SELECT (line->>'amountFen')::numeric AS amount, CASE line->>'taxCategory' WHEN 'exempt' THEN 0
        ELSE substr(line->>'taxCategory', 4)::numeric END AS rate) AS figures
      WHERE c.payee_id = ${districtId} GROUP BY 1
    ), stated AS (
      SELECT organisation_id, sum(subtotal_fen)::bigint AS subtotal, sum(tax_fen)::bigint AS tax, count(*) AS n
      FROM statements WHERE payee_id = ${districtId} GROUP BY 1
    )
    SELECT
      (SELECT count(*)::int FROM owed FULL JOIN stated USING (organisation_id)
       WHERE owed.subtotal IS DISTINCT FROM stated.subtotal OR owed.tax IS DISTINCT FROM stated.tax) AS "wrongTotals",
      (SELECT count(*)::int FROM stated WHERE n > 1) AS "customersStatedTwice",
      (SELECT count(*)::int FROM charges c WHERE c.payee_id = ${districtId} AND
        1 <> (SELECT count(*) FROM statement_lines l WHERE l.payee_id = c.payee_id AND l.charge_id = c.id)) AS "missingOrDouble",
      (SELECT count(*)::int FROM statements WHERE payee_id = ${districtId}) - (SELECT coalesce(max(sequence), 0) FROM statements
        WHERE payee_id = ${districtId}) AS "gaps",
      (SELECT count(*)::int FROM statements s CROSS JOIN LATERAL (SELECT count(*)::int AS n, sum(l.total_fen)::bigint AS total
        FROM statement_lines l WHERE l.payee_id = s.payee_id AND l.statement_id = s.id) AS l
       WHERE s.payee_id = ${districtId} AND (s.charge_count <> l.n OR s.total_fen <> l.total)) AS "unlikeItsLines"`;
  return row!;
}

describe('M8, P3: three runs at once, one of them killed in the middle', () => {
  test(
    `state every charge once, to the fen and without a gap, in each of ${rounds} rounds`,
    async () => {
      let interrupted = 0;
      let runMs = 150;
      for (let round = 0; round < rounds; round += 1) {
        const districtId = await createDistrict();
        const operations = await Promise.all([1, 2, 3].map(() => request(districtId)));
        const victim = Math.floor(Math.random() * 3);
        const endings = runners.map(ended);
        const began = performance.now();
        for (const [index, runner] of runners.entries()) runner.child.send({ operationId: operations[index] });
        await sleep(Math.random() * runMs * 2);
        await runners[victim]!.kill();
        await Promise.all(endings);
        runMs = (runMs + (performance.now() - began) / 3) / 2;
        const [row] = await database.sql<{ n: number }[]>`
          SELECT count(*)::int AS n FROM operations WHERE id = ANY(${operations}::uuid[]) AND status = 'running'`;
        interrupted += row!.n;
        runners[victim] = await startRunner();
        // What the queue does with work that nobody has reported as done.
        await Promise.all(
          operations.map((operationId) => runStatements(database, () => systemClock.now(), operationId)),
        );
        const results = await database.sql<{ count: number }[]>`
          SELECT (result->>'count')::int AS count FROM operations WHERE id = ANY(${operations}::uuid[]) AND status = 'succeeded'`;
        expect(results.map((result) => result.count).sort((a, b) => a - b)).toEqual([0, 0, customerCount]);
        expect(await faultsOf(districtId)).toEqual({
          wrongTotals: 0,
          customersStatedTwice: 0,
          missingOrDouble: 0,
          gaps: 0,
          unlikeItsLines: 0,
        });
      }
      console.log(
        `${rounds} rounds of ${chargeCount} charges, ${interrupted} runs interrupted: 0 missing, 0 double, 0 gaps`,
      );
      expect(interrupted).toBeGreaterThan(0);
    },
    fullScale ? 3_600_000 : 240_000,
  );
});
