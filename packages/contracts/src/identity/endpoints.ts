import { z } from 'zod';
import { defineEndpoint, noContent } from '../endpoint.ts';
import { cursorId, cursorInstant, email, id, idText, line, localized, pageOf, pageQuery, text } from '../shapes.ts';
import {
  invitation,
  member,
  memberChange,
  membership,
  organisation,
  organisationKind,
  organisationStatus,
  password,
  registration,
  role,
  session,
  uscc,
  user,
} from './schemas.ts';

const byCreation = z.tuple([cursorInstant, cursorId]);
const organisationParams = z.strictObject({ organisationId: id });
const memberParams = z.strictObject({ organisationId: id, memberId: id });
const memberManagers = ['orgAdmin', 'labManager', 'assetOfficer', 'platformAdmin'] as const;

export const registerOrganisation = defineEndpoint({
  operationId: 'registerOrganisation',
  method: 'POST',
  path: '/organisations',
  summary: 'Register an organisation with its first administrator',
  body: registration,
  responses: { 201: organisation },
  problems: ['invalid-uscc', 'already-exists', 'weak-password'],
  roles: ['public'],
  scope: 'public',
});

export const login = defineEndpoint({
  operationId: 'login',
  method: 'POST',
  path: '/auth/login',
  summary: 'Sign in; the refresh token comes as an HttpOnly cookie',
  body: z.strictObject({
    email,
    password,
    /** A code of the authenticator or a recovery code; not looked at where none is needed. */
    totp: z.string().max(20).optional(),
  }),
  responses: { 200: session },
  problems: ['invalid-credentials', 'totp-required', 'too-many-attempts'],
  roles: ['public'],
  scope: 'self',
});

export const refreshSession = defineEndpoint({
  operationId: 'refreshSession',
  method: 'POST',
  path: '/auth/refresh',
  summary: 'Exchange the refresh cookie for a new access token; a reused old cookie ends the session',
  body: z.strictObject({}),
  responses: { 200: session },
  problems: ['session-ended', 'cross-site-request'],
  roles: ['public'],
  scope: 'self',
});

export const logout = defineEndpoint({
  operationId: 'logout',
  method: 'POST',
  path: '/auth/logout',
  summary: 'End the session and forget the cookie',
  body: z.strictObject({}),
  responses: { 204: noContent },
  problems: ['cross-site-request'],
  roles: ['public'],
  scope: 'self',
});

export const getMe = defineEndpoint({
  operationId: 'getMe',
  method: 'GET',
  path: '/me',
  summary: 'The signed-in person and the roles held',
  responses: { 200: z.object({ user, memberships: z.array(membership) }) },
  problems: [],
  roles: ['signedIn'],
  scope: 'self',
});

export const acceptInvitation = defineEndpoint({
  operationId: 'acceptInvitation',
  method: 'POST',
  path: '/invitations/accept',
  summary: 'Accept an invitation with the token of its mail; somebody new sets a password',
  body: z.strictObject({
    token: z.string().min(1).max(200),
    password: password.optional(),
    displayName: line(100).optional(),
  }),
  responses: { 200: z.object({ email: z.string(), organisationId: idText, organisationName: localized, role }) },
  problems: ['invitation-invalid', 'password-required', 'weak-password'],
  roles: ['public'],
  scope: 'public',
});

export const listMembers = defineEndpoint({
  operationId: 'listMembers',
  method: 'GET',
  path: '/organisations/{organisationId}/members',
  summary: 'Members of an organisation, oldest first',
  params: organisationParams,
  query: z.strictObject({ labId: id.optional(), role: role.optional(), ...pageQuery(byCreation) }),
  responses: { 200: pageOf(member) },
  problems: ['not-found', 'invalid-cursor'],
  roles: [...memberManagers, 'auditor'],
  scope: 'organisation',
});

export const inviteMember = defineEndpoint({
  operationId: 'inviteMember',
  method: 'POST',
  path: '/organisations/{organisationId}/members',
  summary: 'Give a person a role; somebody new gets a one-time link by mail',
  params: organisationParams,
  body: invitation,
  responses: { 201: member },
  problems: ['not-found', 'already-exists', 'role-not-grantable', 'lab-required'],
  roles: memberManagers,
  scope: 'organisation',
});

export const updateMember = defineEndpoint({
  operationId: 'updateMember',
  method: 'PATCH',
  path: '/organisations/{organisationId}/members/{memberId}',
  summary: 'Change the role or lab of a member',
  params: memberParams,
  body: memberChange,
  responses: { 200: member },
  problems: ['not-found', 'already-exists', 'role-not-grantable', 'lab-required', 'last-admin', 'state-conflict'],
  roles: memberManagers,
  scope: 'organisation',
  ifMatch: true,
});

export const removeMember = defineEndpoint({
  operationId: 'removeMember',
  method: 'DELETE',
  path: '/organisations/{organisationId}/members/{memberId}',
  summary: 'Take a role away; it stops working at once',
  params: memberParams,
  responses: { 204: noContent },
  problems: ['not-found', 'role-not-grantable', 'last-admin'],
  roles: memberManagers,
  scope: 'organisation',
});

export const listOrganisations = defineEndpoint({
  operationId: 'listOrganisations',
  method: 'GET',
  path: '/organisations',
  summary: 'Organisations within reach, oldest first',
  query: z.strictObject({
    q: line(100, 0).optional(),
    kind: organisationKind.optional(),
    status: organisationStatus.optional(),
    ...pageQuery(byCreation),
  }),
  responses: { 200: pageOf(organisation) },
  problems: ['invalid-cursor'],
  roles: ['platformAdmin', 'orgAdmin', 'labManager', 'keeper', 'finance', 'assetOfficer', 'hqReviewer', 'auditor'],
  scope: 'organisation',
});

export const getOrganisation = defineEndpoint({
  operationId: 'getOrganisation',
  method: 'GET',
  path: '/organisations/{organisationId}',
  summary: 'One organisation',
  params: organisationParams,
  responses: { 200: organisation },
  problems: ['not-found'],
  roles: ['signedIn'],
  scope: 'organisation',
});

export const verifyOrganisation = defineEndpoint({
  operationId: 'verifyOrganisation',
  method: 'POST',
  path: '/organisations/{organisationId}/verify',
  summary: 'Verify an organisation; a credit code that fails its check needs evidence',
  params: organisationParams,
  body: z.strictObject({
    /** Corrects the code on record. */
    uscc: uscc.optional(),
    override: z.boolean().optional(),
    evidence: text(2_000).optional(),
    isSme: z.boolean().optional(),
  }),
  responses: { 200: organisation },
  problems: ['not-found', 'invalid-uscc', 'evidence-required', 'already-exists', 'state-conflict'],
  roles: ['platformAdmin'],
  scope: 'platform',
  ifMatch: true,
});

export const identityEndpoints = {
  registerOrganisation,
  login,
  refreshSession,
  logout,
  getMe,
  acceptInvitation,
  listMembers,
  inviteMember,
  updateMember,
  removeMember,
  listOrganisations,
  getOrganisation,
  verifyOrganisation,
};
