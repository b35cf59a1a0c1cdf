import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import {
  cursorId,
  cursorInstant,
  id,
  idText,
  instant,
  instantText,
  localized,
  pageOf,
  pageQuery,
  queryFlag,
  queryList,
  stamps,
  text,
} from '../shapes.ts';

const status = z.enum(['active', 'appealed', 'upheld', 'lifted']);
const suspensionParams = z.strictObject({ suspensionId: id });

const strikePolicy = z.object({
  id: idText,
  labId: idText,
  effectiveFrom: instantText,
  /** So many missed bookings within so many days suspend for so many days; 0 strikes never do. */
  strikes: z.int(),
  withinDays: z.int(),
  suspendDays: z.int(),
});

const suspension = z.object({
  ...stamps,
  status,
  labId: idText,
  lab: z.object({ id: idText, name: localized }),
  organisationId: idText,
  organisation: z.object({ id: idText, name: localized }),
  user: z.object({ id: idText, displayName: z.string() }),
  from: instantText,
  until: instantText,
  strikes: z.int(),
  appeal: z.object({ text: z.string(), at: instantText }).optional(),
  decision: z.object({ comment: z.string(), at: instantText }).optional(),
});

export const listStrikePolicies = defineEndpoint({
  operationId: 'listStrikePolicies',
  method: 'GET',
  path: '/labs/{labId}/strike-policies',
  summary: 'How many missed bookings suspend in a lab, and for how long; latest first',
  params: z.strictObject({ labId: id }),
  responses: { 200: z.object({ items: z.array(strikePolicy) }) },
  problems: ['not-found'],
  roles: ['public'],
  scope: 'public',
});

export const putStrikePolicy = defineEndpoint({
  operationId: 'putStrikePolicy',
  method: 'PUT',
  path: '/labs/{labId}/strike-policies',
  summary: 'Set what missed bookings lead to, from an instant on',
  params: z.strictObject({ labId: id }),
  body: z.strictObject({
    strikes: z.int().min(0).max(100),
    withinDays: z.int().min(1).max(730),
    suspendDays: z.int().min(1).max(730),
    effectiveFrom: instant.optional(),
  }),
  responses: { 200: strikePolicy },
  problems: ['not-found'],
  roles: ['labManager'],
  scope: 'lab',
});

export const listSuspensions = defineEndpoint({
  operationId: 'listSuspensions',
  method: 'GET',
  path: '/suspensions',
  summary: 'Who may not book after missed bookings',
  query: z.strictObject({
    labId: id.optional(),
    mine: queryFlag.optional(),
    status: queryList(status).optional(),
    /** Only those in force now. */
    inForce: queryFlag.optional(),
    ...pageQuery(z.tuple([cursorInstant, cursorId])),
  }),
  responses: { 200: pageOf(suspension) },
  problems: ['invalid-cursor'],
  roles: ['booker', 'orgAdmin', 'keeper', 'labManager', 'hqReviewer', 'auditor', 'platformAdmin'],
  scope: 'organisation',
});

export const appealSuspension = defineEndpoint({
  operationId: 'appealSuspension',
  method: 'POST',
  path: '/suspensions/{suspensionId}/appeal',
  summary: 'Say why a suspension should not stand, once',
  params: suspensionParams,
  body: z.strictObject({ text: text(2_000, 1) }),
  responses: { 200: suspension },
  problems: ['not-found', 'state-conflict'],
  roles: ['booker', 'orgAdmin'],
  scope: 'self',
});

export const decideSuspension = defineEndpoint({
  operationId: 'decideSuspension',
  method: 'POST',
  path: '/suspensions/{suspensionId}/decide',
  summary: 'Lift a suspension, or uphold it against an appeal',
  params: suspensionParams,
  body: z.strictObject({ decision: z.enum(['lift', 'uphold']), comment: text(2_000).default('') }),
  responses: { 200: suspension },
  problems: ['not-found', 'state-conflict'],
  roles: ['labManager'],
  scope: 'lab',
});

export const attendanceEndpoints = {
  listStrikePolicies,
  putStrikePolicy,
  listSuspensions,
  appealSuspension,
  decideSuspension,
};
