import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { cursorId, cursorInstant, id, instant, line, pageOf, pageQuery, signedFen, text } from '../shapes.ts';
import { charge, chargeKind } from './schemas.ts';

const byTime = z.tuple([cursorInstant, cursorId]);
const params = z.strictObject({ chargeId: id });

export const listCharges = defineEndpoint({
  operationId: 'listCharges',
  method: 'GET',
  path: '/charges',
  summary: 'Charges within reach, newest first',
  query: z.strictObject({
    bookingId: id.optional(),
    usageRecordId: id.optional(),
    refersToChargeId: id.optional(),
    leaseId: id.optional(),
    loanId: id.optional(),
    kind: chargeKind.optional(),
    instrumentId: id.optional(),
    labId: id.optional(),
    organisationId: id.optional(),
    from: instant.optional(),
    until: instant.optional(),
    ...pageQuery(byTime),
  }),
  responses: { 200: pageOf(charge) },
  problems: ['invalid-cursor'],
  roles: [
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
  ],
  scope: 'organisation',
});

export const adjustCharge = defineEndpoint({
  operationId: 'adjustCharge',
  method: 'POST',
  path: '/charges/{chargeId}/adjust',
  summary: 'Change what is owed by a further charge that refers to the first, never below what is left of it',
  params,
  body: z.strictObject({
    amountFen: signedFen.refine((amount) => amount !== 0, { params: { code: 'zero' } }),
    reason: text(2_000, 1),
  }),
  responses: { 201: charge },
  problems: ['not-found', 'adjustment-out-of-range', 'not-adjustable'],
  roles: ['finance'],
  scope: 'district',
  ifMatch: true,
});

export const waiveCharge = defineEndpoint({
  operationId: 'waiveCharge',
  method: 'POST',
  path: '/charges/{chargeId}/waive',
  summary: 'Take off all that is left of a charge, tax included, by a further charge that refers to it',
  params,
  body: z.strictObject({ reason: text(2_000, 1) }),
  responses: { 201: charge },
  problems: ['not-found', 'state-conflict', 'not-adjustable'],
  roles: ['finance'],
  scope: 'district',
  ifMatch: true,
});

const share = z.strictObject({
  organisationId: id,
  /** Hundredths of a percent; all shares together are 10,000. */
  basisPoints: z.int().min(1).max(10_000),
  projectCode: line(60).optional(),
});

export const splitCharge = defineEndpoint({
  operationId: 'splitCharge',
  method: 'POST',
  path: '/charges/{chargeId}/split',
  summary:
    'Share what is left of a charge: it comes off by an adjustment, and each share is a further charge that refers to it; all but the first are cut down',
  params,
  body: z.strictObject({
    shares: z
      .array(share)
      .min(2)
      .max(20)
      .refine((shares) => shares.reduce((sum, one) => sum + one.basisPoints, 0) === 10_000, {
        params: { code: 'not-whole' },
      }),
    reason: text(2_000, 1),
  }),
  /** The adjustment first, then the shares in their order. */
  responses: { 201: z.object({ items: z.array(charge) }) },
  problems: ['not-found', 'state-conflict', 'not-splittable'],
  roles: ['finance'],
  scope: 'district',
  ifMatch: true,
});

export const chargeEndpoints = { listCharges, adjustCharge, waiveCharge, splitCharge };
