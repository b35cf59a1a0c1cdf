import { z } from 'zod';
import { defineEndpoint, media } from '../endpoint.ts';
import {
  cursorId,
  cursorInstant,
  id,
  idText,
  instantText,
  line,
  pageOf,
  pageQuery,
  signedFen,
  stamps,
} from '../shapes.ts';
import { periodText } from '../statements/schemas.ts';

const readers = ['finance', 'hqReviewer', 'auditor', 'platformAdmin'] as const;
/** Who works for one district need not name it. */
const districtId = id.optional();

const account = z.object({
  accountId: idText,
  kind: z.string(),
  name: z.string(),
  ownerId: idText,
  /** The loan, voucher or programme, for accounts that an owner has several of. */
  scopeId: idText.optional(),
  debitFen: signedFen,
  creditFen: signedFen,
  balanceFen: signedFen,
});

const transfer = z.object({
  ...stamps,
  debitAccountId: idText,
  debitName: z.string(),
  creditAccountId: idText,
  creditName: z.string(),
  amountFen: signedFen,
  kind: z.string(),
  /** The kind in words. */
  title: z.string(),
  reference: z.string(),
  day: z.string(),
  period: z.string(),
  state: z.enum(['pending', 'posted', 'voided']),
  resolvesId: idText.optional(),
  reversesId: idText.optional(),
});

const period = z.object({
  version: z.int(),
  createdAt: instantText,
  updatedAt: instantText,
  districtId: idText,
  period: z.string(),
  status: z.enum(['open', 'closed']),
});

/** What a month still waits for before it can be closed with a good conscience; closing does not depend on it. */
const periodState = period.extend({
  unstatedCharges: z.int(),
  draftStatements: z.int(),
  outstandingFen: signedFen,
});

export const getTrialBalance = defineEndpoint({
  operationId: 'getTrialBalance',
  method: 'GET',
  path: '/ledger/trial-balance',
  summary: 'All money accounts of a district; debits and credits are equal',
  query: z.strictObject({ districtId }),
  responses: {
    200: z.object({
      districtId: idText,
      accounts: z.array(account),
      totals: z.object({ debitFen: signedFen, creditFen: signedFen, balanceFen: signedFen }),
    }),
  },
  problems: ['not-found'],
  roles: readers,
  scope: 'district',
});

export const listTransfers = defineEndpoint({
  operationId: 'listTransfers',
  method: 'GET',
  path: '/ledger/transfers',
  summary: 'The journal of a district, newest first',
  query: z.strictObject({
    districtId,
    accountId: id.optional(),
    kind: line(40).optional(),
    reference: line(200).optional(),
    period: periodText.optional(),
    ...pageQuery(z.tuple([cursorInstant, cursorId])),
  }),
  responses: { 200: pageOf(transfer) },
  problems: ['not-found', 'invalid-cursor'],
  roles: readers,
  scope: 'district',
});

export const exportJournal = defineEndpoint({
  operationId: 'exportJournal',
  method: 'GET',
  path: '/ledger/journal',
  summary: 'The journal of one month as CSV, in the order of its making',
  query: z.strictObject({ districtId, period: periodText }),
  responses: { 200: media('text/csv') },
  problems: ['not-found'],
  roles: readers,
  scope: 'district',
});

export const listPeriods = defineEndpoint({
  operationId: 'listPeriods',
  method: 'GET',
  path: '/ledger/periods',
  summary: 'The last months of a district with what each still waits for, latest first',
  query: z.strictObject({ districtId }),
  responses: { 200: z.object({ items: z.array(periodState) }) },
  problems: ['not-found'],
  roles: readers,
  scope: 'district',
});

const change = {
  method: 'POST',
  params: z.strictObject({ period: periodText }),
  /** The month stands in the path; said again, it has to be the same. */
  body: z.strictObject({ districtId: id, period: periodText.optional() }),
  responses: { 200: period },
  problems: ['not-found', 'state-conflict'],
  scope: 'district',
} as const;

export const closePeriod = defineEndpoint({
  ...change,
  operationId: 'closePeriod',
  path: '/ledger/periods/{period}/close',
  summary: 'Close a month: it takes no transfer any more',
  roles: ['finance'],
});

export const reopenPeriod = defineEndpoint({
  ...change,
  operationId: 'reopenPeriod',
  path: '/ledger/periods/{period}/reopen',
  summary: 'Open a closed month again',
  roles: ['finance', 'hqReviewer'],
});

export const ledgerEndpoints = {
  getTrialBalance,
  listTransfers,
  exportJournal,
  listPeriods,
  closePeriod,
  reopenPeriod,
};
