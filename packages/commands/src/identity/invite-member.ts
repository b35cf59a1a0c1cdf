import { loadOrganisation } from '@guanyi/db/identity/organisation-queries';
import { findUserByEmail } from '@guanyi/db/identity/queries';
import { audit, insertMembership, insertOneTimeToken, insertUser } from '@guanyi/db/identity/store';
import { append } from '@guanyi/db/outbox';
import type { Role } from '@guanyi/domain/identity/roles';
import { type Command, done, refuse } from '../context.ts';
import { judgePost, mayManage } from './judge-post.ts';
import { hashSecret, newSecret } from './secrets.ts';

export interface Invitation {
  organisationId: string;
  email: string;
  role: Role;
  labId?: string | undefined;
  displayName?: string | undefined;
  locale: 'zh-CN' | 'en';
}

const invitationLifetimeMs = 7 * 86_400_000;

/**
 * Offers a person a role. It counts once the person has followed the link in the mail, because only that proves that
 * the address is theirs and that they want it. Inviting again before that sends a new link.
 */
export const inviteMember: Command<Invitation, { memberId: string }> = async (tx, context, input) => {
  const organisation = await loadOrganisation(tx, input.organisationId);
  if (!organisation || !(await mayManage(tx, context.reach, organisation.id))) return refuse('not-found');
  const post = await judgePost(tx, context, organisation, input);
  if (!post.ok) return post;
  const known = await findUserByEmail(tx, input.email);
  const userId = known?.id ?? (await insertUser(tx, newcomer(input), context.now));
  if (!userId) return refuse('already-exists', { errors: [{ pointer: '/email', code: 'already-exists' }] });
  const membership = { userId, organisationId: organisation.id, ...post.value, status: 'invited' as const };
  const memberId = await insertMembership(tx, membership, context.now);
  if (!memberId) return refuse('already-exists', { errors: [{ pointer: '/role', code: 'already-exists' }] });

  // The token names the membership and is hashed whole, so it accepts this one invitation and no other.
  const token = `${memberId}.${newSecret()}`;
  const expiresAt = context.now + invitationLifetimeMs;
  await insertOneTimeToken(tx, { userId, purpose: 'invitation', tokenHash: hashSecret(token), expiresAt });
  await audit(tx, entryOf('member.invited', context.reach.userId, memberId, membership), context.now);
  await append(tx, {
    name: 'member.invited',
    labId: null,
    aggregateId: memberId,
    payload: { organisationId: organisation.id, membershipId: memberId, userId, token, expiresAt },
    occurredAt: context.now,
  });
  return done({ memberId });
};

function newcomer(input: Invitation) {
  const displayName = input.displayName ?? input.email.split('@')[0] ?? input.email;
  return { email: input.email, displayName, passwordHash: null, locale: input.locale, status: 'invited' as const };
}

/** The audit row of a change of roles. */
export function entryOf(
  action: string,
  actorUserId: string | undefined,
  memberId: string,
  post: { userId: string; organisationId: string; labId: string | null; role: string },
) {
  return {
    actorUserId,
    organisationId: post.organisationId,
    labId: post.labId,
    action,
    subjectType: 'membership',
    subjectId: memberId,
    details: { userId: post.userId, role: post.role },
  };
}
