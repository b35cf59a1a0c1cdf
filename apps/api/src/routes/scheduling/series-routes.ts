import { cancelSeries as cancel, rescheduleSeries as move } from '@guanyi/commands/scheduling/change-series';
import { createSeries as create } from '@guanyi/commands/scheduling/create-series';
import { previewSeries as preview } from '@guanyi/commands/scheduling/plan-series';
import * as endpoints from '@guanyi/contracts/scheduling/series-endpoints';
import { formatInstant } from '@guanyi/contracts/shapes';
import type { Connection } from '@guanyi/db/client';
import { listBookings } from '@guanyi/db/scheduling/booking-queries';
import { findSeries } from '@guanyi/db/scheduling/series';
import type { Reach } from '@guanyi/domain/identity/reach';
import type { Window } from '@guanyi/domain/kernel/window';
import { statusAt } from '@guanyi/domain/scheduling/booking';
import type { z } from 'zod';
import type { Api } from '../../api.ts';
import { Problem, problemOf } from '../../problem.ts';
import { register } from '../../register.ts';

/** More bookings than two years have days no series has. */
const mostOccurrences = 800;

/** Bookings that repeat. */
export function seriesRoutes(api: Api): void {
  register(api, endpoints.createSeries, async ({ body, write }) =>
    write(create, body, (_tx, { id, zone, createdAt, occurrences }) => ({
      status: 201,
      headers: { location: `/api/v1/booking-series/${id}` },
      body: {
        ...{ id, version: 1, createdAt: formatInstant(createdAt), updatedAt: formatInstant(createdAt) },
        ...{ zone, rrule: body.rrule, totalFen: sumOf(occurrences) },
        occurrences: occurrences.map((one) => ({ ...one, ...inText(one) })),
      },
    })),
  );

  register(api, endpoints.previewSeries, async ({ body, context }) => {
    const found = await preview(api.database, context, body);
    if (!found.ok) throw problemOf(found);
    const { zone, occurrences } = found.value;
    const free = occurrences.filter(({ status }) => status === 'free');
    return {
      status: 200,
      body: { zone, totalFen: sumOf(free), occurrences: occurrences.map((one) => ({ ...one, ...inText(one) })) },
    };
  });

  register(api, endpoints.getSeries, async ({ params, reach, now }) => ({
    status: 200,
    body: await seriesBody(api.database, reach, params.seriesId, now),
  }));

  register(api, endpoints.cancelSeries, async ({ params, body, reach, now, write }) =>
    write(cancel, { ...params, ...body }, async (tx, { seriesId }) => ({
      status: 200,
      body: await seriesBody(tx, reach, seriesId, now),
    })),
  );

  register(api, endpoints.rescheduleSeries, async ({ params, body, reach, now, write }) =>
    write(move, { ...params, ...body }, async (tx, { seriesId }) => ({
      status: 200,
      body: await seriesBody(tx, reach, seriesId, now),
    })),
  );
}

async function seriesBody(
  connection: Connection,
  reach: Reach,
  seriesId: string,
  now: number,
): Promise<z.input<(typeof endpoints.getSeries.responses)[200]>> {
  const series = await findSeries(connection, reach, seriesId);
  if (!series) throw new Problem('not-found');
  const filter = { seriesId, now, sort: 'earliest' as const, limit: mostOccurrences };
  const bookings = await listBookings(connection, reach, filter);
  const { id, version, rrule, zone, instrumentId, organisationId, userId } = series;
  return {
    ...{ id, version, createdAt: formatInstant(series.createdAt), updatedAt: formatInstant(series.updatedAt) },
    ...{ rrule, zone, instrumentId, organisationId, userId, ...inText(series) },
    occurrences: bookings.map((booking) => ({
      bookingId: booking.id,
      ...inText(booking),
      status: statusAt(booking, now),
      totalFen: booking.quotedTotalFen,
    })),
  };
}

function inText({ from, until }: Window): { from: string; until: string } {
  return { from: formatInstant(from), until: formatInstant(until) };
}

function sumOf(occurrences: readonly { totalFen?: number }[]): number {
  return occurrences.reduce((sum, { totalFen = 0 }) => sum + totalFen, 0);
}
