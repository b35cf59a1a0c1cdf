import { createHash, randomBytes } from 'node:crypto';

/** A secret for a cookie or a link: 256 bits. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a secret: enough to recognise it, useless to whoever reads the table. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
