import { boolean, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instruments } from '../catalogue/tables.ts';
import { fen, instant, instantRange, key, stamps } from '../columns.ts';
import { organisations, users } from '../identity/tables.ts';

/**
 * Every claim on an instrument's time, of every kind: the one calendar.
 * The exclusion constraint occupancy_no_overlap (migration 0002) is what stops a double booking.
 */
export const occupancy = pgTable(
  'occupancy',
  {
    labId: uuid().notNull(),
    id: key(),
    instrumentId: uuid().notNull(),
    /** Footprint: the claimed window with set-up before and tear-down after. */
    during: instantRange().notNull(),
    kind: text({
      enum: [
        'hold',
        'booking',
        'termLease',
        'loan',
        'equity',
        'maintenance',
        'calibration',
        'breakdown',
        'statutory',
        'openDay',
      ],
    }).notNull(),
    /** Only active claims are in the constraint's index, so history never costs. */
    active: boolean().notNull().default(true),
    /** An outage lies over it: it blocks nobody, but is not given up either, and comes back when the outage is called off. */
    suspended: boolean().notNull().default(false),
    /** What the claim belongs to: a booking, a hold (its own id), later a loan or an outage. */
    claimId: uuid().notNull(),
    organisationId: uuid(),
    userId: uuid(),
    /** After this instant the claim blocks nobody, whether or not the sweeper has come by. Null: never lapses. */
    expiresAt: instant(),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    foreignKey({ columns: [t.labId, t.instrumentId], foreignColumns: [instruments.labId, instruments.id] }),
    /** Serves the owner of a claim: release, shorten, deactivate; a hold is looked up by it alone. */
    index('occupancy_by_claim').on(t.claimId),
  ],
);

export const bookings = pgTable(
  'bookings',
  {
    labId: uuid().notNull(),
    id: key(),
    /** Told to people; made from the day and the id, so that no counter row is fought over. */
    number: text().notNull(),
    instrumentId: uuid().notNull(),
    districtId: uuid().notNull(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    form: text({ enum: ['machineTime', 'sample'] })
      .notNull()
      .default('machineTime'),
    status: text({
      enum: ['pendingApproval', 'confirmed', 'inUse', 'completed', 'declined', 'cancelled', 'expired', 'noShow'],
    }).notNull(),
    fromAt: instant().notNull(),
    untilAt: instant().notNull(),
    purposeKind: text({ enum: ['research', 'development', 'teaching', 'production', 'other'] }).notNull(),
    purposeText: text().notNull(),
    projectCode: text(),
    /** The result is to become a sealed report, which a valid calibration stands behind. */
    sealed: boolean().notNull().default(false),
    serviceWay: text({ enum: ['selfOperated', 'guided', 'commissioned', 'remote', 'other'] }).notNull(),
    quoteId: uuid(),
    /** The policy in force at the booked start, as known when the booking was made: it prices the use too. */
    pricePolicyId: uuid().notNull(),
    priceGroup: text().notNull(),
    quotedSubtotalFen: fen().notNull(),
    quotedTaxFen: fen().notNull(),
    quotedTotalFen: fen().notNull(),
    /** A request nobody decides lapses then: the earlier of the lab's deadline and the start. */
    approvalDeadlineAt: instant(),
    checkedInAt: instant(),
    checkedOutAt: instant(),
    decisionReason: text(),
    cancellationFeeFen: fen(),
    /** The series that it was asked for with; null when asked for alone. */
    seriesId: uuid(),
    /** Unless somebody has checked in by then, the booking is a no-show. As the rules said when the time was chosen. */
    noShowAt: instant(),
    /** When the next user was warned that this use goes on beyond its end; once a booking. */
    overrunToldAt: instant(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.id] }),
    foreignKey({ columns: [t.labId, t.instrumentId], foreignColumns: [instruments.labId, instruments.id] }),
    index('bookings_by_id').on(t.id),
    /** Serves "my bookings". */
    index('bookings_by_organisation').on(t.organisationId, t.fromAt, t.id),
    /** Serves the lab's inbox and board. */
    index('bookings_by_lab').on(t.labId, t.status, t.fromAt, t.id),
    index('bookings_by_instrument').on(t.labId, t.instrumentId, t.fromAt),
    index('bookings_by_district').on(t.districtId, t.fromAt, t.id),
  ],
);

/** Who did what to a booking and when; shown as its timeline. */
export const bookingHistory = pgTable(
  'booking_history',
  {
    labId: uuid().notNull(),
    bookingId: uuid().notNull(),
    position: integer().notNull(),
    at: instant().notNull(),
    action: text().notNull(),
    /** Null when time itself acted: expiry, no-show. */
    actorUserId: uuid(),
    fromStatus: text(),
    toStatus: text().notNull(),
    reason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.labId, t.bookingId, t.position] }),
    foreignKey({ columns: [t.labId, t.bookingId], foreignColumns: [bookings.labId, bookings.id] }),
  ],
);

/** A price told to somebody, usable until it expires. */
export const quotes = pgTable(
  'quotes',
  {
    labId: uuid().notNull(),
    id: key(),
    instrumentId: uuid().notNull(),
    /** Null for a visitor's quote at list price. */
    userId: uuid(),
    organisationId: uuid(),
    form: text().notNull(),
    fromAt: instant().notNull(),
    untilAt: instant().notNull(),
    samples: integer(),
    serviceWay: text().notNull(),
    priceGroup: text().notNull(),
    pricePolicyId: uuid().notNull(),
    lines: jsonb().$type<unknown[]>().notNull(),
    subtotalFen: fen().notNull(),
    taxFen: fen().notNull(),
    totalFen: fen().notNull(),
    expiresAt: instant().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.labId, t.id] }), index('quotes_by_id').on(t.id)],
);
