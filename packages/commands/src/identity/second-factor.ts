import type { Tx } from '@guanyi/db/client';
import { findMember } from '@guanyi/db/identity/member-queries';
import {
  deleteSecondFactor,
  loadSecondFactor,
  markStepUsed,
  putSecret,
  replaceRecoveryCodes,
  spendRecoveryCode,
} from '@guanyi/db/identity/second-factor';
import { forgetLoginFailures } from '@guanyi/db/identity/session-store';
import { audit } from '@guanyi/db/identity/store';
import { type Command, type CommandContext, done, refuse } from '../context.ts';
import { hashSecret } from './secrets.ts';
import { secondFactorOrigin } from './take-attempt.ts';
import { newRecoveryCodes, newTotpSecret, plainCode, totpStep } from './totp.ts';

const wrongCode = () => refuse('wrong-code', { errors: [{ pointer: '/code', code: 'wrong-code' }] });

/**
 * Takes a code of the authenticator or a recovery code, once; wrong attempts from before are forgotten then.
 * @returns false for a wrong or used code, and where nothing is confirmed.
 */
export async function takeCode(tx: Tx, userId: string, typed: string, now: number): Promise<boolean> {
  const factor = await loadSecondFactor(tx, userId);
  if (!factor || factor.confirmedAt === null) return false;
  const code = plainCode(typed);
  const step = totpStep(factor.secret, code, now, factor.usedStep);
  if (step !== undefined) await markStepUsed(tx, userId, step, now);
  else if (!(await spendRecoveryCode(tx, userId, hashSecret(code), now))) return false;
  await forgetLoginFailures(tx, secondFactorOrigin(userId));
  return true;
}

/** Makes a secret for an authenticator; it counts only from its first code on. Refuses with `state-conflict` once one counts. */
export const beginSecondFactor: Command<void, { secret: string }> = async (tx, context) => {
  const { userId } = context.reach;
  if (!userId) return refuse('not-signed-in');
  const secret = newTotpSecret();
  if (!(await putSecret(tx, userId, secret, context.now))) return refuse('state-conflict');
  await forgetLoginFailures(tx, secondFactorOrigin(userId));
  return done({ secret });
};

/** Proves with a code that the authenticator has the secret: from now on signing in needs one. Gives the recovery codes, this once. */
export const confirmSecondFactor: Command<{ code: string }, { recoveryCodes: string[] }> = async (
  tx,
  context,
  input,
) => {
  const { userId } = context.reach;
  if (!userId) return refuse('not-signed-in');
  const factor = await loadSecondFactor(tx, userId);
  if (!factor || factor.confirmedAt !== null) return refuse('state-conflict');
  const step = totpStep(factor.secret, plainCode(input.code), context.now, factor.usedStep);
  if (step === undefined) return wrongCode();
  await markStepUsed(tx, userId, step, context.now);
  await forgetLoginFailures(tx, secondFactorOrigin(userId));
  await note(tx, context, 'secondFactor.confirmed', userId);
  return done({ recoveryCodes: await newCodes(tx, userId) });
};

/** Ten new recovery codes; the old ones stop working. */
export const renewRecoveryCodes: Command<{ code: string }, { recoveryCodes: string[] }> = async (
  tx,
  context,
  input,
) => {
  const { userId } = context.reach;
  if (!userId) return refuse('not-signed-in');
  if (!(await takeCode(tx, userId, input.code, context.now))) return wrongCode();
  await note(tx, context, 'secondFactor.codesRenewed', userId);
  return done({ recoveryCodes: await newCodes(tx, userId) });
};

/** The password alone is enough again. Needs a code, so that an unlocked browser cannot do it. */
export const removeSecondFactor: Command<{ code: string }, null> = async (tx, context, input) => {
  const { userId } = context.reach;
  if (!userId) return refuse('not-signed-in');
  if (!(await takeCode(tx, userId, input.code, context.now))) return wrongCode();
  await deleteSecondFactor(tx, userId);
  await note(tx, context, 'secondFactor.removed', userId);
  return done(null);
};

/** For somebody who has lost phone and recovery codes, after the platform has made sure who it is. */
export const resetSecondFactor: Command<{ organisationId: string; memberId: string }, null> = async (
  tx,
  context,
  input,
) => {
  const member = await findMember(tx, context.reach, input.organisationId, input.memberId);
  if (!member) return refuse('not-found');
  if (await deleteSecondFactor(tx, member.userId)) await note(tx, context, 'secondFactor.reset', member.userId);
  return done(null);
};

async function newCodes(tx: Tx, userId: string): Promise<string[]> {
  const codes = newRecoveryCodes();
  await replaceRecoveryCodes(tx, userId, codes.map(hashSecret));
  return codes;
}

async function note(tx: Tx, context: CommandContext, action: string, subjectId: string): Promise<void> {
  const actorUserId = context.reach.userId;
  await audit(
    tx,
    { actorUserId, organisationId: null, action, subjectType: 'user', subjectId, details: {} },
    context.now,
  );
}
