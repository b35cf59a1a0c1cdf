import { cancelOutage as callOff } from '@guanyi/commands/scheduling/cancel-outage';
import { createOutage as announce } from '@guanyi/commands/scheduling/create-outage';
import * as endpoints from '@guanyi/contracts/scheduling/conflict-endpoints';
import type { Connection } from '@guanyi/db/client';
import { type ConflictView, listConflicts } from '@guanyi/db/scheduling/conflicts';
import { listOutages } from '@guanyi/db/scheduling/outages';
import type { Reach } from '@guanyi/domain/identity/reach';
import type { Api } from '../../api.ts';
import { page } from '../../page.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';
import { presentConflict, presentOutage } from './present-conflict.ts';

/** Outages and what becomes of the claims under them. */
export function conflictRoutes(api: Api): void {
  outages(api);
  conflicts(api);
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
}

async function findConflict(connection: Connection, reach: Reach, id: string): Promise<ConflictView | undefined> {
  const [view] = await listConflicts(connection, reach, { ids: [id], limit: 1 });
  return view;
}
