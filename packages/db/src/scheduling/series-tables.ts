import { foreignKey, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instruments } from '../catalogue/tables.ts';
import { instant, key, stamps } from '../columns.ts';

/** Bookings that were asked for together by one rule of recurrence. Each is a booking of its own; this remembers what they share. */
export const bookingSeries = pgTable(
  'booking_series',
  {
    labId: uuid().notNull(),
    id: key(),
    instrumentId: uuid().notNull(),
    districtId: uuid().notNull(),
    organisationId: uuid().notNull(),
    userId: uuid().notNull(),
    /** RFC 5545, as it was asked for. */
    rrule: text().notNull(),
    /** The zone in whose wall clock the rule was read. */
    zone: text().notNull(),
    /** The first occurrence; the others keep its length. */
    fromAt: instant().notNull(),
    untilAt: instant().notNull(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    foreignKey({ columns: [t.labId, t.instrumentId], foreignColumns: [instruments.labId, instruments.id] }),
    index('booking_series_by_id').on(t.id),
  ],
);
