import { loadRefreshToken, revokeFamily } from '@guanyi/db/identity/session-store';
import { type Command, done } from '../context.ts';
import { hashSecret } from './secrets.ts';

/** Ends the session of a refresh token, or of an access token; ending what has ended is fine. */
export const endSession: Command<
  { refreshToken?: string | undefined; sessionId?: string | undefined },
  { userId?: string }
> = async (tx, context, input) => {
  const token = input.refreshToken ? await loadRefreshToken(tx, hashSecret(input.refreshToken)) : undefined;
  for (const familyId of new Set([token?.familyId, input.sessionId])) {
    if (familyId) await revokeFamily(tx, familyId, context.now);
  }
  return done(token ? { userId: token.userId } : {});
};
