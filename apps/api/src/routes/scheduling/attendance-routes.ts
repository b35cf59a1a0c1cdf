import {
  appealSuspension as appeal,
  decideSuspension as decide,
  putStrikePolicy as putPolicy,
} from '@guanyi/commands/scheduling/change-suspension';
import * as endpoints from '@guanyi/contracts/scheduling/attendance-endpoints';
import { formatInstant } from '@guanyi/contracts/shapes';
import type { Tx } from '@guanyi/db/client';
import {
  findSuspension,
  listStrikePolicies,
  listSuspensions,
  type StoredStrikePolicy,
  type SuspensionView,
} from '@guanyi/db/scheduling/suspensions';
import type { z } from 'zod';
import type { Api } from '../../api.ts';
import { page } from '../../page.ts';
import { register } from '../../register.ts';

/** What missed bookings lead to. */
export function attendanceRoutes(api: Api): void {
  register(api, endpoints.listStrikePolicies, async ({ params }) => ({
    status: 200,
    body: { items: (await listStrikePolicies(api.database, params.labId)).map(presentPolicy) },
  }));

  register(api, endpoints.putStrikePolicy, async ({ params, body, write }) =>
    write(putPolicy, { ...params, ...body }, (_tx, policy) => ({ status: 200, body: presentPolicy(policy) })),
  );

  register(api, endpoints.listSuspensions, async ({ query, reach, now }) => {
    const { cursor, inForce, ...filter } = query;
    const wanted = { ...filter, inForceAt: inForce ? now : undefined, after: cursor };
    const rows = await listSuspensions(api.database, reach, wanted);
    return { status: 200, body: page(rows, query.limit, (row) => [row.createdAt, row.id], present) };
  });

  register(api, endpoints.appealSuspension, async ({ params, body, write }) =>
    write(appeal, { ...params, ...body }, async (tx, changed) => ({ status: 200, body: await written(tx, changed) })),
  );

  register(api, endpoints.decideSuspension, async ({ params, body, write }) =>
    write(decide, { ...params, ...body }, async (tx, changed) => ({ status: 200, body: await written(tx, changed) })),
  );
}

async function written(tx: Tx, { labId, suspensionId }: { labId: string; suspensionId: string }) {
  const view = await findSuspension(tx, { labId, id: suspensionId });
  if (!view) throw new Error(`Suspension ${suspensionId} is not there after it was written.`);
  return present(view);
}

function presentPolicy({ effectiveFrom, ...policy }: StoredStrikePolicy) {
  return { ...policy, effectiveFrom: formatInstant(effectiveFrom) };
}

function present(view: SuspensionView): z.input<(typeof endpoints.decideSuspension.responses)[200]> {
  const { id, version, status, labId, organisationId, strikes, appealText, decisionComment } = view;
  return {
    ...{ id, version, status, labId, organisationId, strikes },
    createdAt: formatInstant(view.createdAt),
    updatedAt: formatInstant(view.updatedAt),
    lab: { id: labId, name: nameOf(view.lab) },
    organisation: { id: organisationId, name: nameOf(view.organisation) },
    user: { id: view.userId, displayName: view.displayName },
    from: formatInstant(view.from),
    until: formatInstant(view.until),
    ...(appealText !== null && view.appealedAt !== null
      ? { appeal: { text: appealText, at: formatInstant(view.appealedAt) } }
      : {}),
    ...(decisionComment !== null && view.decidedAt !== null
      ? { decision: { comment: decisionComment, at: formatInstant(view.decidedAt) } }
      : {}),
  };
}

function nameOf({ zh, en }: { zh: string; en: string | null }): { zh: string; en?: string } {
  return en ? { zh, en } : { zh };
}
