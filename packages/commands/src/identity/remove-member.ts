import { findMember } from '@guanyi/db/identity/member-queries';
import { loadOrganisation } from '@guanyi/db/identity/organisation-queries';
import { audit, countOtherAdmins, setMembershipStatus } from '@guanyi/db/identity/store';
import { mayGrant } from '@guanyi/domain/identity/grants';
import { type Command, done, refuse } from '../context.ts';
import { entryOf } from './invite-member.ts';

/** Takes a role away. The person keeps the account and the history; an organisation keeps at least one administrator. */
export const removeMember: Command<{ organisationId: string; memberId: string }, { userId: string }> = async (
  tx,
  context,
  input,
) => {
  const organisation = await loadOrganisation(tx, input.organisationId);
  const member = organisation && (await findMember(tx, context.reach, organisation.id, input.memberId));
  if (!member) return refuse('not-found');
  if (!mayGrant(context.reach, { ...member, organisationKind: organisation.kind })) return refuse('role-not-grantable');
  const isLastAdmin =
    member.role === 'orgAdmin' &&
    member.status === 'active' &&
    (await countOtherAdmins(tx, organisation.id, member.id)) === 0;
  if (isLastAdmin) return refuse('last-admin');
  await setMembershipStatus(tx, member.id, 'removed', context.now);
  await audit(tx, entryOf('member.removed', context.reach.userId, member.id, member), context.now);
  return done({ userId: member.userId });
};
