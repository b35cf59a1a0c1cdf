import { z } from 'zod';
import { defineEndpoint, noContent } from '../endpoint.ts';
import {
  cursorId,
  cursorInstant,
  fen,
  id,
  idText,
  instantText,
  line,
  localized,
  pageOf,
  pageQuery,
  regionCode,
  stamps,
} from '../shapes.ts';
import { accreditation, discipline, form, labLevel, mode } from '../vocabulary.ts';

const instrumentParams = z.strictObject({ instrumentId: id });
const newestFirst = z.tuple([cursorInstant, cursorId]);
const some = <S extends z.ZodType>(value: S) => z.array(value).min(1).max(20).optional();

const favourite = z.object({
  instrumentId: idText,
  createdAt: instantText,
  name: localized,
  model: z.string(),
  classCode: z.string(),
  status: z.enum(['active', 'retired']),
  lab: z.object({ id: idText, name: localized, city: z.string() }),
});

export const putFavourite = defineEndpoint({
  operationId: 'putFavourite',
  method: 'PUT',
  path: '/favourites/{instrumentId}',
  summary: 'Mark an instrument to find it again; twice is the same as once',
  params: instrumentParams,
  body: z.strictObject({}),
  responses: { 204: noContent },
  problems: ['not-found'],
  roles: ['signedIn'],
  scope: 'public',
});

export const removeFavourite = defineEndpoint({
  operationId: 'removeFavourite',
  method: 'DELETE',
  path: '/favourites/{instrumentId}',
  summary: 'Take the mark away',
  params: instrumentParams,
  responses: { 204: noContent },
  problems: [],
  roles: ['signedIn'],
  scope: 'public',
});

export const listFavourites = defineEndpoint({
  operationId: 'listFavourites',
  method: 'GET',
  path: '/favourites',
  summary: 'Own favourites, newest first',
  query: z.strictObject({ ...pageQuery(newestFirst) }),
  responses: { 200: pageOf(favourite) },
  problems: ['invalid-cursor'],
  roles: ['signedIn'],
  scope: 'self',
});

/** Parameters of `searchInstruments` that say what is wanted; when is asked anew each time. */
const searchWish = z.strictObject({
  q: line(100).optional(),
  mode: some(mode),
  form: some(form),
  classCode: some(
    z
      .string()
      .regex(/^\d{1,8}$/)
      .max(8),
  ),
  discipline: some(discipline),
  region: some(regionCode),
  labId: id.optional(),
  labLevel: some(labLevel),
  alliance: some(line(60)),
  accreditation: some(accreditation),
  priceMinFen: fen.optional(),
  priceMaxFen: fen.optional(),
  sort: z.enum(['relevance', 'price', 'distance', 'newest']).optional(),
});

const savedSearch = z.object({ ...stamps, name: z.string(), query: searchWish });

export const saveSearch = defineEndpoint({
  operationId: 'saveSearch',
  method: 'POST',
  path: '/saved-searches',
  summary: 'Keep a search under a name',
  body: z.strictObject({ name: line(80), query: searchWish }),
  responses: { 201: savedSearch },
  problems: ['already-exists'],
  roles: ['signedIn'],
  scope: 'self',
});

export const listSavedSearches = defineEndpoint({
  operationId: 'listSavedSearches',
  method: 'GET',
  path: '/saved-searches',
  summary: 'Own saved searches, newest first',
  query: z.strictObject({ ...pageQuery(newestFirst) }),
  responses: { 200: pageOf(savedSearch) },
  problems: ['invalid-cursor'],
  roles: ['signedIn'],
  scope: 'self',
});

export const deleteSavedSearch = defineEndpoint({
  operationId: 'deleteSavedSearch',
  method: 'DELETE',
  path: '/saved-searches/{savedSearchId}',
  summary: 'Forget a saved search',
  params: z.strictObject({ savedSearchId: id }),
  responses: { 204: noContent },
  problems: ['not-found'],
  roles: ['signedIn'],
  scope: 'self',
});

export const shortlistEndpoints = {
  putFavourite,
  removeFavourite,
  listFavourites,
  saveSearch,
  listSavedSearches,
  deleteSavedSearch,
};
