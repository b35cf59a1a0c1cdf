import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { fen, id, idText, instant, instantText, line, stamps, text } from '../shapes.ts';
import { bookingStatus } from '../vocabulary.ts';
import { bookers, personRefusals, readers, slotRefusals } from './endpoints.ts';
import { bookingRequest } from './schemas.ts';

const seriesParams = z.strictObject({ seriesId: id });
const rrule = line(500);

const ruleRefusals = ['invalid-rrule', 'endless-series', 'no-occurrence'] as const;
const bookingRefusals = [
  ...slotRefusals,
  ...personRefusals,
  'price-missing',
  'price-changed',
  'quote-expired',
  'quote-mismatch',
  'hold-mismatch',
  'purpose-not-allowed',
  'project-code-required',
  'budget-exceeded',
  'credit-limit-exceeded',
] as const;

const writtenOccurrence = z.object({
  from: instantText,
  until: instantText,
  /** `skipped`: the time is taken. `refused`: a rule forbids it. */
  status: z.enum(['booked', 'skipped', 'refused']),
  bookingId: idText.optional(),
  code: z.string().optional(),
  totalFen: fen.optional(),
});

const series = z.object({
  ...stamps,
  rrule: z.string(),
  zone: z.string(),
  instrumentId: idText,
  organisationId: idText,
  userId: idText,
  from: instantText,
  until: instantText,
  occurrences: z.array(
    z.object({ bookingId: idText, from: instantText, until: instantText, status: bookingStatus, totalFen: fen }),
  ),
});

export const createSeries = defineEndpoint({
  operationId: 'createSeries',
  method: 'POST',
  path: '/booking-series',
  summary:
    'Book every occurrence of a rule (RFC 5545) in the wall clock of the lab; each is a booking with its own price',
  body: z.strictObject({ ...bookingRequest.shape, rrule, onConflict: z.enum(['fail', 'skip']).default('fail') }),
  responses: {
    201: z.object({
      ...stamps,
      zone: z.string(),
      rrule: z.string(),
      occurrences: z.array(writtenOccurrence),
      totalFen: fen,
    }),
  },
  problems: [...bookingRefusals, ...ruleRefusals],
  roles: bookers,
  scope: 'organisation',
});

export const previewSeries = defineEndpoint({
  operationId: 'previewSeries',
  method: 'POST',
  path: '/booking-series/preview',
  summary: 'Every occurrence with its price, or what stands against it; books nothing',
  body: z.strictObject({ ...bookingRequest.shape, rrule }),
  responses: {
    200: z.object({
      zone: z.string(),
      occurrences: z.array(
        z.object({
          from: instantText,
          until: instantText,
          status: z.enum(['free', 'taken', 'refused']),
          code: z.string().optional(),
          totalFen: fen.optional(),
        }),
      ),
      /** Of the free ones. */
      totalFen: fen,
    }),
  },
  problems: [...slotRefusals, ...ruleRefusals],
  roles: bookers,
  scope: 'organisation',
});

export const getSeries = defineEndpoint({
  operationId: 'getSeries',
  method: 'GET',
  path: '/booking-series/{seriesId}',
  summary: 'One series with the bookings that belong to it',
  params: seriesParams,
  responses: { 200: series },
  problems: ['not-found'],
  roles: readers,
  scope: 'organisation',
});

export const cancelSeries = defineEndpoint({
  operationId: 'cancelSeries',
  method: 'POST',
  path: '/booking-series/{seriesId}/cancel',
  summary: 'Cancel what is still ahead, or what follows one occurrence; each has its own notice and fee',
  params: seriesParams,
  body: z.strictObject({ reason: text(1_000), bookingId: id.optional() }),
  responses: { 200: series },
  problems: ['not-found', 'state-conflict'],
  roles: bookers,
  scope: 'organisation',
});

export const rescheduleSeries = defineEndpoint({
  operationId: 'rescheduleSeries',
  method: 'POST',
  path: '/booking-series/{seriesId}/reschedule',
  summary:
    'Move an occurrence and what follows it, or all that is ahead, by the same days and to the same hour; all or none',
  params: seriesParams,
  body: z.strictObject({
    /** The occurrence that moves to the window; the first that is ahead when missing. */
    bookingId: id.optional(),
    scope: z.enum(['following', 'all']).default('all'),
    from: instant,
    until: instant,
  }),
  responses: { 200: series },
  problems: [...bookingRefusals, 'state-conflict'],
  roles: bookers,
  scope: 'organisation',
});

export const seriesEndpoints = { createSeries, previewSeries, getSeries, cancelSeries, rescheduleSeries };
