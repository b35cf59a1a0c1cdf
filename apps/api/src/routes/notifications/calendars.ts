import { hashSecret } from '@guanyi/commands/identity/secrets';
import { createCalendarFeed as openFeed } from '@guanyi/commands/notifications/create-calendar-feed';
import { revokeCalendarFeed as closeFeed } from '@guanyi/commands/notifications/revoke-calendar-feed';
import {
  createCalendarFeed,
  getCalendarFeed,
  listCalendarFeeds,
  revokeCalendarFeed,
} from '@guanyi/contracts/notifications/calendar-endpoints';
import { formatInstant } from '@guanyi/contracts/shapes';
import { findOpenFeed, listFeeds, type StoredFeed } from '@guanyi/db/notifications/feeds';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Api } from '../../api.ts';
import { page } from '../../page.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';
import { drawFeed } from './draw-feed.ts';

/** Calendars that programs outside subscribe to. */
export function calendarRoutes(api: Api): void {
  const publicUrl = (request: FastifyRequest) => api.settings.publicUrl ?? `${request.protocol}://${request.host}`;

  register(api, createCalendarFeed, async ({ body, request, write }) =>
    write(openFeed, body, (_tx, { feed, token }) => ({
      status: 201,
      body: {
        ...presentFeed(feed),
        feedToken: token,
        url: new URL(`/api/v1/calendars/${token}.ics`, publicUrl(request)).href,
      },
    })),
  );

  register(api, listCalendarFeeds, async ({ actor, query }) => {
    const { limit, cursor } = query;
    const rows = await listFeeds(api.database, { userId: actor.userId, limit, after: cursor });
    return { status: 200, body: page(rows, limit, (row) => [row.createdAt, row.id], presentFeed) };
  });

  register(api, revokeCalendarFeed, async ({ params, write }) => write(closeFeed, params, () => ({ status: 204 })));

  register(api, getCalendarFeed, async ({ params, now, request }) => {
    const open = await findOpenFeed(api.database, hashSecret(params.feedToken));
    if (!open) throw new Problem('not-found');
    return {
      status: 200,
      body: await drawFeed(api.database, open, { now, publicUrl: publicUrl(request) }),
      headers: {
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': 'inline; filename="guanyi.ics"',
        'cache-control': 'private, max-age=60',
      },
    };
  });
}

function presentFeed(feed: StoredFeed): z.input<(typeof listCalendarFeeds.responses)[200]>['items'][number] {
  return {
    id: feed.id,
    version: feed.version,
    createdAt: formatInstant(feed.createdAt),
    updatedAt: formatInstant(feed.updatedAt),
    status: feed.revokedAt === null ? 'active' : 'revoked',
    scope: feed.scope,
    ...(feed.instrumentId ? { instrumentId: feed.instrumentId } : {}),
    ...(feed.scope === 'lab' && feed.labId ? { labId: feed.labId } : {}),
  };
}
