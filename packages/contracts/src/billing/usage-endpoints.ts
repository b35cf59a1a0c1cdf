import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { operation } from '../platform/schemas.ts';
import { cursorId, cursorInstant, id, instant, line, pageOf, pageQuery, queryFlag, text } from '../shapes.ts';
import { serviceWay } from '../vocabulary.ts';
import { usageRecord, usageStatus } from './usage-schemas.ts';

const byTime = z.tuple([cursorInstant, cursorId]);
const params = z.strictObject({ usageRecordId: id });
const idleMinutes = z.int().min(0).max(527_040);

const newUsage = z
  .strictObject({
    bookingId: id.optional(),
    instrumentId: id.optional(),
    organisationId: id.optional(),
    source: line(60),
    sourceId: line(200),
    from: instant,
    until: instant.optional(),
    idleMinutes: idleMinutes.optional(),
    samples: z.int().min(0).max(100_000).optional(),
    serviceWay: serviceWay.optional(),
  })
  .superRefine((usage, context) => {
    if (usage.bookingId !== undefined) return;
    for (const name of ['instrumentId', 'organisationId'] as const) {
      if (usage[name] === undefined) context.addIssue({ code: 'custom', path: [name], params: { code: 'required' } });
    }
  });

export const recordUsage = defineEndpoint({
  operationId: 'recordUsage',
  method: 'POST',
  path: '/usage-records',
  summary:
    'Put a use on record, for a booking or as a walk-up; the same source and source id again gives the first record',
  body: newUsage,
  responses: { 200: usageRecord, 201: usageRecord },
  problems: [
    'not-found',
    'state-conflict',
    'booking-mismatch',
    'use-without-length',
    'idle-exceeds-use',
    'period-closed',
  ],
  roles: ['keeper', 'labManager'],
  scope: 'lab',
});

export const listUsage = defineEndpoint({
  operationId: 'listUsage',
  method: 'GET',
  path: '/usage-records',
  summary: 'Usage records within reach, newest first',
  query: z.strictObject({
    bookingId: id.optional(),
    instrumentId: id.optional(),
    labId: id.optional(),
    organisationId: id.optional(),
    status: usageStatus.optional(),
    /** `false` leaves out records that only stand beside the use that is billed. */
    beside: queryFlag.optional(),
    from: instant.optional(),
    until: instant.optional(),
    ...pageQuery(byTime),
  }),
  responses: { 200: pageOf(usageRecord) },
  problems: ['invalid-cursor'],
  roles: [
    'keeper',
    'finance',
    'booker',
    'labManager',
    'orgAdmin',
    'orgFinance',
    'assetOfficer',
    'hqReviewer',
    'auditor',
    'platformAdmin',
  ],
  scope: 'organisation',
});

export const completeUsage = defineEndpoint({
  operationId: 'completeUsage',
  method: 'POST',
  path: '/usage-records/{usageRecordId}/complete',
  summary: 'Supply the end of a use that nobody recorded, once; it is priced from then on',
  params,
  body: z.strictObject({ until: instant, idleMinutes: idleMinutes.optional() }),
  responses: { 200: usageRecord },
  problems: ['not-found', 'state-conflict', 'use-without-length', 'idle-exceeds-use', 'period-closed'],
  roles: ['keeper', 'labManager'],
  scope: 'lab',
  ifMatch: true,
});

export const priceUsage = defineEndpoint({
  operationId: 'priceUsage',
  method: 'POST',
  path: '/usage-records/{usageRecordId}/price',
  summary: 'Look again for the price of a use that had none, once a price policy covers its start',
  params,
  body: z.strictObject({}),
  responses: { 200: usageRecord },
  problems: ['not-found', 'state-conflict', 'price-missing'],
  roles: ['keeper', 'labManager', 'finance'],
  scope: 'lab',
  ifMatch: true,
});

export const confirmUsage = defineEndpoint({
  operationId: 'confirmUsage',
  method: 'POST',
  path: '/usage-records/{usageRecordId}/confirm',
  summary: 'Stand by a use, as its lab or as its customer; confirming again changes nothing',
  params,
  body: z.strictObject({}),
  responses: { 200: usageRecord },
  problems: ['not-found', 'state-conflict'],
  roles: ['keeper', 'booker', 'orgAdmin', 'labManager'],
  scope: 'lab',
  ifMatch: true,
});

export const withdrawConfirmation = defineEndpoint({
  operationId: 'withdrawConfirmation',
  method: 'POST',
  path: '/usage-records/{usageRecordId}/withdraw-confirmation',
  summary: 'Take the own confirmation of a use back, until its review would have ended or its charge is stated',
  params,
  body: z.strictObject({}),
  responses: { 200: usageRecord },
  problems: ['not-found', 'state-conflict', 'charge-stated'],
  roles: ['keeper', 'booker', 'orgAdmin', 'labManager'],
  scope: 'lab',
  ifMatch: true,
});

export const disputeUsage = defineEndpoint({
  operationId: 'disputeUsage',
  method: 'POST',
  path: '/usage-records/{usageRecordId}/dispute',
  summary: 'Say which time of a use shall not be paid, and why, until its review is over',
  params,
  body: z.strictObject({ reason: text(2_000, 1), from: instant, until: instant }),
  responses: { 200: usageRecord },
  problems: ['not-found', 'state-conflict', 'invalid-window', 'dispute-outside-use'],
  roles: ['orgFinance', 'booker', 'orgAdmin'],
  scope: 'organisation',
  ifMatch: true,
});

export const resolveDispute = defineEndpoint({
  operationId: 'resolveDispute',
  method: 'POST',
  path: '/usage-records/{usageRecordId}/resolve',
  summary:
    'Decide a dispute; accepted, what the disputed time costs comes off as an adjustment, or by a credit note once it is stated',
  params,
  body: z.strictObject({ accept: z.boolean(), comment: text(2_000).default('') }),
  responses: { 200: usageRecord },
  problems: ['not-found', 'state-conflict', 'period-closed'],
  roles: ['finance', 'labManager'],
  scope: 'district',
  ifMatch: true,
});

export const importUsage = defineEndpoint({
  operationId: 'importUsage',
  method: 'POST',
  path: '/usage-imports',
  summary:
    'Put the uses of a CSV file on record, row by row as recordUsage does; what its source has told before stays. Follow the operation for the report',
  body: z.strictObject({ labId: id, dryRun: queryFlag.optional() }),
  multipart: true,
  responses: { 202: operation },
  problems: ['not-found', 'too-large', 'unsupported-media-type'],
  roles: ['keeper', 'labManager'],
  scope: 'lab',
});

export const usageEndpoints = {
  recordUsage,
  importUsage,
  listUsage,
  completeUsage,
  priceUsage,
  confirmUsage,
  withdrawConfirmation,
  disputeUsage,
  resolveDispute,
};
