import { loadLendingByKey } from '@guanyi/db/lending/lendings';
import { releaseClaim } from '@guanyi/db/scheduling/claims';
import type { Follows } from '../approvals/follows.ts';
import { openFiling } from '../approvals/open-filing.ts';
import { move } from './change-lending.ts';
import { pushOthersAside } from './displace.ts';
import { drawUpContract } from './draw-up-contract.ts';

/** What follows for a loan or a lease: the contract and the day by which it is to be filed, or its days are free again. */
export const lendingFollows: Follows = {
  async approved(tx, context, chain) {
    const lending = await loadLendingByKey(tx, chain.labId, chain.subjectId);
    const outcome = await move(tx, context, lending, 'approve');
    // A request whose last day has passed meanwhile lapses by itself; there is nothing left to approve.
    if (!outcome.ok) return;
    await pushOthersAside(tx, context, outcome.value);
    await openFiling(tx, context, chain, { ...lending, type: lending.kind });
    await drawUpContract(tx, context, outcome.value);
  },
  async declined(tx, context, chain) {
    const lending = await loadLendingByKey(tx, chain.labId, chain.subjectId);
    const changes = { decisionReason: chain.comment };
    const outcome = await move(tx, context, lending, 'decline', { note: chain.comment, changes });
    if (outcome.ok) await releaseClaim(tx, lending.labId, lending.id);
  },
};
