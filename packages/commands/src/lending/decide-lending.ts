import type { Tx } from '@guanyi/db/client';
import { loadLendingByKey } from '@guanyi/db/lending/lendings';
import { releaseClaim } from '@guanyi/db/scheduling/claims';
import { loadWorkCalendar } from '@guanyi/db/scheduling/facts';
import { localDay } from '@guanyi/domain/kernel/local-time';
import { DAY_MS } from '@guanyi/domain/kernel/window';
import { addWorkingDays } from '@guanyi/domain/kernel/working-days';
import type { EndedChain, Follows } from '../approvals/follows.ts';
import type { CommandContext } from '../context.ts';
import { move } from './change-lending.ts';
import { drawUpContract } from './draw-up-contract.ts';

/** What follows for a loan or a lease: the contract and the day by which it is to be filed, or its days are free again. */
export const lendingFollows: Follows = {
  async approved(tx, context, chain) {
    const lending = await loadLendingByKey(tx, chain.labId, chain.subjectId);
    const filingDueOn = await filingDay(tx, context, chain, lending.zone);
    const outcome = await move(tx, context, lending, 'approve', { changes: { filingDueOn } });
    // A request whose last day has passed meanwhile lapses by itself; there is nothing left to approve.
    if (!outcome.ok) return;
    await drawUpContract(tx, context, outcome.value);
  },
  async declined(tx, context, chain) {
    const lending = await loadLendingByKey(tx, chain.labId, chain.subjectId);
    const changes = { decisionReason: chain.comment };
    const outcome = await move(tx, context, lending, 'decline', { note: chain.comment, changes });
    if (outcome.ok) await releaseClaim(tx, lending.labId, lending.id);
  },
};

/** The last of the working days within which an approved disposal is to be filed; null where nothing is filed. */
async function filingDay(
  tx: Tx,
  { now }: CommandContext,
  { filingWorkingDays }: EndedChain,
  zone: string,
): Promise<string | null> {
  if (filingWorkingDays === null) return null;
  const calendar = await loadWorkCalendar(tx, { from: now, until: now + (2 * filingWorkingDays + 31) * DAY_MS });
  return addWorkingDays(calendar, localDay(zone, now), filingWorkingDays).day;
}
