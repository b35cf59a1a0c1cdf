import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { issueStatement } from '@guanyi/commands/statements/issue-statement';
import { requestStatements, stateRun } from '@guanyi/commands/statements/run-statements';
import type { Database } from '@guanyi/db/client';
import { newId } from '@guanyi/platform/ids';

/** Makes the statements of a district's month and issues all but the last, or all. @returns their ids in the order of their numbers. */
export async function stateMonth(
  database: Database,
  districtId: string,
  period: string,
  now: number,
  { keepsDraft = true }: { keepsDraft?: boolean } = {},
): Promise<string[]> {
  const system = systemContext(now);
  const context = { ...system, reach: { ...system.reach, userId: newId() } };
  const asked = await execute(database, context, requestStatements, { districtId, period, dryRun: false });
  if (!asked.ok) throw new Error(`No run: ${asked.code}`);
  await execute(database, system, stateRun, asked.value.operationId);
  const rows = await database.sql<{ id: string }[]>`
    SELECT id FROM statements WHERE operation_id = ${asked.value.operationId} ORDER BY sequence`;
  const ids = rows.map((row) => row.id);
  for (const statementId of ids.slice(0, keepsDraft ? -1 : undefined))
    await execute(database, context, issueStatement, { statementId });
  return ids;
}
