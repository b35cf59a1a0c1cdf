import type { Tx } from '@guanyi/db/client';
import { adoptClaim, answerExtension, insertExtension } from '@guanyi/db/lending/extensions';
import { findLendingInstrument } from '@guanyi/db/lending/facts';
import { listTermsOfCustomer, loadLendingByKey, lockCustomerTerms } from '@guanyi/db/lending/lendings';
import { releaseClaim } from '@guanyi/db/scheduling/claims';
import { aggregate } from '@guanyi/domain/approvals/aggregate';
import { addDays, startOfDay } from '@guanyi/domain/kernel/local-time';
import { lendingStatusAt } from '@guanyi/domain/lending/lending';
import { AGGREGATION_GAP_DAYS, judgeTerm } from '@guanyi/domain/lending/term';
import { newId } from '@guanyi/platform/ids';
import type { Follows } from '../approvals/follows.ts';
import { openApprovals } from '../approvals/open-approvals.ts';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { type LendingChange, loadForChange, move, note, stateConflict } from './change-lending.ts';
import { explain, modeOf } from './request-lending.ts';
import { takeDays } from './take-days.ts';

/**
 * Asks for a later last day of what has been handed over. The further days must be free (`slot-taken`) and are occupied from now on;
 * the chain decides about them only. One extension waits for an answer at a time.
 */
export async function requestExtension(
  tx: Tx,
  context: CommandContext,
  input: LendingChange & { lastDay: string; reason: string },
): Promise<Outcome<{ id: string }>> {
  const loaded = await loadForChange(tx, context, input);
  if (!loaded.ok) return loaded;
  const lending = loaded.value;
  if (lendingStatusAt(lending, context.now) !== 'handedOver') return stateConflict(lending, context.now);
  if (input.lastDay <= lending.lastDay) return refuse('invalid-window');
  const instrument = await findLendingInstrument(tx, lending.kind, lending.instrumentId);
  if (!instrument) throw new Error(`Instrument ${lending.instrumentId} is gone.`);
  await lockCustomerTerms(tx, lending.organisationId);
  const others = await listTermsOfCustomer(tx, { organisationId: lending.organisationId, exceptId: lending.id });
  const term = { ...lending, lastDay: input.lastDay };
  const unfit = judgeTerm({ ...term, today: term.firstDay }, { ...instrument, isOffered: true }, others);
  if (unfit) return explain(unfit);
  const id = newId();
  const until = startOfDay(lending.zone, addDays(input.lastDay, 1));
  const kind = lending.kind === 'loan' ? ('loan' as const) : ('termLease' as const);
  const taken = await takeDays(tx, context, { ...lending, claimId: id, kind, from: lending.until, until });
  if (taken) return taken;
  const userId = context.reach.userId ?? lending.userId;
  const extension = { labId: lending.labId, lendingId: lending.id, id, lastDay: input.lastDay, until };
  const isOnly = await insertExtension(tx, { ...extension, reason: input.reason, userId, createdAt: context.now });
  if (!isOnly) return refuse('already-exists');
  const mine = others.filter((other) => other.kind === lending.kind && other.districtId === lending.districtId);
  await openApprovals(tx, context, {
    ...lending,
    subjectType: lending.kind === 'loan' ? 'loanExtension' : 'leaseExtension',
    subjectId: lending.id,
    subjectNumber: lending.number,
    ...modeOf(lending.kind),
    ...aggregate(term, mine, AGGREGATION_GAP_DAYS),
  });
  await note(tx, context, lending, 'requestExtension', { note: input.reason || null });
  return done({ id: lending.id });
}

/** What follows for an extension: its days belong to the loan or lease, or are free again. */
export const extensionFollows: Follows = {
  async approved(tx, context, chain) {
    const lending = await loadLendingByKey(tx, chain.labId, chain.subjectId);
    const status = lendingStatusAt(lending, context.now);
    const isOut = status === 'handedOver' || status === 'overdue';
    const extension = await answerExtension(tx, lending, isOut ? 'approved' : 'declined', context.now);
    if (!extension) return;
    // Taken back meanwhile: nothing is left to extend.
    if (!isOut) return releaseClaim(tx, chain.labId, extension.id);
    await adoptClaim(tx, extension);
    const changes = { lastDay: extension.lastDay, until: extension.until };
    if (lending.status === 'overdue' && context.now < extension.until)
      await move(tx, context, lending, 'extend', { changes });
    else await note(tx, context, lending, 'extend', { note: extension.lastDay, changes });
  },
  async declined(tx, context, chain) {
    const lending = await loadLendingByKey(tx, chain.labId, chain.subjectId);
    const extension = await answerExtension(tx, lending, 'declined', context.now);
    if (!extension) return;
    await releaseClaim(tx, chain.labId, extension.id);
    await note(tx, context, lending, 'declineExtension', { note: chain.comment });
  },
};
