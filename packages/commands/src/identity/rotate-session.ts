import { findUser, type UserRow } from '@guanyi/db/identity/queries';
import { insertRefreshToken, loadRefreshToken, markRotated, revokeFamily } from '@guanyi/db/identity/session-store';
import { type Command, done } from '../context.ts';
import { hashSecret, newSecret } from './secrets.ts';
import { type StartedSession, sessionIdleMs } from './start-session.ts';

/** Two tabs of one browser may both send the old token; later than this it is a thief or a victim, and the session ends for both. */
const graceMs = 10_000;

export type Rotation = { ended: true; userId?: string } | ({ ended: false; user: UserRow } & StartedSession);

/**
 * Exchanges a refresh token for the next of its family. That the session has ended is a result and not a refusal,
 * because ending it must be kept.
 */
export const rotateSession: Command<{ refreshToken: string }, Rotation> = async (tx, context, input) => {
  const token = await loadRefreshToken(tx, hashSecret(input.refreshToken));
  if (!token || token.revokedAt !== null) return done({ ended: true });
  // A token of the future exists only when the clock was set back; then it does not hold.
  if (token.issuedAt > context.now || token.expiresAt <= context.now) return done({ ended: true });
  const isReused = token.rotatedAt !== null && Math.abs(context.now - token.rotatedAt) > graceMs;
  const user = await findUser(tx, token.userId);
  if (isReused || user?.status !== 'active') {
    await revokeFamily(tx, token.familyId, context.now);
    return done({ ended: true, userId: token.userId });
  }
  await markRotated(tx, token.id, context.now);
  const refreshToken = newSecret();
  await insertRefreshToken(tx, {
    familyId: token.familyId,
    userId: token.userId,
    tokenHash: hashSecret(refreshToken),
    issuedAt: context.now,
    expiresAt: context.now + sessionIdleMs,
  });
  return done({ ended: false, user, sessionId: token.familyId, refreshToken });
};
