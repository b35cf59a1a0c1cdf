import {
  deleteFavourite,
  deleteSavedSearch,
  insertFavourite,
  insertSavedSearch,
  type SavedSearch,
} from '@guanyi/db/catalogue/shortlist';
import { newId } from '@guanyi/platform/ids';
import { type Command, done, refuse } from '../context.ts';

/** Marks an instrument as a favourite of the caller. Twice is the same as once. */
export const putFavourite: Command<{ instrumentId: string }, null> = async (tx, context, { instrumentId }) => {
  const { userId } = context.reach;
  if (!userId) return refuse('not-signed-in');
  return (await insertFavourite(tx, userId, instrumentId, context.now)) ? done(null) : refuse('not-found');
};

/** Takes the mark away; what is not marked stays so. */
export const removeFavourite: Command<{ instrumentId: string }, null> = async (tx, context, { instrumentId }) => {
  const { userId } = context.reach;
  if (!userId) return refuse('not-signed-in');
  await deleteFavourite(tx, userId, instrumentId);
  return done(null);
};

/** Keeps a search under a name of the caller's; a name that is taken is refused with `already-exists`. */
export const saveSearch: Command<{ name: string; query: Record<string, unknown> }, SavedSearch> = async (
  tx,
  context,
  { name, query },
) => {
  const { userId } = context.reach;
  if (!userId) return refuse('not-signed-in');
  const saved = await insertSavedSearch(tx, { id: newId(), userId, name, query }, context.now);
  return saved ? done(saved) : refuse('already-exists', { errors: [{ pointer: '/name', code: 'already-exists' }] });
};

/** Forgets a saved search of the caller. */
export const deleteSearch: Command<{ savedSearchId: string }, null> = async (tx, context, { savedSearchId }) => {
  const { userId } = context.reach;
  if (!userId || !(await deleteSavedSearch(tx, userId, savedSearchId))) return refuse('not-found');
  return done(null);
};
