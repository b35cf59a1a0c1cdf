import type { Tx } from '@guanyi/db/client';
import { findEquityRules, loadIdleCasesForUpdate } from '@guanyi/db/equity/store';
import { localDay } from '@guanyi/domain/kernel/local-time';
import { type CommandContext, done, type Outcome } from '../context.ts';
import { stepCase } from './change-case.ts';

/**
 * Time's own work: cases that nobody took further lapse. Called by the sweeper; what it missed while it was down it finds on
 * its next run. @returns how many it ended; at `limit` there may be more.
 */
export async function lapseIdleCases(
  tx: Tx,
  context: CommandContext,
  { limit }: { limit: number },
): Promise<Outcome<{ ended: number }>> {
  const idle = await loadIdleCasesForUpdate(tx, context.now, limit);
  for (const loaded of idle) {
    const today = localDay(loaded.zone, context.now);
    const lapsed = await stepCase(tx, context, { loaded, today, rules: await findEquityRules(tx, today) }, {}, 'lapse');
    if (!lapsed.ok) throw new Error(`Equity case ${loaded.id} is due and cannot lapse: ${lapsed.code}.`);
  }
  return done({ ended: idle.length });
}
