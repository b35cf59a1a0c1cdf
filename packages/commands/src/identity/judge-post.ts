import type { Tx } from '@guanyi/db/client';
import { ownsLab } from '@guanyi/db/identity/store';
import { mayGrant } from '@guanyi/domain/identity/grants';
import type { Reach } from '@guanyi/domain/identity/reach';
import { needsLab, type OrganisationKind, type Role } from '@guanyi/domain/identity/roles';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';

/** Whether the caller manages members of the organisation at all; otherwise it looks missing. */
export async function mayManage(tx: Tx, reach: Reach, organisationId: string): Promise<boolean> {
  if (reach.all || reach.organisationIds.includes(organisationId) || reach.districtIds.includes(organisationId)) {
    return true;
  }
  for (const labId of reach.labIds) if (await ownsLab(tx, organisationId, labId)) return true;
  return false;
}

/**
 * Decides whether the caller may hand out the post, and completes it: a lab manager's only lab need not be named.
 * Refuses with `lab-required`, `not-found` for a foreign lab, or `role-not-grantable`.
 */
export async function judgePost(
  tx: Tx,
  context: CommandContext,
  organisation: { id: string; kind: OrganisationKind },
  wanted: { role: Role; labId?: string | null | undefined },
): Promise<Outcome<{ role: Role; labId: string | null }>> {
  const refusal = refuse('role-not-grantable', { errors: [{ pointer: '/role', code: 'role-not-grantable' }] });
  if (!needsLab(wanted.role)) {
    const post = { role: wanted.role, labId: null };
    return mayGrant(context.reach, toPost(organisation, post)) ? done(post) : refusal;
  }
  const onlyLab = context.reach.labIds.length === 1 ? context.reach.labIds[0] : undefined;
  const labId = wanted.labId ?? onlyLab;
  if (organisation.kind !== 'customsDistrict') return refusal;
  if (!labId) return refuse('lab-required', { errors: [{ pointer: '/labId', code: 'required' }] });
  if (!(await ownsLab(tx, organisation.id, labId))) return refuse('not-found');
  const post = { role: wanted.role, labId };
  return mayGrant(context.reach, toPost(organisation, post)) ? done(post) : refusal;
}

function toPost(organisation: { id: string; kind: OrganisationKind }, post: { role: Role; labId: string | null }) {
  return { ...post, organisationId: organisation.id, organisationKind: organisation.kind };
}
