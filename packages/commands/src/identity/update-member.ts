import { findMember } from '@guanyi/db/identity/member-queries';
import { loadOrganisation } from '@guanyi/db/identity/organisation-queries';
import { audit, changeMembership, countOtherAdmins } from '@guanyi/db/identity/store';
import { mayGrant } from '@guanyi/domain/identity/grants';
import type { Role } from '@guanyi/domain/identity/roles';
import { type Command, done, refuse } from '../context.ts';
import { entryOf } from './invite-member.ts';
import { judgePost } from './judge-post.ts';

export interface MemberChange {
  organisationId: string;
  memberId: string;
  role?: Role | undefined;
  labId?: string | undefined;
  ifMatch: number | undefined;
}

/** Moves a member to another role or lab. The caller must be allowed to take the old post back and to hand the new one out. */
export const updateMember: Command<MemberChange, { userId: string }> = async (tx, context, input) => {
  const organisation = await loadOrganisation(tx, input.organisationId);
  const member = organisation && (await findMember(tx, context.reach, organisation.id, input.memberId));
  if (!member) return refuse('not-found');
  if (input.ifMatch !== undefined && input.ifMatch !== member.version) return refuse('version-mismatch');
  const current = { ...member, organisationKind: organisation.kind };
  if (!mayGrant(context.reach, current)) return refuse('role-not-grantable');
  const post = await judgePost(tx, context, organisation, {
    role: input.role ?? member.role,
    labId: input.labId ?? member.labId,
  });
  if (!post.ok) return post;
  if (member.role === 'orgAdmin' && post.value.role !== 'orgAdmin' && member.status === 'active') {
    if ((await countOtherAdmins(tx, organisation.id, member.id)) === 0) return refuse('last-admin');
  }
  if (!(await changeMembership(tx, member.id, post.value, context.now))) {
    return refuse('already-exists', { errors: [{ pointer: '/role', code: 'already-exists' }] });
  }
  const changed = { ...member, ...post.value };
  await audit(tx, entryOf('member.changed', context.reach.userId, member.id, changed), context.now);
  return done({ userId: member.userId });
};
