import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { cursorId, cursorInstant, day, fen, id, line, pageOf, pageQuery, queryFlag, text } from '../shapes.ts';
import { bankImport, payment, paymentMethod, paymentStatus } from './schemas.ts';

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

const aboveZero = fen.min(1);

export const recordPayment = defineEndpoint({
  operationId: 'recordPayment',
  method: 'POST',
  path: '/payments',
  summary: 'Record money that has come in; the day it was received decides the period of the books',
  body: z.strictObject({
    organisationId: id,
    amountFen: aboveZero,
    receivedOn: day,
    /** The number of the entry at the bank; with the payer it names the receipt. */
    reference: line(100),
    method: paymentMethod.default('bankTransfer'),
    /** As the bank prints it; the name of the organisation when left out. */
    payer: line(200).optional(),
    payerAccount: line(64).optional(),
    remark: text(500).optional(),
    /** For people who work for more than one district. */
    districtId: id.optional(),
  }),
  responses: { 201: payment },
  problems: ['not-found', 'already-exists', 'period-closed'],
  roles: ['finance'],
  scope: 'district',
});

export const importBankReceipts = defineEndpoint({
  operationId: 'importBankReceipts',
  method: 'POST',
  path: '/payments/imports',
  summary:
    'Enter a bank’s CSV export; a file of ordinary size is done when the answer comes, else follow the operation',
  body: z.strictObject({ districtId: id.optional() }),
  multipart: true,
  responses: { 202: bankImport },
  problems: ['not-found', 'too-large', 'unsupported-media-type', 'unreadable-file', 'period-closed'],
  roles: ['finance'],
  scope: 'district',
});

export const listPayments = defineEndpoint({
  operationId: 'listPayments',
  method: 'GET',
  path: '/payments',
  summary: 'Payments within reach with where their money went, newest first',
  query: z.strictObject({
    organisationId: id.optional(),
    payeeId: id.optional(),
    importId: id.optional(),
    status: paymentStatus.optional(),
    /** `true` for whatever has something left to allocate. */
    hasFree: queryFlag.optional(),
    receivedFrom: day.optional(),
    receivedUntil: day.optional(),
    q: line(100).optional(),
    ...pageQuery(z.tuple([cursorInstant, cursorId])),
  }),
  responses: { 200: pageOf(payment) },
  problems: ['invalid-cursor'],
  roles: readers,
  scope: 'organisation',
});

export const getPayment = defineEndpoint({
  operationId: 'getPayment',
  method: 'GET',
  path: '/payments/{paymentId}',
  summary: 'One payment with where its money went',
  params: z.strictObject({ paymentId: id }),
  responses: { 200: payment },
  problems: ['not-found'],
  roles: ['finance', 'orgFinance', 'orgAdmin', 'booker', 'assetOfficer', 'hqReviewer', 'auditor', 'platformAdmin'],
  scope: 'organisation',
});

export const refundPayment = defineEndpoint({
  operationId: 'refundPayment',
  method: 'POST',
  path: '/payments/{paymentId}/refund',
  summary: 'Give back what a payment has too much; never more than is unallocated',
  params: z.strictObject({ paymentId: id }),
  body: z.strictObject({ amountFen: aboveZero, reason: text(500, 1) }),
  responses: { 200: payment },
  problems: ['not-found', 'exceeds-unallocated', 'period-closed'],
  roles: ['finance'],
  scope: 'district',
});

export const paymentsEndpoints = { recordPayment, importBankReceipts, listPayments, getPayment, refundPayment };
