import { insertMembership, insertOrganisation, insertUser } from '@guanyi/db/identity/store';
import { append } from '@guanyi/db/outbox';
import type { OrganisationKind } from '@guanyi/domain/identity/roles';
import { checkUscc } from '@guanyi/domain/kernel/uscc';
import { type Command, done, refuse } from '../context.ts';

export interface Registration {
  nameZh: string;
  nameEn: string | null;
  kind: OrganisationKind;
  uscc: string;
  region: string;
  contact: { name: string; phone?: string; email?: string; address?: string } | null;
  admin: { email: string; displayName: string; passwordHash: string; locale: 'zh-CN' | 'en' };
}

/** Registers an organisation with its first administrator. It may act at once; verification decides about privileges such as prices for small enterprises. */
export const registerOrganisation: Command<Registration, { organisationId: string }> = async (tx, context, input) => {
  const check = checkUscc(input.uscc);
  if (!check.ok) return refuse('invalid-uscc', { errors: [{ pointer: '/uscc', code: 'invalid-uscc' }] });
  const { admin, ...organisation } = input;
  const organisationId = await insertOrganisation(tx, { ...organisation, slug: input.uscc.toLowerCase() }, context.now);
  if (!organisationId) return refuse('already-exists', { errors: [{ pointer: '/uscc', code: 'already-exists' }] });
  const userId = await insertUser(tx, { ...admin, status: 'active' }, context.now);
  if (!userId) return refuse('already-exists', { errors: [{ pointer: '/orgAdmin/email', code: 'already-exists' }] });
  await insertMembership(tx, { userId, organisationId, labId: null, role: 'orgAdmin', status: 'active' }, context.now);
  await append(tx, {
    name: 'organisation.registered',
    labId: null,
    aggregateId: organisationId,
    payload: { organisationId },
    occurredAt: context.now,
  });
  return done({ organisationId });
};
