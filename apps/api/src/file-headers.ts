import type { StoredFile } from '@guanyi/db/files';
import { isShownInline } from './routes/notifications/media-type.ts';

/** What could run in a browser is downloaded, and even then nothing in it may run under our name. */
export function fileHeaders(file: StoredFile): Record<string, string> {
  const kind = isShownInline(file.mediaType) ? 'inline' : 'attachment';
  const ascii = file.name.replace(/[^\x20-\x7e]/g, '_').replace(/[\\"]/g, '_');
  return {
    'content-type': file.mediaType,
    'content-disposition': `${kind}; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'content-security-policy': "sandbox; default-src 'none'",
    'cache-control': 'private, no-cache',
  };
}
