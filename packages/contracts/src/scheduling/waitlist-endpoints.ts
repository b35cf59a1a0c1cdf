import { z } from 'zod';
import { defineEndpoint, noContent } from '../endpoint.ts';
import {
  cursorId,
  cursorInstant,
  id,
  idText,
  instant,
  instantText,
  line,
  localized,
  pageOf,
  pageQuery,
  queryFlag,
  queryList,
  stamps,
  text,
  windowText,
} from '../shapes.ts';
import { purposeKind, serviceWay } from '../vocabulary.ts';
import { booking } from './schemas.ts';

const waitlistStatus = z.enum(['waiting', 'offered', 'accepted', 'lapsed', 'left']);
const entryParams = z.strictObject({ waitlistEntryId: id });
const waiters = ['booker', 'orgAdmin'] as const;

const waitlistEntry = z.object({
  ...stamps,
  status: waitlistStatus,
  labId: idText,
  instrumentId: idText,
  organisationId: idText,
  userId: idText,
  from: instantText,
  until: instantText,
  minutes: z.int(),
  autoAccept: z.boolean(),
  /** Place in line, 1 for the first; only while it waits. */
  position: z.int().optional(),
  /** The slot is held until `holdUntil`; then it goes to the next in line. */
  offer: windowText.extend({ holdUntil: instantText }).optional(),
  bookingId: idText.optional(),
  /** Why an automatic acceptance was refused: the code of a problem. */
  refusal: z.string().optional(),
  instrument: z.object({ name: localized, model: z.string(), zone: z.string() }),
  lab: z.object({ name: localized, city: z.string() }),
  organisation: z.object({ name: localized }),
  user: z.object({ displayName: z.string() }),
});

export const joinWaitlist = defineEndpoint({
  operationId: 'joinWaitlist',
  method: 'POST',
  path: '/waitlist-entries',
  summary: 'Wait for any slot of so many minutes inside a window; what becomes free is offered in order',
  body: z.strictObject({
    instrumentId: id,
    from: instant,
    until: instant,
    /** All of the window when missing. */
    minutes: z.int().min(1).max(527_040).optional(),
    autoAccept: z.boolean().default(false),
    purpose: z.strictObject({ kind: purposeKind, text: text(2_000).default('') }).optional(),
    projectCode: line(100).optional(),
    serviceWay: serviceWay.optional(),
    onBehalfOf: id.optional(),
  }),
  responses: { 201: waitlistEntry },
  problems: [
    'not-found',
    'invalid-window',
    'mode-not-offered',
    'too-short',
    'too-long',
    'off-grid',
    'too-soon',
    'too-far',
    'purpose-not-allowed',
    'not-qualified',
    'suspended',
    'organisation-required',
    'already-exists',
  ],
  roles: waiters,
  scope: 'organisation',
});

export const leaveWaitlist = defineEndpoint({
  operationId: 'leaveWaitlist',
  method: 'DELETE',
  path: '/waitlist-entries/{waitlistEntryId}',
  summary: 'Step out of the line; an offered slot goes to the next',
  params: entryParams,
  responses: { 204: noContent },
  problems: ['not-found', 'state-conflict'],
  roles: waiters,
  scope: 'organisation',
});

export const acceptWaitlistOffer = defineEndpoint({
  operationId: 'acceptWaitlistOffer',
  method: 'POST',
  path: '/waitlist-entries/{waitlistEntryId}/accept',
  summary: 'Book the slot that is offered and held',
  params: entryParams,
  body: z.strictObject({}),
  responses: { 200: waitlistEntry.extend({ booking }) },
  problems: [
    'not-found',
    'state-conflict',
    'slot-taken',
    'outside-open-hours',
    'priority-hours',
    'too-soon',
    'quota-exceeded',
    'not-qualified',
    'suspended',
    'mode-not-offered',
    'price-missing',
    'purpose-not-allowed',
    'budget-exceeded',
    'credit-limit-exceeded',
  ],
  roles: waiters,
  scope: 'organisation',
});

export const offerWaitlistSlot = defineEndpoint({
  operationId: 'offerWaitlistSlot',
  method: 'POST',
  path: '/waitlist-entries/{waitlistEntryId}/offer',
  summary: 'Offer and hold a slot of the lab’s choice for somebody who waits, as long as they wished',
  params: entryParams,
  body: z.strictObject({ from: instant }),
  responses: { 200: waitlistEntry },
  problems: [
    'not-found',
    'state-conflict',
    'slot-taken',
    'outside-open-hours',
    'priority-hours',
    'too-short',
    'too-long',
    'too-soon',
    'too-far',
    'off-grid',
    'mode-not-offered',
    'too-many-holds',
  ],
  roles: ['keeper', 'labManager'],
  scope: 'lab',
});

export const listWaitlistEntries = defineEndpoint({
  operationId: 'listWaitlistEntries',
  method: 'GET',
  path: '/waitlist-entries',
  summary: 'Who waits for what, within reach',
  query: z.strictObject({
    instrumentId: id.optional(),
    labId: id.optional(),
    status: queryList(waitlistStatus).optional(),
    mine: queryFlag.optional(),
    ...pageQuery(z.tuple([cursorInstant, cursorId])),
  }),
  responses: { 200: pageOf(waitlistEntry) },
  problems: ['invalid-cursor'],
  roles: [...waiters, 'keeper', 'labManager'],
  scope: 'organisation',
});

export const getWaitlistEntry = defineEndpoint({
  operationId: 'getWaitlistEntry',
  method: 'GET',
  path: '/waitlist-entries/{waitlistEntryId}',
  summary: 'One entry with its place in line or its offer',
  params: entryParams,
  responses: { 200: waitlistEntry },
  problems: ['not-found'],
  roles: [...waiters, 'keeper', 'labManager'],
  scope: 'organisation',
});

export type WaitlistEntryBody = z.input<typeof waitlistEntry>;

export const waitlistEndpoints = {
  joinWaitlist,
  leaveWaitlist,
  acceptWaitlistOffer,
  offerWaitlistSlot,
  listWaitlistEntries,
  getWaitlistEntry,
};
