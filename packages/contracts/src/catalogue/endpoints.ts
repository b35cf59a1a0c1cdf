import { z } from 'zod';
import { defineEndpoint, media, noContent } from '../endpoint.ts';
import { operation } from '../platform/schemas.ts';
import {
  cursorId,
  fen,
  id,
  instant,
  line,
  pageOf,
  pageQuery,
  queryFlag,
  queryInteger,
  queryList,
  regionCode,
  text,
} from '../shapes.ts';
import { accreditation, discipline, form, labLevel, mode } from '../vocabulary.ts';
import {
  availability,
  bookingRules,
  bookingRulesInput,
  facets,
  instrument,
  instrumentChange,
  instrumentSummary,
  newInstrument,
  offering,
  offeringInput,
} from './schemas.ts';

const instrumentParams = z.strictObject({ instrumentId: id });
const editors = ['labManager', 'platformAdmin'] as const;
const classPrefix = z
  .string()
  .regex(/^\d{1,8}$/)
  .max(8);
const code = line(60);

/** The order's name, the sort value of the last row, its id: a cursor of another order is refused by the query. */
const searchCursor = z.tuple([
  z.string().max(20),
  z.union([z.number().min(-1e15).max(1e15), z.string().max(200), z.null()]),
  cursorId,
]);

export const searchInstruments = defineEndpoint({
  operationId: 'searchInstruments',
  method: 'GET',
  path: '/instruments',
  summary: 'Find instruments by words, place, use, price and free time',
  query: z.strictObject({
    q: line(100, 0).optional(),
    mode: queryList(mode).optional(),
    form: queryList(form).optional(),
    classCode: queryList(classPrefix).optional(),
    discipline: queryList(discipline).optional(),
    region: queryList(regionCode).optional(),
    labId: id.optional(),
    labLevel: queryList(labLevel).optional(),
    alliance: queryList(code).optional(),
    accreditation: queryList(accreditation).optional(),
    /** Lowest hourly list price, both ends inclusive; what has none is left out. */
    priceMinFen: queryInteger(0, 100_000_000_000_000).optional(),
    priceMaxFen: queryInteger(0, 100_000_000_000_000).optional(),
    availableFrom: instant.optional(),
    availableUntil: instant.optional(),
    minMinutes: queryInteger(1, 527_040).optional(),
    status: z.enum(['active', 'retired']).optional(),
    sort: z.enum(['relevance', 'price', 'distance', 'newest']).optional(),
    /** Division code from which `sort=distance` measures. */
    near: regionCode.optional(),
    facets: queryFlag.optional(),
    ...pageQuery(searchCursor),
  }),
  responses: {
    200: z.object({
      ...pageOf(instrumentSummary).shape,
      total: z.int(),
      /** Above 10,000 the total is rounded. */
      totalIsRounded: z.boolean(),
      facets: facets.optional(),
      /** What leaving out one condition would add, when little or nothing was found. */
      relaxations: z.array(z.object({ without: z.string(), total: z.int() })).optional(),
    }),
  },
  problems: ['invalid-window', 'invalid-cursor'],
  roles: ['public'],
  scope: 'public',
});

export const getInstrument = defineEndpoint({
  operationId: 'getInstrument',
  method: 'GET',
  path: '/instruments/{instrumentId}',
  summary: 'One instrument with offerings, rules, list prices and its next free window',
  params: instrumentParams,
  responses: { 200: instrument },
  problems: ['not-found'],
  roles: ['public'],
  scope: 'public',
});

export const getAvailability = defineEndpoint({
  operationId: 'getAvailability',
  method: 'GET',
  path: '/instruments/{instrumentId}/availability',
  summary: 'Busy, open and free time of at most 92 days; never who',
  params: instrumentParams,
  query: z.strictObject({ from: instant, until: instant }),
  responses: { 200: availability },
  problems: ['not-found', 'invalid-window'],
  roles: ['public'],
  scope: 'public',
});

export const createInstrument = defineEndpoint({
  operationId: 'createInstrument',
  method: 'POST',
  path: '/instruments',
  summary: 'Add an instrument to a lab',
  body: newInstrument,
  responses: { 201: instrument },
  problems: ['not-found', 'already-exists', 'unknown-class-code'],
  roles: editors,
  scope: 'lab',
});

