import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { issueStatement } from '@guanyi/commands/statements/issue-statement';
import { requestStatements, stateRun } from '@guanyi/commands/statements/run-statements';
import type { Database } from '@guanyi/db/client';
import { type ChargeSpec, createCharges } from './factories/charges.ts';
import { asPerson, type Person } from './factories/world.ts';

export interface StatementSpec {
  finance: Person;
  labId: string;
  instrumentId: string;
  organisationId: string;
  /** `YYYY-MM`; a month for each statement of a customer. */
  period: string;
  /** Of one charge each, without tax. */
  amountsFen: readonly number[];
  kind?: ChargeSpec['kind'];
  /** The instant of run and issue. */
  now: number;
  isDraft?: boolean;
}

/** A statement of a customer for one month, issued unless it is to stay a draft. */
export async function createStatement(
  database: Database,
  spec: StatementSpec,
): Promise<{ id: string; number: string; totalFen: number }> {
  const districtId = spec.finance.organisationId;
  const place = { districtId, labId: spec.labId, instrumentId: spec.instrumentId, organisationId: spec.organisationId };
  const occurredAt = Date.parse(`${spec.period}-10T02:00:00Z`);
  const charges = spec.amountsFen.map((amountFen) => ({
    ...place,
    ...{ occurredAt, amountsFen: [amountFen], taxCategory: 'exempt' as const },
    ...(spec.kind ? { kind: spec.kind } : {}),
  }));
  await createCharges(database, charges);
  const context = asPerson(spec.finance, spec.now);
  const asked = await execute(database, context, requestStatements, { districtId, period: spec.period, dryRun: false });
  if (!asked.ok) throw new Error(`No run: ${asked.code}`);
  await execute(database, systemContext(spec.now), stateRun, asked.value.operationId);
  const [row] = await database.sql<{ id: string; number: string; totalFen: number }[]>`
    SELECT id, number, total_fen AS "totalFen" FROM statements
    WHERE operation_id = ${asked.value.operationId} AND organisation_id = ${spec.organisationId}`;
  if (!row) throw new Error('The run made no statement for the customer.');
  if (spec.isDraft) return row;
  const issued = await execute(database, context, issueStatement, { statementId: row.id });
  if (!issued.ok) throw new Error(`Not issued: ${issued.code}`);
  return row;
}
