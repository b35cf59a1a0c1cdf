import type { member, membership, organisation, user } from '@guanyi/contracts/identity/schemas';
import { formatInstant } from '@guanyi/contracts/shapes';
import type { MemberRow } from '@guanyi/db/identity/member-queries';
import type { OrganisationRow } from '@guanyi/db/identity/organisation-queries';
import type { MembershipView, UserRow } from '@guanyi/db/identity/queries';
import type { z } from 'zod';

export function presentUser(row: UserRow): z.input<typeof user> {
  return {
    id: row.id,
    version: row.version,
    createdAt: formatInstant(row.createdAt),
    updatedAt: formatInstant(row.updatedAt),
    status: row.status,
    email: row.email,
    displayName: row.displayName,
    locale: row.locale,
  };
}

export function presentMembership(row: MembershipView): z.input<typeof membership> {
  return {
    id: row.id,
    organisationId: row.organisationId,
    organisationName: inTwo(row.organisationNameZh, row.organisationNameEn),
    organisationKind: row.organisationKind,
    ...(row.labId ? { labId: row.labId } : {}),
    ...(row.labNameZh ? { labName: inTwo(row.labNameZh, row.labNameEn) } : {}),
    role: row.role,
  };
}

export function presentMember(row: MemberRow): z.input<typeof member> {
  return {
    id: row.id,
    version: row.version,
    createdAt: formatInstant(row.createdAt),
    updatedAt: formatInstant(row.updatedAt),
    status: row.status,
    organisationId: row.organisationId,
    userId: row.userId,
    displayName: row.displayName,
    email: row.email,
    ...(row.labId ? { labId: row.labId } : {}),
    ...(row.labNameZh ? { labName: inTwo(row.labNameZh, row.labNameEn) } : {}),
    role: row.role,
  };
}

/** @param withContact true for its own members and the platform: a contact is a person. */
export function presentOrganisation(row: OrganisationRow, withContact: boolean): z.input<typeof organisation> {
  return {
    id: row.id,
    version: row.version,
    createdAt: formatInstant(row.createdAt),
    updatedAt: formatInstant(row.updatedAt),
    status: row.status,
    slug: row.slug,
    name: inTwo(row.nameZh, row.nameEn),
    kind: row.kind,
    uscc: row.uscc,
    region: row.region,
    isSme: row.isSme,
    ...(withContact && row.contact ? { contact: row.contact } : {}),
    ...(row.verifiedAt === null ? {} : { verifiedAt: formatInstant(row.verifiedAt) }),
    isOverridden: row.overrideEvidence !== null,
  };
}

function inTwo(zh: string, en: string | null): { zh: string; en?: string } {
  return en ? { zh, en } : { zh };
}
