import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { id, idText, instant, localized, windowText } from '../shapes.ts';
import { bookingStatus, claimKind, serviceWay } from '../vocabulary.ts';

const boardClaim = z.object({
  /** The booking, hold, outage, lease, loan or case that takes the time. */
  id: idText,
  kind: claimKind,
  /** The time itself; set-up and teardown lie around it within the footprint. */
  ...windowText.shape,
  footprint: windowText,
  /** Of a booking. */
  booking: z
    .object({
      status: bookingStatus,
      version: z.int(),
      number: z.string(),
      person: z.string(),
      serviceWay,
    })
    .optional(),
  /** Who booked it, holds it on loan or lease, or has it as a contribution. */
  organisation: localized.optional(),
  note: z.string().optional(),
  /** An outage lies over it: it does not take the time any more and waits for its conflict to be settled. */
  suspended: z.boolean(),
  conflictId: idText.optional(),
});

export const getBoard = defineEndpoint({
  operationId: 'getBoard',
  method: 'GET',
  path: '/labs/{labId}/board',
  summary: 'Everything that lies on the instruments of a lab within at most 45 days, by name, for its own people',
  params: z.strictObject({ labId: id }),
  query: z.strictObject({ from: instant, until: instant }),
  responses: {
    200: z.object({
      labId: idText,
      ...windowText.shape,
      instruments: z.array(z.object({ instrumentId: idText, claims: z.array(boardClaim) })),
    }),
  },
  problems: ['not-found', 'invalid-window'],
  roles: ['keeper', 'labManager', 'finance', 'assetOfficer', 'stViewer', 'hqReviewer', 'auditor', 'platformAdmin'],
  scope: 'lab',
});

export const boardEndpoints = { getBoard };
