import type { Tx } from '@guanyi/db/client';
import { insertLoginFailure, type LoginOrigin, listLoginFailures, lockLogins } from '@guanyi/db/identity/session-store';
import { type Command, done, type Outcome, refuse } from '../context.ts';
import { hashSecret } from './secrets.ts';

const failureLimit = 10;
const failureWindowMs = 15 * 60_000;

/**
 * Codes of six digits are few, and who tries them knows the password already: they are counted by account whatever the address,
 * since no stranger can use the count up.
 */
export function secondFactorOrigin(userId: string): LoginOrigin {
  return { accountHash: hashSecret(userId), address: 'second-factor' };
}

/** Takes one of ten attempts in 15 minutes. Refuses with `too-many-attempts` and the seconds to wait. */
export async function countAttempt(tx: Tx, origin: LoginOrigin, now: number): Promise<Outcome<null>> {
  await lockLogins(tx, origin);
  const failures = await listLoginFailures(tx, origin, { from: now - failureWindowMs, until: now });
  const oldestThatCounts = failures.at(-failureLimit);
  if (oldestThatCounts !== undefined) {
    const retryAfterSeconds = (oldestThatCounts + failureWindowMs - now) / 1_000;
    return refuse('too-many-attempts', { details: { retryAfterSeconds } });
  }
  await insertLoginFailure(tx, origin, now);
  return done(null);
}

/** An attempt at the password or a code of somebody who is known; given back by whatever succeeds. */
export const takeAttempt: Command<{ userId: string }, null> = (tx, context, { userId }) =>
  countAttempt(tx, secondFactorOrigin(userId), context.now);
