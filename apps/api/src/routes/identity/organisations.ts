import { hashPassword } from '@guanyi/commands/identity/passwords';
import { registerOrganisation as registerIt } from '@guanyi/commands/identity/register-organisation';
import { verifyOrganisation as verify } from '@guanyi/commands/identity/verify-organisation';
import {
  getOrganisation,
  listOrganisations,
  registerOrganisation,
  verifyOrganisation,
} from '@guanyi/contracts/identity/endpoints';
import type { Connection } from '@guanyi/db/client';
import { findOrganisation, listOrganisations as readOrganisations } from '@guanyi/db/identity/organisation-queries';
import { type Actor, publicReach, type Reach } from '@guanyi/domain/identity/reach';
import { checkUscc } from '@guanyi/domain/kernel/uscc';
import type { Api } from '../../api.ts';
import type { Gate } from '../../gate.ts';
import { page } from '../../page.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';
import { refuseWeakPassword } from './new-password.ts';
import { presentOrganisation } from './present.ts';

/** Registering, reading and verifying organisations. */
export function organisationRoutes(api: Api, hashing: Gate): void {
  register(
    api,
    registerOrganisation,
    async ({ body, locale, write }) => {
      const { name, contact, orgAdmin, ...rest } = body;
      const errors = [{ pointer: '/uscc', code: 'invalid-uscc' }];
      if (!checkUscc(body.uscc).ok) throw new Problem('invalid-uscc', { errors });
      refuseWeakPassword(api, orgAdmin.password, orgAdmin, '/orgAdmin/password');
      const passwordHash = await hashing.pass(() => hashPassword(orgAdmin.password));
      const { email, displayName } = orgAdmin;
      const registration = {
        ...rest,
        nameZh: typeof name === 'string' ? name : name.zh,
        nameEn: typeof name === 'string' ? null : (name.en ?? null),
        contact: typeof contact === 'string' ? { name: contact } : (contact ?? null),
        admin: { email, displayName, passwordHash, locale: orgAdmin.locale ?? locale },
      };
      return api.gate.pass(() =>
        write(registerIt, registration, async (tx, { organisationId }) => ({
          status: 201,
          body: await organisationIn(tx, organisationId),
          headers: { location: `/api/v1/organisations/${organisationId}` },
        })),
      );
    },
    { ungated: true, perMinute: 1_200 },
  );

  register(api, listOrganisations, async ({ query, reach, actor }) => {
    const { cursor, ...filter } = query;
    const onlooker = { reach, memberships: actor.memberships };
    const rows = await readOrganisations(api.database, onlooker, { ...filter, after: cursor });
    const present = (row: (typeof rows)[number]) => presentOrganisation(row, mayReadContact(actor, row.id));
    return { status: 200, body: page(rows, query.limit, (row) => [row.createdAt, row.id], present) };
  });

  register(api, getOrganisation, async ({ params, reach, actor }) => {
    const onlooker = { reach, memberships: actor.memberships };
    const row = await findOrganisation(api.database, onlooker, params.organisationId);
    if (!row) throw new Problem('not-found');
    return { status: 200, body: presentOrganisation(row, mayReadContact(actor, row.id)) };
  });

  register(api, verifyOrganisation, async ({ params, body, ifMatch, write }) =>
    write(verify, { ...params, ...body, ifMatch }, async (tx, { organisationId }) => ({
      status: 200,
      body: await organisationIn(tx, organisationId),
    })),
  );
}

const everything: Reach = { ...publicReach, all: true };

async function organisationIn(connection: Connection, organisationId: string) {
  const row = await findOrganisation(connection, { reach: everything, memberships: [] }, organisationId);
  if (!row) throw new Error('An organisation vanished in its own transaction.');
  return presentOrganisation(row, true);
}

/** A contact is a person: only colleagues and the platform see who. */
function mayReadContact(actor: Actor, organisationId: string): boolean {
  return actor.memberships.some(
    (membership) => membership.organisationId === organisationId || membership.role === 'platformAdmin',
  );
}
