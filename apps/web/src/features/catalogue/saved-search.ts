import type { Reply } from '../../app/client.ts';
import { type CatalogueSearch, parseCatalogueSearch, toSearchQuery } from './search-state.ts';

type SavedQuery = Reply<'saveSearch'>['query'];

/** What is kept of a search: all but the dates, which are another's next time. */
export function toSavedQuery({ day: _day, from: _from, until: _until, ...search }: CatalogueSearch): SavedQuery {
  const { facets: _facets, near: _near, ...query } = toSearchQuery(search);
  return query as SavedQuery;
}

/** The state of the page that a kept search stands for; what the page cannot show is left out. */
export function fromSavedQuery({ priceMinFen, priceMaxFen, ...query }: SavedQuery): CatalogueSearch {
  const yuan = (fen: number | undefined) => (fen === undefined ? undefined : String(Math.floor(fen / 100)));
  return parseCatalogueSearch({ ...query, minYuan: yuan(priceMinFen), maxYuan: yuan(priceMaxFen) });
}
