import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { id, instant } from '../shapes.ts';
import { purposeKind, serviceWay } from '../vocabulary.ts';
import { refusedStretch } from './schemas.ts';

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
  }),
  responses: { 200: z.object({ instrumentId: z.string(), zone: z.string(), items: z.array(refusedStretch) }) },
  problems: ['not-found', 'invalid-window', 'mode-not-offered'],
  roles: ['public', 'booker', 'orgAdmin', 'orgFinance', 'keeper', 'labManager'],
  scope: 'organisation',
});

export const rulesEndpoints = { listRefusals };
