import { z } from 'zod';
import { defineEndpoint, noContent } from '../endpoint.ts';
import { cursorId, cursorInstant, id, instant, pageOf, pageQuery, queryFlag, queryList } from '../shapes.ts';
import { outageKind } from '../vocabulary.ts';
import {
  conflict,
  conflictAnswer,
  conflictCause,
  conflictStatus,
  linkedConflict,
  outage,
  outageRequest,
} from './conflict-schemas.ts';

const readers = [
  'booker',
  'labManager',
  'keeper',
  'orgAdmin',
  'orgFinance',
  'assetOfficer',
  'finance',
  'hqReviewer',
  'auditor',
  'platformAdmin',
] as const;
const byTime = pageQuery(z.tuple([cursorInstant, cursorId]));
const conflictParams = z.strictObject({ conflictId: id });

export const createOutage = defineEndpoint({
  operationId: 'createOutage',
  method: 'POST',
  path: '/outages',
  summary: 'Take an instrument out of service; what is booked becomes conflicts that look after themselves',
  body: outageRequest,
  responses: { 201: outage.extend({ conflicts: z.array(conflict) }) },
  problems: ['not-found', 'invalid-window'],
  roles: ['labManager', 'keeper'],
  scope: 'lab',
});

export const cancelOutage = defineEndpoint({
  operationId: 'cancelOutage',
  method: 'DELETE',
  path: '/outages/{outageId}',
  summary: 'Call an outage off, or end it now; claims under it return to their place',
  params: z.strictObject({ outageId: id }),
  responses: { 204: noContent },
  problems: ['not-found', 'state-conflict'],
  roles: ['labManager', 'keeper'],
  scope: 'lab',
});

export const listOutages = defineEndpoint({
  operationId: 'listOutages',
  method: 'GET',
  path: '/outages',
  summary: 'When instruments are out of service; staff of a lab see their own unless they name an instrument or a lab',
  query: z.strictObject({
    instrumentId: id.optional(),
    labId: id.optional(),
    kind: queryList(outageKind).optional(),
    status: z.enum(['active', 'cancelled']).optional(),
    /** Outages that overlap the window. */
    from: instant.optional(),
    until: instant.optional(),
    ...byTime,
  }),
  responses: { 200: pageOf(outage) },
  problems: ['invalid-cursor', 'invalid-window'],
  roles: ['signedIn'],
  scope: 'lab',
});

export const listConflicts = defineEndpoint({
  operationId: 'listConflicts',
  method: 'GET',
  path: '/conflicts',
  summary: 'Claims that cannot stay where they are, within reach',
  query: z.strictObject({
    status: queryList(conflictStatus).optional(),
    cause: queryList(conflictCause).optional(),
    instrumentId: id.optional(),
    labId: id.optional(),
    organisationId: id.optional(),
    bookingId: id.optional(),
    outageId: id.optional(),
    mine: queryFlag.optional(),
    ...byTime,
  }),
  responses: { 200: pageOf(conflict) },
  problems: ['invalid-cursor'],
  roles: readers,
  scope: 'organisation',
});

export const getConflict = defineEndpoint({
  operationId: 'getConflict',
  method: 'GET',
  path: '/conflicts/{conflictId}',
  summary: 'One conflict with the places that are held for it',
  params: conflictParams,
  responses: { 200: conflict },
  problems: ['not-found'],
  roles: readers,
  scope: 'organisation',
});

export const resolveConflict = defineEndpoint({
  operationId: 'resolveConflict',
  method: 'POST',
  path: '/conflicts/{conflictId}/resolve',
  summary: 'Take a place that is held, or cancel free of charge; staff cannot make a customer pay more',
  params: conflictParams,
  body: conflictAnswer,
  responses: { 200: conflict },
  problems: [
    'not-found',
    'state-conflict',
    'slot-taken',
    'unknown-option',
    'consent-required',
    'quota-exceeded',
    'not-qualified',
    'budget-exceeded',
    'credit-limit-exceeded',
  ],
  roles: ['booker', 'orgAdmin', 'keeper', 'labManager'],
  scope: 'organisation',
  ifMatch: true,
});

const linkParams = z.strictObject({ answerToken: z.string().min(1).max(100) });

export const getConflictByLink = defineEndpoint({
  operationId: 'getConflictByLink',
  method: 'GET',
  path: '/conflict-links/{answerToken}',
  summary: 'What the link in a mail about a conflict asks; looking changes nothing',
  params: linkParams,
  responses: { 200: linkedConflict },
  problems: ['not-found'],
  roles: ['public'],
  scope: 'public',
});

export const answerConflictByLink = defineEndpoint({
  operationId: 'answerConflictByLink',
  method: 'POST',
  path: '/conflict-links/{answerToken}/resolve',
  summary: 'Answer a conflict by the link of its mail: once, until the deadline, without signing in',
  params: linkParams,
  body: conflictAnswer,
  responses: { 200: linkedConflict },
  problems: [
    'not-found',
    'link-used',
    'link-expired',
    'state-conflict',
    'slot-taken',
    'unknown-option',
    'quota-exceeded',
    'not-qualified',
    'budget-exceeded',
    'credit-limit-exceeded',
  ],
  roles: ['public'],
  scope: 'public',
});

export const conflictEndpoints = {
  createOutage,
  cancelOutage,
  listOutages,
  listConflicts,
  getConflict,
  resolveConflict,
  getConflictByLink,
  answerConflictByLink,
};