export const updateInstrument = defineEndpoint({
  operationId: 'updateInstrument',
  method: 'PATCH',
  path: '/instruments/{instrumentId}',
  summary: 'Change facts of an instrument',
  params: instrumentParams,
  body: instrumentChange,
  responses: { 200: instrument },
  problems: ['not-found', 'already-exists', 'unknown-class-code', 'state-conflict'],
  roles: editors,
  scope: 'lab',
  ifMatch: true,
});

export const retireInstrument = defineEndpoint({
  operationId: 'retireInstrument',
  method: 'POST',
  path: '/instruments/{instrumentId}/retire',
  summary: 'Take an instrument out of service for good',
  params: instrumentParams,
  body: z.strictObject({ reason: text(500).optional(), force: z.boolean().optional() }),
  responses: { 200: instrument },
  problems: ['not-found', 'future-claims', 'state-conflict'],
  roles: editors,
  scope: 'lab',
  ifMatch: true,
});

const offeringParams = z.strictObject({ instrumentId: id, mode });

export const putOffering = defineEndpoint({
  operationId: 'putOffering',
  method: 'PUT',
  path: '/instruments/{instrumentId}/offerings/{mode}',
  summary: 'Offer an instrument for rent, loan or equity',
  params: offeringParams,
  body: offeringInput,
  responses: { 200: offering },
  problems: [
    'not-found',
    'form-required',
    'unit-type-not-allowed',
    'not-eligible',
    'value-unknown',
    'instrument-retired',
  ],
  roles: editors,
  scope: 'lab',
  ifMatch: true,
});

export const withdrawOffering = defineEndpoint({
  operationId: 'withdrawOffering',
  method: 'DELETE',
  path: '/instruments/{instrumentId}/offerings/{mode}',
  summary: 'Stop offering a mode; claims already made stay',
  params: offeringParams,
  responses: { 204: noContent },
  problems: ['not-found'],
  roles: editors,
  scope: 'lab',
  ifMatch: true,
});

export const putBookingRules = defineEndpoint({
  operationId: 'putBookingRules',
  method: 'PUT',
  path: '/instruments/{instrumentId}/booking-rules',
  summary: 'Set opening hours, grid, limits and buffers; bookings to come that they refuse become conflicts',
  params: instrumentParams,
  query: z.strictObject({
    /** The new rules bind only what is asked for from now on. */
    keepBookings: queryFlag.optional(),
  }),
  body: bookingRulesInput,
  responses: { 200: bookingRules.extend({ openedConflicts: fen }) },
  problems: ['not-found', 'invalid-rules', 'instrument-retired'],
  roles: editors,
  scope: 'lab',
  ifMatch: true,
});

export const importInstruments = defineEndpoint({
  operationId: 'importInstruments',
  method: 'POST',
  path: '/instrument-imports',
  summary: 'Import a register; follow the operation for the report',
  body: z.strictObject({
    format: z.enum(['guanyi', 'uniquip', 'nrii']),
    labId: id,
    dryRun: queryFlag.optional(),
  }),
  multipart: true,
  responses: { 202: operation },
  problems: ['not-found', 'too-large', 'unsupported-media-type'],
  roles: editors,
  scope: 'lab',
});

export const exportInstruments = defineEndpoint({
  operationId: 'exportInstruments',
  method: 'GET',
  path: '/instrument-exports',
  summary: 'The catalogue as a file',
  query: z.strictObject({
    format: z.enum(['guanyi.csv', 'uniquip.csv', 'xlsx', 'jsonld', 'pidinst.json']),
    labId: id.optional(),
  }),
  responses: {
    200: media(
      'text/csv',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/ld+json',
      'application/json',
    ),
  },
  problems: ['not-found'],
  roles: ['signedIn'],
  scope: 'lab',
});

export const catalogueEndpoints = {
  searchInstruments,
  getInstrument,
  getAvailability,
  createInstrument,
  updateInstrument,
  retireInstrument,
  putOffering,
  withdrawOffering,
  putBookingRules,
  importInstruments,
  exportInstruments,
};
