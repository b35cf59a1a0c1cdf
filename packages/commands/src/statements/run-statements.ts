import type { Database, Tx } from '@guanyi/db/client';
import { findDistrict } from '@guanyi/db/ledger/districts';
import { append } from '@guanyi/db/outbox';
import {
  finishRun,
  forecastRun,
  insertRun,
  loadRunForUpdate,
  type RunInput,
  stateCharges,
  takeNumbers,
} from '@guanyi/db/statements/run';
import { addPeriods, periodWindow } from '@guanyi/domain/ledger/period';
import { numberHead } from '@guanyi/domain/statements/statement';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, refuse, systemContext } from '../context.ts';
import { execute } from '../execute.ts';

/** Asks for a run. The worker does it; the operation tells what came of it. Foreign districts are not found. */
export async function requestStatements(
  tx: Tx,
  context: CommandContext,
  input: RunInput,
): Promise<Outcome<{ operationId: string }>> {
  const { userId } = context.reach;
  if (userId === undefined || !(await findDistrict(tx, context.reach, input.districtId))) return refuse('not-found');
  const operationId = newId();
  await insertRun(tx, { id: operationId, userId, input, now: context.now });
  await append(tx, {
    name: 'statements.requested',
    labId: null,
    aggregateId: operationId,
    payload: { operationId },
    occurredAt: context.now,
  });
  return done({ operationId });
}

/** Does a run that was asked for. Harmless to repeat and to break off: the whole run is one transaction. */
export async function runStatements(database: Database, now: () => number, operationId: string): Promise<void> {
  const outcome = await execute(database, systemContext(now()), stateRun, operationId);
  if (!outcome.ok) throw new Error(`Run ${operationId} was refused: ${outcome.code}.`);
}

/**
 * States all charges of a district's month that no valid statement carries, and notes the result on the operation. Runs of one
 * district take turns at the row that counts its numbers, so the second finds nothing left. A dry run only counts.
 */
export async function stateRun(tx: Tx, context: CommandContext, operationId: string): Promise<Outcome<undefined>> {
  const input = await loadRunForUpdate(tx, operationId);
  if (!input) return done(undefined);
  const { districtId, period, dryRun } = input;
  const district = await findDistrict(tx, context.reach, districtId);
  if (!district) return refuse('not-found');
  const window = periodWindow(district.zone, period);
  if (dryRun) {
    const previous = periodWindow(district.zone, addPeriods(period, -1));
    const organisations = await forecastRun(tx, { payeeId: districtId, window, previous });
    const stated = organisations.filter((one) => one.chargeCount > 0);
    const result = {
      statements: [],
      count: stated.length,
      totalFen: sumOf(stated),
      dryRun,
      districtId,
      period,
      organisations,
    };
    await finishRun(tx, operationId, result, context.now);
    return done(undefined);
  }
  const year = Number(period.slice(0, 4));
  const last = await takeNumbers(tx, { payeeId: districtId, series: 'statement', year }, 0);
  const made = await stateCharges(
    tx,
    {
      payeeId: districtId,
      period,
      window,
      year,
      numberHead: numberHead(district.slug, 'statement', year),
      last,
      operationId,
    },
    context.now,
  );
  const statements = made.map((one) => one.id);
  const result = { statements, count: statements.length, totalFen: sumOf(made), dryRun, districtId, period };
  await finishRun(tx, operationId, result, context.now);
  return done(undefined);
}

function sumOf(parts: readonly { totalFen: number }[]): number {
  return parts.reduce((sum, part) => sum + part.totalFen, 0);
}
