import { z } from 'zod';
import { defineEndpoint, media } from '../endpoint.ts';
import { operation } from '../platform/schemas.ts';
import { cursorId, cursorInstant, fen, id, line, pageOf, pageQuery, text } from '../shapes.ts';
import { creditNote, periodText, statement, statementStatus } from './schemas.ts';

const readers = [
  'finance',
  'orgFinance',
  'orgAdmin',
  'booker',
  'keeper',
  'labManager',
  'assetOfficer',
  'hqReviewer',
  'auditor',
  'platformAdmin',
] as const;

const params = z.strictObject({ statementId: id });
/** Without a body a transition is asked for as it is. */
const optionalReference = line(100).optional();

export const runStatements = defineEndpoint({
  operationId: 'runStatements',
  method: 'POST',
  path: '/statement-runs',
  summary: 'State every charge of a month that no statement carries yet, or only count them',
  body: z.strictObject({ districtId: id, period: periodText, dryRun: z.boolean().optional() }),
  responses: { 202: operation },
  problems: ['not-found'],
  roles: ['finance'],
  scope: 'district',
});

export const listStatements = defineEndpoint({
  operationId: 'listStatements',
  method: 'GET',
  path: '/statements',
  summary: 'Statements within reach, newest first',
  query: z.strictObject({
    organisationId: id.optional(),
    payeeId: id.optional(),
    districtId: id.optional(),
    period: periodText.optional(),
    status: statementStatus.optional(),
    ...pageQuery(z.tuple([cursorInstant, cursorId])),
  }),
  responses: { 200: pageOf(statement) },
  problems: ['invalid-cursor'],
  roles: readers,
  scope: 'organisation',
});

export const getStatement = defineEndpoint({
  operationId: 'getStatement',
  method: 'GET',
  path: '/statements/{statementId}',
  summary: 'A statement with its charges and credit notes',
  params,
  responses: { 200: statement },
  problems: ['not-found'],
  roles: readers,
  scope: 'organisation',
});

export const issueStatement = defineEndpoint({
  operationId: 'issueStatement',
  method: 'POST',
  path: '/statements/{statementId}/issue',
  summary: 'Issue a draft: it is owed from now on and never changes again',
  params,
  body: z.strictObject({ taxInvoiceRef: optionalReference, remittanceRef: optionalReference }),
  responses: { 200: statement },
  problems: ['not-found', 'state-conflict', 'period-closed'],
  roles: ['finance'],
  scope: 'district',
  ifMatch: true,
});

export const updateStatement = defineEndpoint({
  operationId: 'updateStatement',
  method: 'PATCH',
  path: '/statements/{statementId}',
  summary:
    'Note the tax invoice and the remittance of an issued statement, until the month of its issue is closed; nothing else of it ever changes',
  params,
  body: z.strictObject({
    taxInvoiceRef: line(100).nullable().optional(),
    remittanceRef: line(100).nullable().optional(),
  }),
  responses: { 200: statement },
  problems: ['not-found', 'state-conflict', 'period-closed'],
  roles: ['finance'],
  scope: 'district',
  ifMatch: true,
});

export const voidStatement = defineEndpoint({
  operationId: 'voidStatement',
  method: 'POST',
  path: '/statements/{statementId}/void',
  summary: 'Call a draft off; its charges may be stated again',
  params,
  body: z.strictObject({ reason: text(1_000, 1) }),
  responses: { 200: statement },
  problems: ['not-found', 'state-conflict', 'period-closed'],
  roles: ['finance'],
  scope: 'district',
  ifMatch: true,
});

export const getStatementFile = defineEndpoint({
  operationId: 'getStatementFile',
  method: 'GET',
  path: '/statements/{statementId}/file',
  summary: 'A statement as PDF/A in the language asked for, or as a worksheet',
  params,
  query: z.strictObject({ format: z.enum(['pdf', 'xlsx']).default('pdf') }),
  responses: {
    200: media('application/pdf', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
  },
  problems: ['not-found'],
  roles: readers,
  scope: 'organisation',
});

export const createCreditNote = defineEndpoint({
  operationId: 'createCreditNote',
  method: 'POST',
  path: '/statements/{statementId}/credit-notes',
  summary: 'Take back part of an issued statement; amounts are before tax, and their tax goes back with them',
  params,
  body: z.strictObject({
    lines: z
      .array(z.strictObject({ chargeId: id, amountFen: fen.min(1) }))
      .min(1)
      .max(500),
    reason: text(1_000, 1),
  }),
  responses: { 201: creditNote },
  problems: ['not-found', 'state-conflict', 'credit-out-of-range', 'period-closed'],
  roles: ['finance'],
  scope: 'district',
});

export const getCreditNoteFile = defineEndpoint({
  operationId: 'getCreditNoteFile',
  method: 'GET',
  path: '/statements/{statementId}/credit-notes/{creditNoteId}/file',
  summary: 'A credit note as PDF/A in the language asked for',
  params: z.strictObject({ statementId: id, creditNoteId: id }),
  query: z.strictObject({ format: z.enum(['pdf']).default('pdf') }),
  responses: { 200: media('application/pdf') },
  problems: ['not-found'],
  roles: readers,
  scope: 'organisation',
});

export const statementEndpoints = {
  runStatements,
  listStatements,
  getStatement,
  issueStatement,
  updateStatement,
  voidStatement,
  getStatementFile,
  createCreditNote,
  getCreditNoteFile,
};
