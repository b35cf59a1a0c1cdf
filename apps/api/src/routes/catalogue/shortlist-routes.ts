import {
  putFavourite as addFavourite,
  deleteSearch,
  saveSearch as keepSearch,
  removeFavourite as takeFavouriteAway,
} from '@guanyi/commands/catalogue/keep-shortlist';
import {
  deleteSavedSearch,
  listFavourites,
  listSavedSearches,
  putFavourite,
  removeFavourite,
  saveSearch,
} from '@guanyi/contracts/catalogue/shortlist-endpoints';
import type { Output } from '@guanyi/contracts/endpoint';
import { formatInstant } from '@guanyi/contracts/shapes';
import {
  type Favourite,
  listFavourites as readFavourites,
  listSavedSearches as readSavedSearches,
  type SavedSearch,
} from '@guanyi/db/catalogue/shortlist';
import type { Api } from '../../api.ts';
import { page } from '../../page.ts';
import { register } from '../../register.ts';
import { localizedName } from './present-instrument.ts';

/** What a person keeps of the catalogue: favourites and searches. */
export function shortlistRoutes(api: Api): void {
  register(api, putFavourite, async ({ params, write }) => write(addFavourite, params, () => ({ status: 204 })));

  register(api, removeFavourite, async ({ params, write }) =>
    write(takeFavouriteAway, params, () => ({ status: 204 })),
  );

  register(api, listFavourites, async ({ query, actor }) => {
    const { limit, cursor } = query;
    const rows = await readFavourites(api.database, { userId: actor.userId, limit, after: cursor });
    return { status: 200, body: page(rows, limit, (row) => [row.createdAt, row.instrumentId], presentFavourite) };
  });

  register(api, saveSearch, async ({ body, write }) =>
    write(keepSearch, body, (_tx, saved) => ({ status: 201, body: presentSaved(saved) })),
  );

  register(api, listSavedSearches, async ({ query, actor }) => {
    const { limit, cursor } = query;
    const rows = await readSavedSearches(api.database, { userId: actor.userId, limit, after: cursor });
    return { status: 200, body: page(rows, limit, (row) => [row.createdAt, row.id], presentSaved) };
  });

  register(api, deleteSavedSearch, async ({ params, write }) => write(deleteSearch, params, () => ({ status: 204 })));
}

function presentFavourite(row: Favourite): Output<typeof listFavourites>['items'][number] {
  return {
    instrumentId: row.instrumentId,
    createdAt: formatInstant(row.createdAt),
    name: localizedName(row.nameZh, row.nameEn),
    model: row.model,
    classCode: row.classCode,
    status: row.status,
    lab: { id: row.labId, name: localizedName(row.labNameZh, row.labNameEn), city: row.city },
  };
}

/** The query was parsed when it was kept. */
function presentSaved(saved: SavedSearch): Output<typeof saveSearch> {
  return {
    id: saved.id,
    version: saved.version,
    createdAt: formatInstant(saved.createdAt),
    updatedAt: formatInstant(saved.updatedAt),
    name: saved.name,
    query: saved.query as Output<typeof saveSearch>['query'],
  };
}
