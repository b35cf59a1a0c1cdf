import type { Operations } from '@guanyi/contracts/operations';
import { useSyncExternalStore } from 'react';
import { getLocale } from '../ui/locale.ts';
import { learnServerTime, now } from './clock.ts';

type SessionReply = Operations['login']['output'];
export type User = SessionReply['user'];
type Me = Operations['getMe']['output'];
export type Membership = Me['memberships'][number];
export type Role = Membership['role'];

/**
 * `unknown` until the first refresh has answered; then a visitor or somebody. The access token lives in memory only: a
 * stolen storage yields nothing, and the refresh cookie is out of reach of scripts.
 */
export type Session =
  | { status: 'unknown' | 'visitor'; user?: undefined; memberships: readonly Membership[] }
  | { status: 'signedIn'; user: User; memberships: readonly Membership[] };

/** Renewed this long before its end, so that no request leaves with a token that dies on the way. */
const renewBeforeMs = 30_000;
/** Tells, without the cookie itself being readable, that asking for a refresh can succeed at all. */
const hintKey = 'guanyi.session';

let session: Session = { status: 'unknown', memberships: [] };
let token: { value: string; expiresAt: number } | undefined;
let renewal: Promise<string | undefined> | undefined;
const listeners = new Set<() => void>();

function change(next: Session): void {
  session = next;
  for (const listener of listeners) listener();
}

export function getSession(): Session {
  return session;
}

export function useSession(): Session {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, getSession);
}

/** Whether the signed-in person holds one of the roles anywhere. */
export function hasRole(state: Session, ...wanted: Role[]): boolean {
  return state.memberships.some(({ role }) => wanted.includes(role));
}

function hint(present: boolean): void {
  try {
    if (present) localStorage.setItem(hintKey, '1');
    else localStorage.removeItem(hintKey);
  } catch {
    // Without storage every visit asks once.
  }
}

function hinted(): boolean {
  try {
    return localStorage.getItem(hintKey) !== null;
  } catch {
    return true;
  }
}

/** The session at the start of a visit: renewed by the cookie when there was one. Never throws. */
export async function restoreSession(): Promise<void> {
  if (!hinted()) {
    change({ status: 'visitor', memberships: [] });
    return;
  }
  if (!(await renewAccessToken()) && session.status === 'unknown') change({ status: 'visitor', memberships: [] });
}

/** Takes the answer of a login as the session of this page. */
export async function startSession(reply: SessionReply): Promise<void> {
  keepToken(reply);
  await loadMemberships(reply.user);
}

/** A token that is good for a request now, renewing it when it is about to end; undefined for visitors. */
export async function freshAccessToken(): Promise<string | undefined> {
  if (renewal) return renewal;
  if (!token) return undefined;
  if (token.expiresAt - now() > renewBeforeMs) return token.value;
  return renewAccessToken();
}

/** Renews the token by the cookie. Concurrent callers share one request: a second use of the same cookie would end the session. */
export function renewAccessToken(): Promise<string | undefined> {
  renewal ??= renew().finally(() => {
    renewal = undefined;
  });
  return renewal;
}

async function renew(): Promise<string | undefined> {
  let response: Response;
  try {
    response = await post('/api/v1/auth/refresh');
  } catch {
    // No network: the session may still be good, so it is kept.
    return token?.value;
  }
  learnServerTime(response);
  if (response.status >= 500 || response.status === 429) return token?.value;
  if (!response.ok) {
    forgetSession();
    return undefined;
  }
  const reply = (await response.json()) as SessionReply;
  keepToken(reply);
  if (session.status !== 'signedIn') await loadMemberships(reply.user);
  return reply.accessToken;
}

function keepToken(reply: SessionReply): void {
  token = { value: reply.accessToken, expiresAt: Date.parse(reply.expiresAt) };
  hint(true);
}

async function loadMemberships(user: User): Promise<void> {
  const response = await fetch('/api/v1/me', {
    headers: { Authorization: `Bearer ${token?.value}`, 'Accept-Language': getLocale() },
  });
  const me = response.ok ? ((await response.json()) as Me) : undefined;
  change({ status: 'signedIn', user: me?.user ?? user, memberships: me?.memberships ?? [] });
}

function forgetSession(): void {
  token = undefined;
  hint(false);
  change({ status: 'visitor', memberships: [] });
}

/** Ends the session here and on the server. Works without network too: then only here. */
export async function endSession(): Promise<void> {
  const ended = post('/api/v1/auth/logout').catch(() => undefined);
  forgetSession();
  await ended;
}

function post(url: string): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    body: '{}',
    credentials: 'same-origin',
    headers: {
      'Content-Type': 'application/json',
      'Accept-Language': getLocale(),
      'Idempotency-Key': crypto.randomUUID(),
      ...(token ? { Authorization: `Bearer ${token.value}` } : {}),
    },
  });
}
