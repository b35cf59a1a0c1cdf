import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Env } from '@guanyi/platform/env';
import { dataFolder } from './checkout.ts';

/**
 * The keys that sessions are signed with: those of JWT_KEYS, or in development a random one, kept so that a restart signs nobody out.
 */
export function jwtKeys(env: Env): string | undefined {
  if (env.JWT_KEYS || env.NODE_ENV === 'production') return env.JWT_KEYS;
  const file = path.join(dataFolder(env), 'jwt-keys');
  if (!existsSync(file)) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `${randomBytes(4).toString('hex')}:${randomBytes(32).toString('base64url')}`, { mode: 0o600 });
  }
  return readFileSync(file, 'utf8');
}
