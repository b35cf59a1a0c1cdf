import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant, key, stamps } from '../columns.ts';
import { users } from '../identity/tables.ts';

/** What a lab calls the qualifications that its booking rules ask for by their id. */
export const qualificationKinds = pgTable(
  'qualification_kinds',
  {
    labId: uuid().notNull(),
    id: text().notNull(),
    nameZh: text().notNull(),
    nameEn: text(),
    ...stamps(),
  },
  (t) => [primaryKey({ columns: [t.labId, t.id] })],
);

/**
 * Who may operate what in a lab, and until when. Never deleted, only revoked, because people ask later who was allowed then.
 * A grant without an instrument or a class counts in the whole lab; one without a kind meets every requirement there.
 */
export const qualifications = pgTable(
  'qualifications',
  {
    labId: uuid().notNull(),
    id: key(),
    districtId: uuid().notNull(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    instrumentId: uuid(),
    /** A prefix covers every class below it. */
    classCode: text(),
    kindId: text(),
    /** From this instant on it is worth nothing; null: does not expire. */
    expiresAt: instant(),
    grantedBy: uuid().notNull(),
    note: text(),
    revokedAt: instant(),
    revokedBy: uuid(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    index('qualifications_by_id').on(t.id),
    /** Serves the judgement of a booking: what this person holds in this lab. */
    index('qualifications_by_user').on(t.userId, t.labId),
  ],
);
