import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { fen, id, idText, localized, text } from '../shapes.ts';
import { payment } from './schemas.ts';

const aboveZero = fen.min(1);

export const allocatePayment = defineEndpoint({
  operationId: 'allocatePayment',
  method: 'POST',
  path: '/payments/{paymentId}/allocate',
  summary: 'Give parts of a payment to issued statements; what is left over stays unallocated',
  params: z.strictObject({ paymentId: id }),
  body: z.strictObject({
    allocations: z
      .array(z.strictObject({ statementId: id, amountFen: aboveZero }))
      .min(1)
      .max(200),
  }),
  responses: { 200: payment },
  problems: [
    'not-found',
    'state-conflict',
    'exceeds-unallocated',
    'exceeds-outstanding',
    'payer-mismatch',
    'period-closed',
  ],
  roles: ['finance'],
  scope: 'district',
});

export const reverseAllocation = defineEndpoint({
  operationId: 'reverseAllocation',
  method: 'POST',
  path: '/payments/{paymentId}/allocations/{allocationId}/reverse',
  summary: 'Take back what a payment gave to a statement: the money is free again and the statement wants it again',
  params: z.strictObject({ paymentId: id, allocationId: id }),
  body: z.strictObject({ reason: text(500, 1) }),
  responses: { 200: payment },
  problems: ['not-found', 'state-conflict', 'period-closed'],
  roles: ['finance'],
  scope: 'district',
});

const part = z.object({ statementId: idText, number: z.string(), amountFen: fen });

const reason = z.object({
  code: z.enum([
    'number',
    'numberShort',
    'amountEqual',
    'amountOfSeveral',
    'amountLess',
    'amountMore',
    'payerEqual',
    'payerSimilar',
    'payerOther',
    'sameAmountElsewhere',
  ]),
  /** Something to look at, rather than something that speaks for it. */
  isDoubt: z.boolean(),
  /** Fen short or over, or how many others have the same amount. */
  value: z.int().optional(),
});

const openStatement = z.object({
  statementId: idText,
  number: z.string(),
  organisation: z.object({ id: idText, name: localized }),
  period: z.string(),
  dueOn: z.iso.date().optional(),
  outstandingFen: fen,
});

export const suggestPaymentMatches = defineEndpoint({
  operationId: 'suggestPaymentMatches',
  method: 'GET',
  path: '/payments/{paymentId}/matches',
  summary: 'Statements that a payment may have paid, best first, each with what speaks for it and what against',
  params: z.strictObject({ paymentId: id }),
  responses: {
    200: z.object({
      suggestions: z.array(z.object({ allocations: z.array(part), reasons: z.array(reason), isCertain: z.boolean() })),
      /** Statements that wait for money, of the payer where it is known; due first in front, at most 500. */
      open: z.array(openStatement),
    }),
  },
  problems: ['not-found'],
  roles: ['finance', 'assetOfficer', 'hqReviewer', 'auditor', 'platformAdmin'],
  scope: 'district',
});

const buckets = {
  /** Not due yet. */
  currentFen: fen,
  days30Fen: fen,
  days60Fen: fen,
  days90Fen: fen,
  /** More than 90 days late. */
  olderFen: fen,
  totalFen: fen,
};

export const getAgeingReport = defineEndpoint({
  operationId: 'getAgeingReport',
  method: 'GET',
  path: '/reports/ageing',
  summary: 'What customers owe by how long it has been due, today in the zone of the payee; the latest first',
  query: z.strictObject({ districtId: id.optional(), organisationId: id.optional() }),
  responses: {
    200: z.object({
      asOf: z.iso.date(),
      items: z.array(
        z.object({
          payeeId: idText,
          organisation: z.object({ id: idText, name: localized }),
          ...buckets,
          /** Day of payment of the oldest statement that is not paid. */
          oldestDueOn: z.iso.date().optional(),
          statementCount: z.int(),
          /** The last step of reminding, 1 to 3; missing when nobody was reminded. */
          remindedStep: z.int().optional(),
        }),
      ),
      total: z.object(buckets),
    }),
  },
  problems: [],
  roles: ['finance', 'assetOfficer', 'hqReviewer', 'auditor', 'platformAdmin'],
  scope: 'district',
});

export const allocationEndpoints = { allocatePayment, reverseAllocation, suggestPaymentMatches, getAgeingReport };
