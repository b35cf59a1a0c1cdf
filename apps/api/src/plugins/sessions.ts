import type { Connection } from '@guanyi/db/client';
import { findActor } from '@guanyi/db/identity/queries';
import type { Actor } from '@guanyi/domain/identity/reach';

export interface Sessions {
  /** The person behind a token with the memberships of this moment; undefined when the session has ended. */
  actorOf(connection: Connection, session: SessionClaims): Promise<Actor | undefined>;
  /** Forgets what is known of a person, so that a change of rights counts from the next request on. */
  forget(userId: string): void;
}

/** What an access token says; roles are not in it, because a role may be taken away while the token lives. */
export interface SessionClaims {
  userId: string;
  /** The family of refresh tokens that the token came from. */
  sessionId: string;
  tokenVersion: number;
}

/** Long enough to spare a busy client nearly every look-up, short enough that another process hears of a change at once. */
const freshForMs = 1_000;
const entryLimit = 20_000;

interface Entry {
  userId: string;
  loadedAtMs: number;
  actor: Promise<Actor | undefined>;
}

/** Reads memberships from the database per session, at most once a second; simultaneous requests share one look-up. */
export function createSessions(): Sessions {
  const entries = new Map<string, Entry>();
  return {
    actorOf(connection, session) {
      const key = `${session.sessionId}:${session.tokenVersion}`;
      const known = entries.get(key);
      if (known && performance.now() - known.loadedAtMs < freshForMs) return known.actor;
      if (entries.size >= entryLimit) entries.clear();
      const actor = findActor(connection, session);
      entries.set(key, { userId: session.userId, loadedAtMs: performance.now(), actor });
      actor.catch(() => entries.delete(key));
      return actor;
    },
    forget(userId) {
      for (const [key, entry] of entries) if (entry.userId === userId) entries.delete(key);
    },
  };
}
