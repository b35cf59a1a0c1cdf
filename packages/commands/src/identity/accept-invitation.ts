import { findInvitation, type InvitationView } from '@guanyi/db/identity/member-queries';
import { activateUser, audit, setMembershipStatus, useOneTimeToken } from '@guanyi/db/identity/store';
import { type Command, done, refuse } from '../context.ts';
import { entryOf } from './invite-member.ts';
import { hashSecret } from './secrets.ts';

export interface Acceptance {
  token: string;
  /** Hash of the password that a newcomer chose. */
  passwordHash?: string | undefined;
  displayName?: string | undefined;
}

/** Uses the one-time token of an invitation: the role counts from now on, and a newcomer's account begins. */
export const acceptInvitation: Command<Acceptance, InvitationView> = async (tx, context, input) => {
  const used = await useOneTimeToken(tx, hashSecret(input.token), 'invitation', context.now);
  const invitation = used && (await findInvitation(tx, input.token.split('.')[0] ?? '', used.userId));
  if (!invitation) return refuse('invitation-invalid');
  if (invitation.isNewcomer) {
    const { passwordHash, displayName } = input;
    if (!passwordHash) return refuse('password-required', { errors: [{ pointer: '/password', code: 'required' }] });
    await activateUser(tx, invitation.userId, { passwordHash, displayName }, context.now);
  }
  await setMembershipStatus(tx, invitation.memberId, 'active', context.now);
  await audit(tx, entryOf('member.accepted', invitation.userId, invitation.memberId, invitation), context.now);
  return done(invitation);
};
