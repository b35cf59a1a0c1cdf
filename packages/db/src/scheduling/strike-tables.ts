import { index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { instant, instantRange, key, stamps } from '../columns.ts';
import { users } from '../identity/tables.ts';

/** How many missed bookings suspend somebody, and for how long; the one in force at the time of the strike counts. */
export const strikePolicies = pgTable(
  'strike_policies',
  {
    labId: uuid().notNull(),
    id: key(),
    effectiveFrom: instant().notNull(),
    /** 0 strikes: nobody is ever suspended. */
    strikes: integer().notNull(),
    withinDays: integer().notNull(),
    suspendDays: integer().notNull(),
    createdBy: uuid(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    uniqueIndex('strike_policies_one_a_moment').on(t.labId, t.effectiveFrom),
  ],
);

/** One booking that somebody did not keep; a booking gives one strike at most. */
export const strikes = pgTable(
  'strikes',
  {
    labId: uuid().notNull(),
    bookingId: uuid().notNull(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    organisationId: uuid().notNull(),
    at: instant().notNull(),
    /** Counted towards this suspension, and towards no other. */
    suspensionId: uuid(),
  },
  (t) => [primaryKey({ columns: [t.labId, t.bookingId] }), index('strikes_by_user').on(t.labId, t.userId, t.at)],
);

/** A stretch in which somebody may book nothing in the lab. The constraint suspensions_no_overlap allows one at a time. */
export const suspensions = pgTable(
  'suspensions',
  {
    labId: uuid().notNull(),
    id: key(),
    districtId: uuid().notNull(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    organisationId: uuid().notNull(),
    during: instantRange().notNull(),
    status: text({ enum: ['active', 'appealed', 'upheld', 'lifted'] }).notNull(),
    strikes: integer().notNull(),
    appealText: text(),
    appealedAt: instant(),
    decidedBy: uuid(),
    decidedAt: instant(),
    decisionComment: text(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    index('suspensions_by_id').on(t.id),
    index('suspensions_by_user').on(t.userId, t.labId),
  ],
);
