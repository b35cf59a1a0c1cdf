import type { Endpoint } from '@guanyi/contracts/endpoint';
import type { Actor } from '@guanyi/domain/identity/reach';
import type { Role } from '@guanyi/domain/identity/roles';
import type { FastifyRequest } from 'fastify';
import type { Api } from './api.ts';
import type { SessionClaims } from './plugins/sessions.ts';
import { Problem } from './problem.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the access token says; `refused` when there is one that does not hold. */
    session: SessionClaims | 'refused' | undefined;
  }
}

export interface Admission {
  actor: Actor | null;
  /** The roles that the caller holds and the operation admits. */
  roles: readonly Role[];
}

/**
 * Decides who may use an operation at all; which rows they then see is the matter of their reach.
 * @throws Problem 401 without a session, 403 without a role that the endpoint names.
 */
export async function admit(api: Api, endpoint: Endpoint, request: FastifyRequest): Promise<Admission> {
  const isPublic = endpoint.roles.includes('public');
  const session = request.session;
  if (session === undefined) {
    if (isPublic) return { actor: null, roles: [] };
    throw new Problem('not-signed-in');
  }
  const actor = session === 'refused' ? undefined : await api.sessions.actorOf(api.database, session);
  if (!actor) {
    // A page that anybody may read is not withheld because a token has run out; a quote at somebody's own price is.
    if (isPublic && endpoint.roles.length === 1) return { actor: null, roles: [] };
    throw new Problem('invalid-token');
  }
  const held = actor.memberships.map((membership) => membership.role);
  if (endpoint.roles.includes('signedIn')) return { actor, roles: held };
  const roles = held.filter((role) => endpoint.roles.includes(role));
  if (roles.length === 0 && !isPublic) throw new Problem('role-not-allowed');
  return { actor, roles };
}
