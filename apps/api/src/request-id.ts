import type { IncomingMessage } from 'node:http';
import { newId } from '@guanyi/platform/ids';

/** A client's own id is kept when it is printable and short, so that both sides find the same line in their logs. */
export function requestIdOf(request: IncomingMessage): string {
  const { 'x-request-id': given } = request.headers;
  return typeof given === 'string' && /^[\x21-\x7e]{1,128}$/.test(given) ? given : newId();
}
