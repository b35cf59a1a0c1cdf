import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { day, id, idText, instantText, localized } from '../shapes.ts';

export const previewLending = defineEndpoint({
  operationId: 'previewLending',
  method: 'GET',
  path: '/instruments/{instrumentId}/lending-preview',
  summary:
    'What a loan or lease for these days would meet, without anything being asked: rules against it, and what would have to move',
  params: z.strictObject({ instrumentId: id }),
  query: z.strictObject({
    kind: z.enum(['loan', 'lease']),
    /** Both days are included. */
    firstDay: day,
    lastDay: day,
    /** A request that has these days already and is not in its own way. */
    exceptId: id.optional(),
  }),
  responses: {
    200: z.object({
      /** Nobody has the days. */
      isFree: z.boolean(),
      /** What is in the way would give way if the request is granted; it has to be asked for with `displace`. */
      mayDisplace: z.boolean(),
      inTheWay: z.array(
        z.object({
          kind: z.string(),
          from: instantText,
          /** Absent for a claim without end. */
          until: instantText.optional(),
          wouldMove: z.boolean(),
          /** For the staff of the lab and its district. */
          bookingId: idText.optional(),
          number: z.string().optional(),
          organisation: z.object({ name: localized }).optional(),
        }),
      ),
      /** Why it would be refused whatever the calendar says. */
      refusal: z.object({ code: z.string(), rule: z.string(), reference: z.string().optional() }).optional(),
    }),
  },
  problems: ['not-found', 'invalid-window'],
  roles: ['booker', 'orgAdmin', 'keeper', 'labManager', 'assetOfficer', 'hqReviewer'],
  scope: 'public',
});

export const previewEndpoints = { previewLending };
