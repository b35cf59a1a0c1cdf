import type { listNotifications, uploadFile } from '@guanyi/contracts/notifications/endpoints';
import { formatInstant } from '@guanyi/contracts/shapes';
import type { StoredFile } from '@guanyi/db/files';
import type { StoredNotification } from '@guanyi/db/notifications/queries';
import { subjectOf } from '@guanyi/domain/notifications/notice';
import { noticeText } from '@guanyi/messages/notification-text';
import type { z } from 'zod';
import type { Locale } from '../../locale.ts';

type NotificationBody = z.input<(typeof listNotifications.responses)[200]>['items'][number];

/** A notification in the language of the reader, in the words of its mail. */
export function presentNotification(stored: StoredNotification, locale: Locale): NotificationBody {
  return {
    id: stored.id,
    version: stored.version,
    createdAt: formatInstant(stored.createdAt),
    updatedAt: formatInstant(stored.updatedAt),
    status: stored.readAt === null ? 'unread' : 'read',
    kind: stored.notice.kind,
    ...noticeText(stored.notice, locale),
    subject: { ...subjectOf(stored.notice) },
    ...(stored.readAt === null ? {} : { readAt: formatInstant(stored.readAt) }),
  };
}

export function presentFile(file: StoredFile): z.input<(typeof uploadFile.responses)[201]> {
  return {
    id: file.id,
    version: file.version,
    createdAt: formatInstant(file.createdAt),
    updatedAt: formatInstant(file.updatedAt),
    name: file.name,
    mediaType: file.mediaType,
    sizeBytes: file.sizeBytes,
    sha256: file.sha256,
  };
}
