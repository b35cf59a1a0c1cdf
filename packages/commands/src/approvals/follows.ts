import type { StoredChain } from '@guanyi/db/approvals/chains';
import type { Tx } from '@guanyi/db/client';
import type { CommandContext } from '../context.ts';

/** What a subject does when its chain has ended, in the transaction of the last decision. Neither may refuse: a bug throws. */
export interface Follows {
  approved(tx: Tx, context: CommandContext, chain: EndedChain): Promise<void>;
  declined(tx: Tx, context: CommandContext, chain: EndedChain & { comment: string | null }): Promise<void>;
}

export type EndedChain = Pick<
  StoredChain,
  'labId' | 'id' | 'subjectType' | 'subjectId' | 'districtId' | 'organisationId' | 'userId' | 'filingWorkingDays'
>;
