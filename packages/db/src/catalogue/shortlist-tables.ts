import { index, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, key, stamps } from '../columns.ts';
import { users } from '../identity/tables.ts';

/** Instruments that a person wants to find again. */
export const favourites = pgTable(
  'favourites',
  {
    userId: uuid()
      .notNull()
      .references(() => users.id),
    instrumentId: uuid().notNull(),
    labId: uuid().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.instrumentId] }),
    /** Serves the list, newest first. */
    index('favourites_by_time').on(t.userId, t.createdAt, t.instrumentId),
  ],
);

/** Searches that a person runs again, each under a name of its own. */
export const savedSearches = pgTable(
  'saved_searches',
  {
    userId: uuid()
      .notNull()
      .references(() => users.id),
    id: key(),
    name: text().notNull(),
    /** Parameters of `searchInstruments` without dates: what is wanted, not when. */
    query: jsonb().$type<Record<string, unknown>>().notNull(),
    ...stamps(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.id] }), unique('saved_searches_name_once').on(t.userId, t.name)],
);
