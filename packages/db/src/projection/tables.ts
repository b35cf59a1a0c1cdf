import {
  bigint,
  boolean,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';

/** A quarter of an hour each, from the first instant of a local day on; a day on which clocks go back has one hundred. */
const cells = customType<{ data: string; driverData: string }>({ dataType: () => 'bit(100)' });

/*
 * Everything here is derived from instruments, rules and the one calendar, serves the search alone and decides nothing.
 * It can be thrown away and made again at any time; see infra/decisions on the projection.
 */

/** What was changed since the projection was last brought up to date: written with every change, in its transaction. */
export const calendarNotes = pgTable(
  'calendar_notes',
  {
    labId: uuid().notNull(),
    id: bigint({ mode: 'number' }).generatedAlwaysAsIdentity(),
    instrumentId: uuid().notNull(),
    /** The time whose claims changed; null when the instrument itself or its rules did. */
    fromAt: instant(),
    untilAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.labId, t.id] })],
);

/** Sets of rules that instruments share: without claims they are free at the same times. */
export const bookingPatterns = pgTable('booking_patterns', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  digest: text().notNull().unique(),
  zone: text().notNull(),
  offersMachineTime: boolean().notNull(),
  /** Null for instruments without rules. */
  rules: jsonb(),
});

/** Active instruments by what they are counted and filtered under. */
export const instrumentFacets = pgTable(
  'instrument_facets',
  {
    labId: uuid().notNull(),
    instrumentId: uuid().notNull(),
    patternId: integer().notNull(),
    facets: integer().array().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.instrumentId] }),
    /** Serves look-ups of what a search sets aside, by public id alone. */
    index('instrument_facets_by_instrument').on(t.instrumentId),
  ],
);

/** How many active instruments have both facets; 0 stands for any, so (0, 0) counts all of a pattern. */
export const facetCounts = pgTable(
  'facet_counts',
  {
    patternId: integer().notNull(),
    a: integer().notNull(),
    b: integer().notNull(),
    count: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.a, t.patternId, t.b] })],
);

/** What is taken of an instrument's local day, buffers included; no row for a day without claims. */
export const instrumentDays = pgTable(
  'instrument_days',
  {
    labId: uuid().notNull(),
    instrumentId: uuid().notNull(),
    day: date({ mode: 'string' }).notNull(),
    patternId: integer().notNull(),
    busy: cells().notNull(),
    /** When the first of the day's claims lapses by itself; from then on the row says too much. */
    lapsesAt: instant(),
    facets: integer().array().notNull(),
  },
  (t) => [primaryKey({ columns: [t.labId, t.instrumentId, t.day] })],
);
