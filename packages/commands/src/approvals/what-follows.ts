import type { StoredChain, SubjectType } from '@guanyi/db/approvals/chains';
import type { Tx } from '@guanyi/db/client';
import type { CommandContext } from '../context.ts';
import { equityFollows } from '../equity/approval-chain.ts';

/** What a subject does when its chain has ended, in the transaction of the last decision. Neither may refuse: a bug throws. */
export interface Follows {
  approved(tx: Tx, context: CommandContext, chain: ApprovedChain): Promise<void>;
  declined(tx: Tx, context: CommandContext, chain: ApprovedChain & { comment: string | null }): Promise<void>;
}

export type ApprovedChain = Pick<
  StoredChain,
  'labId' | 'id' | 'subjectType' | 'subjectId' | 'districtId' | 'organisationId' | 'userId' | 'filingWorkingDays'
>;

const nothing: Follows = { approved: async () => {}, declined: async () => {} };

/** What follows from the end of a chain, by what it was about: the one table. */
export const whatFollows: Record<SubjectType, Follows> = {
  loan: nothing,
  lease: nothing,
  loanExtension: nothing,
  leaseExtension: nothing,
  equityCase: equityFollows,
};
