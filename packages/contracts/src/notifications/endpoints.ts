import { z } from 'zod';
import { defineEndpoint, media } from '../endpoint.ts';
import { cursorId, cursorInstant, id, idText, instantText, pageOf, pageQuery, queryFlag, stamps } from '../shapes.ts';

const notification = z.object({
  ...stamps,
  status: z.enum(['unread', 'read']),
  kind: z.string(),
  /** In the language of the request. */
  title: z.string(),
  text: z.string(),
  subject: z.object({ type: z.string(), id: idText }).optional(),
  readAt: instantText.optional(),
});

export const listNotifications = defineEndpoint({
  operationId: 'listNotifications',
  method: 'GET',
  path: '/notifications',
  summary: 'Own notifications, newest first',
  query: z.strictObject({ unread: queryFlag.optional(), ...pageQuery(z.tuple([cursorInstant, cursorId])) }),
  responses: { 200: z.object({ ...pageOf(notification).shape, unreadCount: z.int() }) },
  problems: ['invalid-cursor'],
  roles: ['signedIn'],
  scope: 'self',
});

export const markRead = defineEndpoint({
  operationId: 'markRead',
  method: 'POST',
  path: '/notifications/{notificationId}/read',
  summary: 'Mark a notification as read',
  params: z.strictObject({ notificationId: id }),
  body: z.strictObject({}),
  responses: { 200: notification },
  problems: ['not-found'],
  roles: ['signedIn'],
  scope: 'self',
});

export const streamEvents = defineEndpoint({
  operationId: 'streamEvents',
  method: 'GET',
  path: '/events',
  summary: 'Own notifications live, as server-sent events named `notification`',
  responses: { 200: media('text/event-stream') },
  problems: [],
  roles: ['signedIn'],
  scope: 'self',
});

const file = z.object({
  ...stamps,
  name: z.string(),
  /** Found from the content, whatever the client called it. */
  mediaType: z.string(),
  sizeBytes: z.int(),
  sha256: z.string(),
});

export const uploadFile = defineEndpoint({
  operationId: 'uploadFile',
  method: 'POST',
  path: '/files',
  summary: 'Store a file of at most 20 MB',
  body: z.strictObject({}),
  multipart: true,
  responses: { 201: file },
  problems: ['too-large', 'unsupported-media-type'],
  roles: ['signedIn'],
  scope: 'self',
});

export const getFile = defineEndpoint({
  operationId: 'getFile',
  method: 'GET',
  path: '/files/{fileId}',
  summary: 'The bytes of a file; kinds that a browser would run come as attachments',
  params: z.strictObject({ fileId: id }),
  responses: { 200: media('application/octet-stream') },
  problems: ['not-found'],
  roles: ['signedIn'],
  scope: 'self',
});

export const notificationsEndpoints = { listNotifications, markRead, streamEvents, uploadFile, getFile };
