import type { SubjectType } from '@guanyi/db/approvals/chains';
import { equityFollows } from '../equity/approval-chain.ts';
import { lendingFollows } from '../lending/decide-lending.ts';
import { extensionFollows } from '../lending/request-extension.ts';
import type { Follows } from './follows.ts';

/** What follows from the end of a chain, by what it was about: the one table. */
export const whatFollows: Record<SubjectType, Follows> = {
  loan: lendingFollows,
  lease: lendingFollows,
  loanExtension: extensionFollows,
  leaseExtension: extensionFollows,
  equityCase: equityFollows,
};
