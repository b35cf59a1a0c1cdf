import { findUserByEmail, type UserRow } from '@guanyi/db/identity/queries';
import type { LoginOrigin } from '@guanyi/db/identity/session-store';
import { type Command, done } from '../context.ts';
import { countAttempt } from './take-attempt.ts';

/**
 * Takes one of the ten attempts that an account has from one address in 15 minutes, and looks the account up.
 * The attempt is given back by `startSession`. Refuses with `too-many-attempts` and the seconds to wait.
 */
export const beginLogin: Command<LoginOrigin & { email: string }, { user: UserRow | undefined }> = async (
  tx,
  context,
  { email, ...origin },
) => {
  const counted = await countAttempt(tx, origin, context.now);
  if (!counted.ok) return counted;
  return done({ user: await findUserByEmail(tx, email) });
};
