import { markRead as markReadCommand } from '@guanyi/commands/notifications/mark-read';
import { storeFile } from '@guanyi/commands/platform/store-file';
import {
  getFile,
  listNotifications,
  markRead,
  streamEvents,
  uploadFile,
} from '@guanyi/contracts/notifications/endpoints';
import { findOwnFile, readFileBytes } from '@guanyi/db/files';
import { findFileOfLending } from '@guanyi/db/lending/files';
import { countUnread, listNotifications as findNotifications } from '@guanyi/db/notifications/queries';
import type { Api } from '../../api.ts';
import { fileHeaders } from '../../file-headers.ts';
import { page } from '../../page.ts';
import { Problem } from '../../problem.ts';
import { register, tookOver } from '../../register.ts';
import { calendarRoutes } from './calendars.ts';
import { createLive } from './live.ts';
import { serveMailbox } from './mailbox.ts';
import { mediaTypeOf } from './media-type.ts';
import { presentFile, presentNotification } from './present.ts';

/** What people are told, live and later, and the files that they hand in. */
export function notificationsRoutes(api: Api): void {
  register(api, listNotifications, async ({ actor, query, locale }) => {
    const { limit, cursor, unread } = query;
    const before = cursor && { createdAt: cursor[0], id: cursor[1] };
    const wanted = { userId: actor.userId, limit: limit + 1, ...(unread === undefined ? {} : { unread }) };
    const rows = await findNotifications(api.database, { ...wanted, ...(before ? { before } : {}) });
    const shown = page(
      rows,
      limit,
      (row) => [row.createdAt, row.id],
      (row) => presentNotification(row, locale),
    );
    return { status: 200, body: { ...shown, unreadCount: await countUnread(api.database, actor.userId) } };
  });

  register(api, markRead, (call) =>
    call.write(markReadCommand, call.params, (_tx, notification) => ({
      status: 200,
      body: presentNotification(notification, call.locale),
    })),
  );

  const live = createLive(api);
  register(
    api,
    streamEvents,
    async (call) => {
      await live.open(call);
      return tookOver;
    },
    { ungated: true },
  );

  fileRoutes(api);
  calendarRoutes(api);
  if (api.settings.hasMailbox) serveMailbox(api);
}

function fileRoutes(api: Api): void {
  register(api, uploadFile, async (call) => {
    const { file } = call;
    if (!file || file.bytes.length === 0) {
      throw new Problem('invalid-input', { errors: [{ pointer: '/file', code: 'too-small' }] });
    }
    const mediaType = await mediaTypeOf(file.bytes);
    if (!mediaType) throw new Problem('unsupported-media-type');
    const input = { name: plainName(file.name), mediaType, bytes: file.bytes };
    return call.write(storeFile, input, (_tx, stored) => ({ status: 201, body: presentFile(stored) }));
  });

  register(api, getFile, async ({ actor, params, reach }) => {
    const own = await findOwnFile(api.database, actor.userId, params.fileId);
    const file = own ?? (await findFileOfLending(api.database, reach, params.fileId));
    const bytes = file && (await readFileBytes(api.database, file.id));
    if (!file || !bytes) throw new Problem('not-found');
    return { status: 200, body: bytes, headers: fileHeaders(file) };
  });
}

const longestName = 200;

/** The last part of whatever path a client sent, without characters that end a header or a path. */
function plainName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose.
  const plain = last.replace(/[\u0000-\u001f\u007f"]/g, '').trim();
  return plain.slice(0, longestName) || 'file';
}
