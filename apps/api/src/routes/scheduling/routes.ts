import { createBookingDesk } from '@guanyi/commands/scheduling/book-together';
import { cancelBooking as cancel } from '@guanyi/commands/scheduling/cancel-booking';
import { checkIn as startUse } from '@guanyi/commands/scheduling/check-in';
import { checkOut as endUse } from '@guanyi/commands/scheduling/check-out';
import { createHold as hold } from '@guanyi/commands/scheduling/create-hold';
import { type QuoteRequest, createQuote as quote } from '@guanyi/commands/scheduling/create-quote';
import { approveBooking as approve, declineBooking as decline } from '@guanyi/commands/scheduling/decide-booking';
import { releaseHold as release } from '@guanyi/commands/scheduling/release-hold';
import { getAvailability } from '@guanyi/contracts/catalogue/endpoints';
import * as endpoints from '@guanyi/contracts/scheduling/endpoints';
import { type BookingView, findBooking, listBookings } from '@guanyi/db/scheduling/booking-queries';
import type { Actor } from '@guanyi/domain/identity/reach';
import type { Api } from '../../api.ts';
import { page } from '../../page.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';
import { attendanceRoutes } from './attendance-routes.ts';
import { readAvailability } from './availability.ts';
import { changeRoutes } from './change-routes.ts';
import { presentBooking, presentHold, presentQuote } from './present.ts';
import { qualificationRoutes } from './qualification-routes.ts';
import { rulesRoutes } from './rules-routes.ts';
import { seriesRoutes } from './series-routes.ts';
import { bookingBody } from './written-booking.ts';

/** Quotes, holds and the life of a booking. */
export function schedulingRoutes(api: Api): void {
  register(api, getAvailability, async ({ params, query, now, actor }) => ({
    status: 200,
    body: await readAvailability(api.database, params.instrumentId, query, now, organisationsOf(actor)),
  }));
  quotesAndHolds(api);
  reads(api);
  transitions(api);
  changeRoutes(api);
  qualificationRoutes(api);
  rulesRoutes(api);
  seriesRoutes(api);
  attendanceRoutes(api);
}

function quotesAndHolds(api: Api): void {
  register(api, endpoints.createQuote, async ({ body, locale, write }) => {
    const { options, from, until, firstDay, lastDay, ...rest } = body;
    const request = {
      ...rest,
      span: spanOf({ from, until, firstDay, lastDay }),
      serviceWay: options?.serviceWay ?? 'selfOperated',
      sealed: options?.sealed,
    } as const;
    return write(quote, request, (_tx, quoted) => ({ status: 201, body: presentQuote(quoted, locale) }));
  });

  register(api, endpoints.createHold, async ({ body, write }) =>
    write(hold, body, (_tx, held) => ({ status: 201, body: presentHold(held) })),
  );

  register(api, endpoints.releaseHold, async ({ params, write }) => write(release, params, () => ({ status: 204 })));

  const desk = createBookingDesk(api.database, (work) => api.gate.pass(work));
  register(
    api,
    endpoints.createBooking,
    async ({ body, context, now, idempotency, settle }) => {
      const answer = (view: BookingView) => ({
        status: 201,
        body: presentBooking(view, now),
        headers: { location: `/api/v1/bookings/${view.id}` },
      });
      return settle(await desk.book({ context, request: body, answer, idempotency }));
    },
    { ungated: true },
  );
}

function reads(api: Api): void {
  register(api, endpoints.listBookings, async ({ query, reach, now }) => {
    const { cursor, sort = 'latest', ...filter } = query;
    if (filter.from !== undefined && filter.until !== undefined && filter.until <= filter.from)
      throw new Problem('invalid-window');
    const rows = await listBookings(api.database, reach, { ...filter, sort, now, after: cursor });
    const key = (row: (typeof rows)[number]) => (sort === 'waiting' ? (row.approvalDeadline ?? row.from) : row.from);
    return {
      status: 200,
      body: page(
        rows,
        query.limit,
        (row) => [key(row), row.id],
        (row) => presentBooking(row, now),
      ),
    };
  });

  register(api, endpoints.getBooking, async ({ params, reach, now }) => {
    const view = await findBooking(api.database, reach, params.bookingId);
    if (!view) throw new Problem('not-found');
    return { status: 200, body: presentBooking(view, now) };
  });
}

function transitions(api: Api): void {
  for (const [endpoint, command] of [
    [endpoints.approveBooking, approve],
    [endpoints.declineBooking, decline],
  ] as const) {
    register(api, endpoint, async ({ params, body, ifMatch, reach, now, write }) =>
      write(command, { ...params, reason: body.reason ?? body.comment, ifMatch }, async (tx, { bookingId }) => ({
        status: 200,
        body: await bookingBody(tx, reach, bookingId, now),
      })),
    );
  }
  for (const [endpoint, command] of [
    [endpoints.cancelBooking, cancel],
    [endpoints.checkIn, startUse],
    [endpoints.checkOut, endUse],
  ] as const) {
    register(api, endpoint, async ({ params, body, ifMatch, reach, now, write }) =>
      write(command, { ...params, ...body, ifMatch }, async (tx, { bookingId }) => ({
        status: 200,
        body: await bookingBody(tx, reach, bookingId, now),
      })),
    );
  }
}

/** The contract lets a term lease name days and requires a window for every other form. */
function spanOf(body: {
  from?: number | undefined;
  until?: number | undefined;
  firstDay?: string | undefined;
  lastDay?: string | undefined;
}): QuoteRequest['span'] {
  if (body.firstDay !== undefined && body.lastDay !== undefined)
    return { firstDay: body.firstDay, lastDay: body.lastDay };
  if (body.from !== undefined && body.until !== undefined) return { from: body.from, until: body.until };
  throw new Problem('invalid-window');
}

/** Free is what the reader could book: hours that an agreement keeps for their organisation are. */
function organisationsOf(actor: Actor | null): string[] {
  return actor?.memberships.map(({ organisationId }) => organisationId) ?? [];
}
