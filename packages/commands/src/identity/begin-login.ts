import { findUserByEmail, type UserRow } from '@guanyi/db/identity/queries';
import { insertLoginFailure, type LoginOrigin, listLoginFailures, lockLogins } from '@guanyi/db/identity/session-store';
import { type Command, done, refuse } from '../context.ts';

const failureLimit = 10;
const failureWindowMs = 15 * 60_000;

/**
 * Takes one of the ten attempts that an account has from one address in 15 minutes, and looks the account up.
 * The attempt is given back by `startSession`. Refuses with `too-many-attempts` and the seconds to wait.
 */
export const beginLogin: Command<LoginOrigin & { email: string }, { user: UserRow | undefined }> = async (
  tx,
  context,
  input,
) => {
  await lockLogins(tx, input);
  const failures = await listLoginFailures(tx, input, { from: context.now - failureWindowMs, until: context.now });
  const oldestThatCounts = failures.at(-failureLimit);
  if (oldestThatCounts !== undefined) {
    const retryAfterSeconds = (oldestThatCounts + failureWindowMs - context.now) / 1_000;
    return refuse('too-many-attempts', { details: { retryAfterSeconds } });
  }
  await insertLoginFailure(tx, input, context.now);
  return done({ user: await findUserByEmail(tx, input.email) });
};
