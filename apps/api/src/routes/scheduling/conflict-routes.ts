import { systemContext } from '@guanyi/commands/context';
import { hashSecret } from '@guanyi/commands/identity/secrets';
import { answerByLink } from '@guanyi/commands/scheduling/answer-by-link';
import { cancelOutage as callOff } from '@guanyi/commands/scheduling/cancel-outage';
import { createOutage as announce } from '@guanyi/commands/scheduling/create-outage';
import { resolveConflict as resolve } from '@guanyi/commands/scheduling/resolve-conflict';
import * as endpoints from '@guanyi/contracts/scheduling/conflict-endpoints';
import type { Connection } from '@guanyi/db/client';
import { findLink } from '@guanyi/db/scheduling/conflict-links';
import { type ConflictView, listConflicts } from '@guanyi/db/scheduling/conflicts';
import { listOutages } from '@guanyi/db/scheduling/outages';
import type { Reach } from '@guanyi/domain/identity/reach';
import type { Api } from '../../api.ts';
import { page } from '../../page.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';
import { presentConflict, presentLinked, presentOutage } from './present-conflict.ts';

/** Outages and what becomes of the claims under them. */
export function conflictRoutes(api: Api): void {
  outages(api);
  conflicts(api);
  links(api);
}

function outages(api: Api): void {
  register(api, endpoints.createOutage, async ({ body, reach, write }) =>
    write(announce, body, async (tx, { id, conflicts: displaced }) => {
      const [outage] = await listOutages(tx, reach, { id, everywhere: true, limit: 1 });
      if (!outage) throw new Error(`Outage ${id} is not there after it was written.`);
      const ids = displaced.map((conflict) => conflict.id);
      const views = ids.length === 0 ? [] : await listConflicts(tx, reach, { ids, limit: ids.length });
      const inOrder = views.sort((a, b) => a.from - b.from);
      return {
        status: 201,
        body: { ...presentOutage(outage), conflicts: inOrder.map(presentConflict) },
        headers: { location: `/api/v1/outages/${id}` },
      };
    }),
  );

  register(api, endpoints.cancelOutage, async ({ params, write }) => write(callOff, params, () => ({ status: 204 })));

  register(api, endpoints.listOutages, async ({ query, reach }) => {
    const { cursor, ...filter } = query;
    if (filter.from !== undefined && filter.until !== undefined && filter.until <= filter.from)
      throw new Problem('invalid-window');
    const isStaff = reach.labIds.length > 0 || reach.districtIds.length > 0;
    const everywhere = !isStaff || filter.instrumentId !== undefined || filter.labId !== undefined;
    const rows = await listOutages(api.database, reach, { ...filter, everywhere, after: cursor });
    return { status: 200, body: page(rows, query.limit, (row) => [row.from, row.id], presentOutage) };
  });
}

function conflicts(api: Api): void {
  register(api, endpoints.listConflicts, async ({ query, reach }) => {
    const { cursor, ...filter } = query;
    const rows = await listConflicts(api.database, reach, { ...filter, after: cursor });
    return { status: 200, body: page(rows, query.limit, (row) => [row.createdAt, row.id], presentConflict) };
  });

  register(api, endpoints.getConflict, async ({ params, reach }) => {
    const view = await findConflict(api.database, reach, params.conflictId);
    if (!view) throw new Problem('not-found');
    return { status: 200, body: presentConflict(view) };
  });

  register(api, endpoints.resolveConflict, async ({ params, body, ifMatch, reach, write }) =>
    write(resolve, { ...params, answer: body, ifMatch }, async (tx, { id }) => {
      const view = await findConflict(tx, reach, id);
      if (!view) throw new Error(`Conflict ${id} is not there after it was resolved.`);
      return { status: 200, body: presentConflict(view) };
    }),
  );
}

/** By the link of a mail: whoever has it answers for the person it was sent to. */
function links(api: Api): void {
  register(
    api,
    endpoints.getConflictByLink,
    async ({ params, now }) => {
      const found = await findByLink(api.database, params.answerToken, now);
      if (!found) throw new Problem('not-found');
      return { status: 200, body: found };
    },
    { perMinute: linkReadsPerMinute },
  );

  register(
    api,
    endpoints.answerConflictByLink,
    async ({ params, body, now, write }) =>
      write(answerByLink, { token: params.answerToken, answer: body }, async (tx) => {
        const found = await findByLink(tx, params.answerToken, now);
        if (!found) throw new Error('A link is gone after it was used.');
        return { status: 200, body: found };
      }),
    { perMinute: linkReadsPerMinute },
  );
}

/** Enough for everybody behind one address, too few to guess 256 bits. */
const linkReadsPerMinute = 120;

async function findByLink(connection: Connection, token: string, now: number) {
  const link = await findLink(connection, hashSecret(token));
  if (!link) return undefined;
  const [view] = await listConflicts(connection, systemContext(now).reach, { ids: [link.conflictId], limit: 1 });
  const state = link.usedAt !== null ? 'used' : now >= link.expiresAt ? 'expired' : 'usable';
  return view && presentLinked(view, state);
}

async function findConflict(connection: Connection, reach: Reach, id: string): Promise<ConflictView | undefined> {
  const [view] = await listConflicts(connection, reach, { ids: [id], limit: 1 });
  return view;
}
