import { getMe } from '@guanyi/contracts/identity/endpoints';
import { findUser, listOwnMemberships } from '@guanyi/db/identity/queries';
import type { Api } from '../../api.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';
import { presentMembership, presentUser } from './present.ts';

/** Who people are, what they belong to, and how they sign in. */
export function identityRoutes(api: Api): void {
  register(api, getMe, async ({ actor }) => {
    const [user, memberships] = [
      await findUser(api.database, actor.userId),
      await listOwnMemberships(api.database, actor.userId),
    ];
    if (!user) throw new Problem('invalid-token');
    return { status: 200, body: { user: presentUser(user), memberships: memberships.map(presentMembership) } };
  });
}
