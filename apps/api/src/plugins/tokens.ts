import { randomBytes } from 'node:crypto';
import fastifyJwt from '@fastify/jwt';
import type { FastifyInstance } from 'fastify';
import { Problem } from '../problem.ts';
import type { SessionClaims } from './sessions.ts';

const algorithm = 'HS256';
const issuer = 'guanyi';
const audience = 'guanyi-api';
const lifetimeSeconds = 15 * 60;
/** HS256 keys shorter than its hash can be guessed. */
const shortestKeyBytes = 32;

export interface Tokens {
  /** @returns the token and the instant at which it ends. */
  issue(session: SessionClaims, now: number): { token: string; expiresAt: number };
  /**
   * Reads an Authorization header.
   * @returns undefined when there is none.
   * @throws Problem `invalid-token` when it is forged, over, or issued later than now.
   */
  read(authorization: string | undefined, now: number): SessionClaims | undefined;
}

interface Payload {
  sub: string;
  sid: string;
  ver: number;
  iat: number;
  exp: number;
}

/**
 * Signing keys from `kid:base64url-secret` entries, separated by commas: the first signs, all verify, so keys can be
 * rotated without ending sessions. Without any, a key is made that lives as long as the process.
 */
export function readKeys(text: string | undefined): Map<string, Buffer> {
  const keys = new Map<string, Buffer>();
  for (const entry of (text ?? '').split(',').filter((part) => part.trim() !== '')) {
    const [kid = '', secret = ''] = entry.trim().split(':');
    const key = Buffer.from(secret, 'base64url');
    if (!/^[\w.-]{1,64}$/.test(kid) || key.length < shortestKeyBytes) {
      throw new Error('JWT_KEYS must be kid:secret entries with secrets of at least 32 bytes in base64url.');
    }
    keys.set(kid, key);
  }
  if (keys.size === 0) keys.set('process', randomBytes(shortestKeyBytes));
  return keys;
}

/** One signer and verifier with a fixed key; @fastify/jwt makes one per namespace. */
interface KeyedJwt {
  sign(payload: Payload): string;
  verify(token: string): Payload;
}

/** Issues and reads access tokens. Time is judged by our clock, not by the library's. */
export async function createTokens(app: FastifyInstance, keysText: string | undefined): Promise<Tokens> {
  const keyed = new Map<string, KeyedJwt>();
  for (const [kid, secret] of readKeys(keysText)) {
    await app.register(fastifyJwt, {
      secret,
      namespace: kid,
      decoratorName: `token_${kid}`,
      sign: { algorithm, kid, iss: issuer, aud: audience },
      verify: { algorithms: [algorithm], allowedIss: issuer, allowedAud: audience, ignoreExpiration: true },
    });
    keyed.set(kid, (app.jwt as unknown as Record<string, KeyedJwt>)[kid]!);
  }
  const [signer] = keyed.values();
  return {
    issue(session, now) {
      const iat = Math.floor(now / 1_000);
      const exp = iat + lifetimeSeconds;
      const payload = { sub: session.userId, sid: session.sessionId, ver: session.tokenVersion, iat, exp };
      return { token: signer!.sign(payload), expiresAt: exp * 1_000 };
    },
    read(authorization, now) {
      if (authorization === undefined) return undefined;
      const payload = verified(keyed, /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1]);
      if (!payload || payload.iat * 1_000 > now || now >= payload.exp * 1_000) throw new Problem('invalid-token');
      return { userId: payload.sub, sessionId: payload.sid, tokenVersion: payload.ver };
    },
  };
}

function verified(keyed: ReadonlyMap<string, KeyedJwt>, token: string | undefined): Payload | undefined {
  if (!token) return undefined;
  try {
    const header = JSON.parse(Buffer.from(token.slice(0, token.indexOf('.')), 'base64url').toString());
    return keyed.get(String(header.kid))?.verify(token);
  } catch {
    return undefined;
  }
}
