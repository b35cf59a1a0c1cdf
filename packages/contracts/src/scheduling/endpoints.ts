import { z } from 'zod';
import { defineEndpoint, noContent } from '../endpoint.ts';
import { cursorId, cursorInstant, id, instant, pageOf, pageQuery, queryFlag, queryList, text } from '../shapes.ts';
import { bookingStatus } from '../vocabulary.ts';
import { booking, bookingRequest, decision, hold, holdRequest, quote, quoteRequest } from './schemas.ts';

export const bookers = ['booker', 'orgAdmin', 'keeper', 'labManager'] as const;
export const readers = [
  'booker',
  'keeper',
  'labManager',
  'orgAdmin',
  'orgFinance',
  'finance',
  'assetOfficer',
  'stViewer',
  'hqReviewer',
  'auditor',
  'platformAdmin',
] as const;
const bookingParams = z.strictObject({ bookingId: id });

/** The rules of time that a request for a slot can break. */
export const slotRefusals = [
  'not-found',
  'invalid-window',
  'slot-taken',
  'outside-open-hours',
  'priority-hours',
  'too-short',
  'too-long',
  'too-soon',
  'too-far',
  'off-grid',
  'mode-not-offered',
  'organisation-required',
] as const;

/** What a rule can hold against the person who asks. */
export const personRefusals = ['suspended', 'not-qualified', 'quota-exceeded', 'calibration-expired'] as const;

export const createQuote = defineEndpoint({
  operationId: 'createQuote',
  method: 'POST',
  path: '/quotes',
  summary: 'The price of a window, line by line; visitors get the enterprise list price',
  body: quoteRequest,
  responses: { 201: quote },
  problems: ['not-found', 'invalid-window', 'price-missing', 'mode-not-offered', 'organisation-required'],
  roles: ['public', 'booker', 'orgAdmin', 'orgFinance', 'keeper', 'labManager'],
  scope: 'organisation',
});

export const createHold = defineEndpoint({
  operationId: 'createHold',
  method: 'POST',
  path: '/holds',
  summary: 'Keep a slot for a few minutes while the form is filled in',
  body: holdRequest,
  responses: { 201: hold },
  problems: [...slotRefusals, 'too-many-holds'],
  roles: bookers,
  scope: 'organisation',
});

export const releaseHold = defineEndpoint({
  operationId: 'releaseHold',
  method: 'DELETE',
  path: '/holds/{holdId}',
  summary: 'Give a held slot back',
  params: z.strictObject({ holdId: id }),
  responses: { 204: noContent },
  problems: ['not-found'],
  roles: bookers,
  scope: 'self',
});

export const createBooking = defineEndpoint({
  operationId: 'createBooking',
  method: 'POST',
  path: '/bookings',
  summary: 'Book an instrument; the slot is occupied at once',
  body: bookingRequest,
  responses: { 201: booking },
  problems: [
    ...slotRefusals,
    ...personRefusals,
    'price-missing',
    'price-changed',
    'quote-expired',
    'quote-mismatch',
    'hold-mismatch',
    'purpose-not-allowed',
    'project-code-required',
  ],
  roles: bookers,
  scope: 'organisation',
});

export const listBookings = defineEndpoint({
  operationId: 'listBookings',
  method: 'GET',
  path: '/bookings',
  summary: 'Bookings within reach',
  query: z.strictObject({
    instrumentId: id.optional(),
    labId: id.optional(),
    organisationId: id.optional(),
    /** Of one series. */
    seriesId: id.optional(),
    status: queryList(bookingStatus).optional(),
    /** Bookings that overlap the window. */
    from: instant.optional(),
    until: instant.optional(),
    mine: queryFlag.optional(),
    /** By start, latest first unless said otherwise; `waiting` puts the request with the nearest deadline first. */
    sort: z.enum(['latest', 'earliest', 'waiting']).optional(),
    ...pageQuery(z.tuple([cursorInstant, cursorId])),
  }),
  responses: { 200: pageOf(booking) },
  problems: ['invalid-cursor', 'invalid-window'],
  roles: readers,
  scope: 'organisation',
});

export const getBooking = defineEndpoint({
  operationId: 'getBooking',
  method: 'GET',
  path: '/bookings/{bookingId}',
  summary: 'One booking with its history',
  params: bookingParams,
  responses: { 200: booking },
  problems: ['not-found'],
  roles: readers,
  scope: 'organisation',
});

export const approveBooking = defineEndpoint({
  operationId: 'approveBooking',
  method: 'POST',
  path: '/bookings/{bookingId}/approve',
  summary: 'Confirm a request',
  params: bookingParams,
  body: decision,
  responses: { 200: booking },
  problems: ['not-found', 'state-conflict'],
  roles: ['labManager'],
  scope: 'lab',
  ifMatch: true,
});

export const declineBooking = defineEndpoint({
  operationId: 'declineBooking',
  method: 'POST',
  path: '/bookings/{bookingId}/decline',
  summary: 'Refuse a request; the slot is free at once',
  params: bookingParams,
  body: decision,
  responses: { 200: booking },
  problems: ['not-found', 'state-conflict'],
  roles: ['labManager'],
  scope: 'lab',
  ifMatch: true,
});

export const cancelBooking = defineEndpoint({
  operationId: 'cancelBooking',
  method: 'POST',
  path: '/bookings/{bookingId}/cancel',
  summary: 'Cancel; free until exactly the hours of notice before the start',
  params: bookingParams,
  body: z.strictObject({ reason: text(1_000) }),
  responses: { 200: booking },
  problems: ['not-found', 'state-conflict'],
  roles: bookers,
  scope: 'organisation',
  ifMatch: true,
});

export const checkIn = defineEndpoint({
  operationId: 'checkIn',
  method: 'POST',
  path: '/bookings/{bookingId}/check-in',
  summary: 'Use begins',
  params: bookingParams,
  body: z.strictObject({}),
  responses: { 200: booking },
  problems: ['not-found', 'state-conflict', 'too-early', 'not-qualified'],
  roles: ['keeper', 'labManager', 'booker'],
  scope: 'lab',
  ifMatch: true,
});

export const checkOut = defineEndpoint({
  operationId: 'checkOut',
  method: 'POST',
  path: '/bookings/{bookingId}/check-out',
  summary: 'Use ends; what is left of the window is free at once',
  params: bookingParams,
  body: z.strictObject({
    samples: z.int().min(0).max(100_000).optional(),
    idleMinutes: z.int().min(0).max(527_040).optional(),
  }),
  responses: { 200: booking },
  problems: ['not-found', 'state-conflict', 'idle-exceeds-use'],
  roles: ['keeper', 'labManager', 'booker'],
  scope: 'lab',
  ifMatch: true,
});

export const schedulingEndpoints = {
  createQuote,
  createHold,
  releaseHold,
  createBooking,
  listBookings,
  getBooking,
  approveBooking,
  declineBooking,
  cancelBooking,
  checkIn,
  checkOut,
};
