import { getMe } from '@guanyi/contracts/identity/endpoints';
import { findUser, listOwnMemberships } from '@guanyi/db/identity/queries';
import type { Api } from '../../api.ts';
import { createGate } from '../../gate.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';
import { memberRoutes } from './members.ts';
import { organisationRoutes } from './organisations.ts';
import { presentMembership, presentUser } from './present.ts';
import { secondFactorRoutes } from './second-factor.ts';
import { sessionRoutes } from './sessions.ts';

/** Each hash takes 19 MiB and a core for some 20 ms; more at a time would only starve everything else. */
const hashingGate = { width: 2, queueLimit: 300, waitLimitMs: 8_000 };

/** Who people are, what they belong to, and how they sign in. */
export function identityRoutes(api: Api): void {
  const hashing = createGate(hashingGate);
  sessionRoutes(api, hashing);
  organisationRoutes(api, hashing);
  memberRoutes(api, hashing);
  secondFactorRoutes(api, hashing);

  register(api, getMe, async ({ actor }) => {
    const user = await findUser(api.database, actor.userId);
    if (!user) throw new Problem('invalid-token');
    const memberships = await listOwnMemberships(api.database, actor.userId);
    return { status: 200, body: { user: presentUser(user), memberships: memberships.map(presentMembership) } };
  });
}
