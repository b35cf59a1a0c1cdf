import { decideByLink } from '@guanyi/commands/approvals/decide-by-link';
import { systemContext } from '@guanyi/commands/context';
import { hashSecret } from '@guanyi/commands/identity/secrets';
import { decideApprovalByLink, getApprovalByLink } from '@guanyi/contracts/approvals/link-endpoints';
import { findApprovalLink } from '@guanyi/db/approvals/links';
import { findApproval } from '@guanyi/db/approvals/queries';
import type { Connection } from '@guanyi/db/client';
import type { Api } from '../../api.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';
import { presentApproval } from './present.ts';

/** Enough for everybody behind one address, too few to guess 256 bits. */
const perMinute = 120;

/** By the link of a mail: whoever has it decides for the person it was sent to. */
export function approvalLinkRoutes(api: Api): void {
  register(
    api,
    getApprovalByLink,
    async ({ params, now }) => {
      const found = await findByLink(api.database, params.decisionToken, now);
      if (!found) throw new Problem('not-found');
      return { status: 200, body: found };
    },
    { perMinute },
  );

  register(
    api,
    decideApprovalByLink,
    async ({ params, body, now, write }) =>
      write(decideByLink, { token: params.decisionToken, ...body }, async (tx) => {
        const found = await findByLink(tx, params.decisionToken, now);
        if (!found) throw new Error('A link is gone after it was used.');
        return { status: 200, body: found };
      }),
    { perMinute },
  );
}

async function findByLink(connection: Connection, token: string, now: number) {
  const link = await findApprovalLink(connection, hashSecret(token));
  const view = link && (await findApproval(connection, systemContext(now).reach, [], link.approvalId));
  if (!view) return undefined;
  const state = link.usedAt !== null ? 'used' : now >= link.expiresAt ? 'expired' : 'usable';
  const shown = presentApproval(view, [], now);
  const { id, subjectType, subjectNumber, role, step, round, status, deadline, onTimeout } = shown;
  const { mode, form, valueFen, days, zone, instrument, organisation } = shown;
  return {
    ...{ id, subjectType, subjectNumber, role, step, round, status, deadline, onTimeout },
    ...{ mode, ...(form ? { form } : {}), valueFen, days, zone, instrument },
    organisation: { name: organisation.name },
    link: state,
  } as const;
}
