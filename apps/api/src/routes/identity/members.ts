import { acceptInvitation as accept } from '@guanyi/commands/identity/accept-invitation';
import { inviteMember as invite } from '@guanyi/commands/identity/invite-member';
import { hashPassword } from '@guanyi/commands/identity/passwords';
import { removeMember as remove } from '@guanyi/commands/identity/remove-member';
import { updateMember as update } from '@guanyi/commands/identity/update-member';
import {
  acceptInvitation,
  inviteMember,
  listMembers,
  removeMember,
  updateMember,
} from '@guanyi/contracts/identity/endpoints';
import type { Connection } from '@guanyi/db/client';
import { findMember, listMembers as readMembers } from '@guanyi/db/identity/member-queries';
import { findOrganisation } from '@guanyi/db/identity/organisation-queries';
import { publicReach, type Reach } from '@guanyi/domain/identity/reach';
import type { Api } from '../../api.ts';
import type { Gate } from '../../gate.ts';
import { page } from '../../page.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';
import { refuseWeakPassword } from './new-password.ts';
import { presentMember } from './present.ts';

/** Who belongs to an organisation in which role. */
export function memberRoutes(api: Api, hashing: Gate): void {
  register(api, listMembers, async ({ params, query, reach, roles, actor }) => {
    // Customers that a lab has served are in its sight, their members are not: only posts that manage members count here.
    const memberships = actor.memberships.filter((membership) => roles.includes(membership.role));
    const onlooker = { reach: { ...publicReach, all: reach.all }, memberships };
    const organisation = await findOrganisation(api.database, onlooker, params.organisationId);
    if (!organisation) throw new Problem('not-found');
    const { cursor, ...filter } = query;
    const rows = await readMembers(api.database, reach, { ...filter, ...params, after: cursor });
    return { status: 200, body: page(rows, query.limit, (row) => [row.createdAt, row.id], presentMember) };
  });

  register(api, inviteMember, async ({ params, body, locale, reach, write }) =>
    write(invite, { ...params, locale, ...body }, async (tx, { memberId }) => ({
      status: 201,
      body: await memberIn(tx, reach, params.organisationId, memberId),
      headers: { location: `/api/v1/organisations/${params.organisationId}/members/${memberId}` },
    })),
  );

  register(api, updateMember, async ({ params, body, ifMatch, reach, write }) => {
    let changed: string | undefined;
    const answer = await write(update, { ...params, ...body, ifMatch }, async (tx, { userId }) => {
      changed = userId;
      return { status: 200, body: await memberIn(tx, reach, params.organisationId, params.memberId) };
    });
    if (changed) api.sessions.forget(changed);
    return answer;
  });

  register(api, removeMember, async ({ params, write }) => {
    let removed: string | undefined;
    const answer = await write(remove, params, (_tx, { userId }) => {
      removed = userId;
      return { status: 204 };
    });
    if (removed) api.sessions.forget(removed);
    return answer;
  });

  register(
    api,
    acceptInvitation,
    async ({ body, write }) => {
      const { password, ...rest } = body;
      if (password) refuseWeakPassword(api, password, { email: '', displayName: body.displayName ?? '' }, '/password');
      const passwordHash = password ? await hashing.pass(() => hashPassword(password)) : undefined;
      return api.gate.pass(() =>
        write(accept, { ...rest, passwordHash }, (_tx, accepted) => {
          api.sessions.forget(accepted.userId);
          const { email, organisationId, role, organisationNameZh: zh, organisationNameEn: en } = accepted;
          return { status: 200, body: { email, organisationId, organisationName: en ? { zh, en } : { zh }, role } };
        }),
      );
    },
    { ungated: true, perMinute: 300 },
  );
}

/** The member as the caller sees it after the change, even when the change has moved it out of reach. */
async function memberIn(connection: Connection, reach: Reach, organisationId: string, memberId: string) {
  const row = await findMember(connection, { ...reach, all: true }, organisationId, memberId);
  if (!row) throw new Error('A member vanished in its own transaction.');
  return presentMember(row);
}
