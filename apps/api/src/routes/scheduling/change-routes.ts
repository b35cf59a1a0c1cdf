import { rescheduleBooking as reschedule } from '@guanyi/commands/scheduling/reschedule-booking';
import { transferBooking as transfer } from '@guanyi/commands/scheduling/transfer-booking';
import * as endpoints from '@guanyi/contracts/scheduling/change-endpoints';
import type { Api } from '../../api.ts';
import { register } from '../../register.ts';
import { bookingBody } from './written-booking.ts';

/** What becomes of a booking without ending it: another time, another person. */
export function changeRoutes(api: Api): void {
  register(api, endpoints.rescheduleBooking, async ({ params, body, ifMatch, reach, now, write }) =>
    write(reschedule, { ...params, ...body, ifMatch }, async (tx, { bookingId }) => ({
      status: 200,
      body: await bookingBody(tx, reach, bookingId, now),
    })),
  );

  register(api, endpoints.transferBooking, async ({ params, body, ifMatch, reach, now, write }) =>
    write(transfer, { ...params, ...body, ifMatch }, async (tx, { bookingId }) => ({
      status: 200,
      body: await bookingBody(tx, reach, bookingId, now),
    })),
  );
}
