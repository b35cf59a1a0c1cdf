import { z } from 'zod';
import { bookingRulesInput } from '../catalogue/schemas.ts';
import { defineEndpoint } from '../endpoint.ts';
import { id, instant, queryFlag } from '../shapes.ts';
import { purposeKind, serviceWay } from '../vocabulary.ts';
import { refusedStretch } from './schemas.ts';
import { rulesPreview } from './upkeep-schemas.ts';

export const listRefusals = defineEndpoint({
  operationId: 'listRefusals',
  method: 'GET',
  path: '/instruments/{instrumentId}/refusals',
  summary:
    'Which stretches of time the caller cannot book and for which reason, quotas and qualification included; at most 92 days',
  params: z.strictObject({ instrumentId: id }),
  query: z.strictObject({
    from: instant,
    until: instant,
    purposeKind: purposeKind.optional(),
    serviceWay: serviceWay.optional(),
    onBehalfOf: id.optional(),
    /** A sealed report is wanted. */
    sealed: queryFlag.optional(),
  }),
  responses: { 200: z.object({ instrumentId: z.string(), zone: z.string(), items: z.array(refusedStretch) }) },
  problems: ['not-found', 'invalid-window', 'mode-not-offered'],
  roles: ['public', 'booker', 'orgAdmin', 'orgFinance', 'keeper', 'labManager'],
  scope: 'organisation',
});

export const previewBookingRules = defineEndpoint({
  operationId: 'previewBookingRules',
  method: 'POST',
  path: '/instruments/{instrumentId}/booking-rules/preview',
  summary: 'Which bookings to come the rules would refuse if they were set now; changes nothing',
  params: z.strictObject({ instrumentId: id }),
  body: bookingRulesInput,
  responses: { 200: rulesPreview },
  problems: ['not-found', 'invalid-rules', 'instrument-retired'],
  roles: ['labManager', 'platformAdmin'],
  scope: 'lab',
});

export const rulesEndpoints = { listRefusals, previewBookingRules };
