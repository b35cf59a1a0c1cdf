import { forgetLoginFailures, insertRefreshToken, type LoginOrigin } from '@guanyi/db/identity/session-store';
import { newId } from '@guanyi/platform/ids';
import { type Command, done } from '../context.ts';
import { hashSecret, newSecret } from './secrets.ts';

/** A session that nobody uses for this long is over. */
export const sessionIdleMs = 14 * 86_400_000;

export interface StartedSession {
  sessionId: string;
  refreshToken: string;
}

/** Begins a session after the password was right; earlier failures from the same origin are forgotten. */
export const startSession: Command<LoginOrigin & { userId: string }, StartedSession> = async (tx, context, input) => {
  await forgetLoginFailures(tx, input);
  const sessionId = newId();
  const refreshToken = newSecret();
  await insertRefreshToken(tx, {
    familyId: sessionId,
    userId: input.userId,
    tokenHash: hashSecret(refreshToken),
    issuedAt: context.now,
    expiresAt: context.now + sessionIdleMs,
  });
  return done({ sessionId, refreshToken });
};
