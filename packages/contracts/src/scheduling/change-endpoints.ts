import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { id, instant } from '../shapes.ts';
import { bookers, personRefusals, slotRefusals } from './endpoints.ts';
import { booking } from './schemas.ts';

const bookingParams = z.strictObject({ bookingId: id });

export const rescheduleBooking = defineEndpoint({
  operationId: 'rescheduleBooking',
  method: 'POST',
  path: '/bookings/{bookingId}/reschedule',
  summary: 'Move a booking whole or not at all; old and new start obey the lead time, and the price is decided anew',
  params: bookingParams,
  body: z.strictObject({ from: instant, until: instant }),
  responses: { 200: booking },
  problems: [
    ...slotRefusals,
    ...personRefusals,
    'price-missing',
    'purpose-not-allowed',
    'state-conflict',
    'budget-exceeded',
    'credit-limit-exceeded',
  ],
  roles: bookers,
  scope: 'organisation',
  ifMatch: true,
});

export const transferBooking = defineEndpoint({
  operationId: 'transferBooking',
  method: 'POST',
  path: '/bookings/{bookingId}/transfer',
  summary: 'Hand a booking to a colleague of the same organisation, whose qualification is checked',
  params: bookingParams,
  body: z.strictObject({ userId: id }),
  responses: { 200: booking },
  problems: ['not-found', 'state-conflict', 'colleague-unknown', ...personRefusals],
  roles: bookers,
  scope: 'organisation',
  ifMatch: true,
});

export const changeEndpoints = { rescheduleBooking, transferBooking };
