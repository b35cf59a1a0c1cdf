import { z } from 'zod';
import { defineEndpoint, media, noContent } from '../endpoint.ts';
import { cursorId, cursorInstant, id, idText, pageOf, pageQuery, stamps } from '../shapes.ts';

/** Whose time a calendar shows: the reader's own bookings, one instrument, or a whole lab. */
const feedScope = z.enum(['user', 'instrument', 'lab']);

const calendarFeed = z.object({
  ...stamps,
  status: z.enum(['active', 'revoked']),
  scope: feedScope,
  instrumentId: idText.optional(),
  labId: idText.optional(),
});

export const createCalendarFeed = defineEndpoint({
  operationId: 'createCalendarFeed',
  method: 'POST',
  path: '/calendar-feeds',
  summary: 'A calendar to subscribe to; its address is shown this once and opens it without a login',
  body: z.strictObject({ scope: feedScope, instrumentId: id.optional(), labId: id.optional() }),
  responses: { 201: calendarFeed.extend({ feedToken: z.string(), url: z.string() }) },
  problems: ['not-found', 'invalid-input'],
  roles: ['signedIn'],
  scope: 'self',
});

export const listCalendarFeeds = defineEndpoint({
  operationId: 'listCalendarFeeds',
  method: 'GET',
  path: '/calendar-feeds',
  summary: 'Own calendars, newest first; their addresses are not told again',
  query: z.strictObject({ ...pageQuery(z.tuple([cursorInstant, cursorId])) }),
  responses: { 200: pageOf(calendarFeed) },
  problems: ['invalid-cursor'],
  roles: ['signedIn'],
  scope: 'self',
});

export const revokeCalendarFeed = defineEndpoint({
  operationId: 'revokeCalendarFeed',
  method: 'DELETE',
  path: '/calendar-feeds/{calendarFeedId}',
  summary: 'Close a calendar; programs that subscribe to it find nothing any more',
  params: z.strictObject({ calendarFeedId: id }),
  responses: { 204: noContent },
  problems: ['not-found'],
  roles: ['signedIn'],
  scope: 'self',
});

export const getCalendarFeed = defineEndpoint({
  operationId: 'getCalendarFeed',
  method: 'GET',
  path: '/calendars/{feedToken}.ics',
  summary: 'A calendar as iCalendar (RFC 5545): names only where its owner may see them, busy time elsewhere',
  params: z.strictObject({ feedToken: z.string().min(1).max(100) }),
  responses: { 200: media('text/calendar') },
  problems: ['not-found'],
  roles: ['public'],
  scope: 'public',
});

export const calendarEndpoints = { createCalendarFeed, listCalendarFeeds, revokeCalendarFeed, getCalendarFeed };
