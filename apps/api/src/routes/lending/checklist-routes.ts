import { putChecklist, removeChecklist } from '@guanyi/commands/lending/put-checklist';
import * as endpoints from '@guanyi/contracts/lending/checklist-endpoints';
import { formatInstant } from '@guanyi/contracts/shapes';
import type { Connection } from '@guanyi/db/client';
import { findClassOf, findOwnLab, listChecklists } from '@guanyi/db/lending/checklists';
import { checklistFor } from '@guanyi/domain/lending/checklist';
import type { Api } from '../../api.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';

/** What is looked at when an instrument leaves and comes back. */
export function checklistRoutes(api: Api): void {
  register(api, endpoints.getChecklist, async ({ params }) => {
    const place = await findClassOf(api.database, params.instrumentId);
    if (!place) throw new Problem('not-found');
    const { items, ...found } = checklistFor(place.classCode, await listChecklists(api.database, place.labId));
    return { status: 200, body: { ...found, items: items.map(({ zh, en }) => (en ? { zh, en } : { zh })) } };
  });

  register(api, endpoints.listChecklists, async ({ params, reach }) => {
    if (!(await findOwnLab(api.database, reach, params.labId))) throw new Problem('not-found');
    return { status: 200, body: await listsOf(api.database, params.labId) };
  });

  register(api, endpoints.putChecklist, async ({ params, body, write }) =>
    write(
      putChecklist,
      { ...params, items: body.items.map(({ zh, en }) => (en === undefined ? { zh } : { zh, en })) },
      async (tx) => ({ status: 200, body: await listsOf(tx, params.labId) }),
    ),
  );

  register(api, endpoints.removeChecklist, async ({ params, write }) =>
    write(removeChecklist, params, () => ({ status: 204 })),
  );
}

async function listsOf(connection: Connection, labId: string) {
  const lists = await listChecklists(connection, labId);
  return {
    items: lists.map(({ classCode, items, version, updatedAt }) => ({
      ...{ classCode, items, version },
      updatedAt: formatInstant(updatedAt),
    })),
  };
}
