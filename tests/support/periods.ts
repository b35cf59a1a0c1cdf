import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { closePeriod, reopenPeriod } from '@guanyi/commands/ledger/change-period';
import type { Database } from '@guanyi/db/client';
import { wednesdayMorning } from './factories/world.ts';

/** Closes or opens a month of a district's books; fails when it is so already. */
export async function setPeriod(
  database: Database,
  districtId: string,
  period: string,
  status: 'open' | 'closed',
): Promise<void> {
  const command = status === 'closed' ? closePeriod : reopenPeriod;
  const outcome = await execute(database, systemContext(wednesdayMorning), command, { districtId, period });
  if (!outcome.ok) throw new Error(`refused: ${outcome.code}`);
}
