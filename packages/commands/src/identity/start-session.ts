import { forgetLoginFailures, insertRefreshToken, type LoginOrigin } from '@guanyi/db/identity/session-store';
import { newId } from '@guanyi/platform/ids';
import { type Command, done, refuse } from '../context.ts';
import { takeCode } from './second-factor.ts';
import { hashSecret, newSecret } from './secrets.ts';

/** A session that nobody uses for this long is over. */
export const sessionIdleMs = 14 * 86_400_000;

export interface StartedSession {
  sessionId: string;
  refreshToken: string;
}

export interface RightPassword extends LoginOrigin {
  userId: string;
  /** Whether a code is needed as well, and the one that was given. */
  hasSecondFactor: boolean;
  code: string | undefined;
}

/**
 * Begins a session after the password was right; earlier failures from the same origin are forgotten. A wrong code is refused as a wrong
 * password is, so that nobody learns which of the two it was.
 */
export const startSession: Command<RightPassword, StartedSession> = async (tx, context, input) => {
  if (input.hasSecondFactor && !(await takeCode(tx, input.userId, input.code ?? '', context.now))) {
    return refuse('invalid-credentials');
  }
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
