import type { Tx } from '@guanyi/db/client';
import { sumContributedValues } from '@guanyi/db/equity/proposal';
import { findLabOfCase, type LoadedEquityCase } from '@guanyi/db/equity/store';
import type { Follows } from '../approvals/follows.ts';
import { openApprovals } from '../approvals/open-approvals.ts';
import { openFiling } from '../approvals/open-filing.ts';
import { withdrawApprovals } from '../approvals/withdraw-approvals.ts';
import { type CommandContext, systemContext } from '../context.ts';
import { changeCase } from './change-case.ts';

/**
 * Asks the chain that the policies choose for a case: by the original values of all instruments that this customer is taking
 * into ventures of the district (X1), for a stake has no end and so overlaps with every other.
 */
export async function openChain(tx: Tx, context: CommandContext, submitted: LoadedEquityCase): Promise<void> {
  const { labId, districtId, instrumentId, organisationId, userId, zone } = submitted;
  await openApprovals(tx, context, {
    ...{ labId, districtId, instrumentId, organisationId, userId, zone },
    subjectType: 'equityCase',
    subjectId: submitted.id,
    subjectNumber: submitted.number,
    mode: 'equity',
    form: null,
    valueFen: await sumContributedValues(tx, submitted),
    days: 0,
  });
}

/**
 * Takes the chain of a case back, before the case itself is locked: a decision locks the chain first too, so that two at once cannot
 * lock each other out. When the step is refused afterwards, this is rolled back with it.
 */
export async function withdrawChain(tx: Tx, context: CommandContext, caseId: string): Promise<void> {
  const labId = await findLabOfCase(tx, context.reach, caseId);
  if (labId) await withdrawApprovals(tx, context, { labId, subjectType: 'equityCase', subjectId: caseId });
}

/** What an approval chain does to its equity case: approved, it may be published and is to be filed; declined, it has ended. */
export const equityFollows: Follows = {
  async approved(tx, context, chain) {
    const approved = await follow(tx, context, chain.subjectId, 'approve', null);
    await openFiling(tx, context, chain, { ...approved, type: 'equityCase' });
  },
  async declined(tx, context, chain) {
    await follow(tx, context, chain.subjectId, 'decline', chain.comment);
  },
};

/** The chain has decided whoever its last approver is, so the case is found whatever that person sees. */
async function follow(
  tx: Tx,
  context: CommandContext,
  caseId: string,
  verb: 'approve' | 'decline',
  comment: string | null,
): Promise<LoadedEquityCase> {
  const reach = { ...systemContext(context.now).reach, userId: context.reach.userId };
  const outcome = await changeCase(tx, { ...context, reach }, { caseId, note: comment ?? undefined }, verb);
  if (!outcome.ok) throw new Error(`Equity case ${caseId} cannot ${verb}: ${outcome.code}.`);
  return outcome.value;
}
