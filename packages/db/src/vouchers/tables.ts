import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { fen, instant, key, stamps } from '../columns.ts';
import { organisations } from '../identity/tables.ts';
import { statements } from '../statements/tables.ts';

/** What somebody gives customers to spend on instruments: a science and technology voucher programme of a region and year. */
export const voucherProgrammes = pgTable(
  'voucher_programmes',
  {
    id: key().primaryKey(),
    /** Who runs it: a district, or an authority above all districts. */
    sponsorId: uuid()
      .notNull()
      .references(() => organisations.id),
    name: text().notNull(),
    region: text().notNull(),
    year: integer().notNull(),
    capPerOrganisationFen: fen().notNull(),
    sharePermille: integer().notNull(),
    modes: text({ enum: ['rent', 'loan', 'equity'] })
      .array()
      .notNull(),
    /** `deduct` lowers what a statement wants; `reimburse` is paid to the customer by the sponsor afterwards. */
    settle: text({ enum: ['deduct', 'reimburse'] }).notNull(),
    createdBy: uuid(),
    ...stamps(),
  },
  (t) => [
    check(
      'voucher_programmes_terms',
      sql`${t.capPerOrganisationFen} >= 0 AND ${t.sharePermille} BETWEEN 1 AND 1000 AND cardinality(${t.modes}) > 0`,
    ),
    index('voucher_programmes_by_sponsor').on(t.sponsorId, t.createdAt, t.id),
  ],
);

/** What one organisation has had from a programme; the check is the cap, whatever its vouchers say. */
export const voucherCaps = pgTable(
  'voucher_caps',
  {
    programmeId: uuid()
      .notNull()
      .references(() => voucherProgrammes.id),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    capFen: fen().notNull(),
    usedFen: fen().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.programmeId, t.organisationId] }),
    check('voucher_caps_hold', sql`${t.usedFen} >= 0 AND ${t.usedFen} <= ${t.capFen}`),
  ],
);

export const vouchers = pgTable(
  'vouchers',
  {
    id: key().primaryKey(),
    programmeId: uuid().notNull(),
    organisationId: uuid().notNull(),
    /** Told to people. */
    number: text().notNull(),
    amountFen: fen().notNull(),
    usedFen: fen().notNull().default(0),
    createdBy: uuid(),
    ...stamps(),
  },
  (t) => [
    foreignKey({
      columns: [t.programmeId, t.organisationId],
      foreignColumns: [voucherCaps.programmeId, voucherCaps.organisationId],
    }),
    unique('vouchers_number_key').on(t.number),
    check('vouchers_hold', sql`${t.amountFen} > 0 AND ${t.usedFen} >= 0 AND ${t.usedFen} <= ${t.amountFen}`),
    index('vouchers_by_organisation').on(t.organisationId, t.createdAt, t.id),
    index('vouchers_by_programme').on(t.programmeId, t.createdAt, t.id),
  ],
);

/** What a voucher paid of a statement; given back only when the statement is called off. A statement takes a share once. */
export const voucherRedemptions = pgTable(
  'voucher_redemptions',
  {
    /** The payee of the statement. */
    payeeId: uuid().notNull(),
    /** Also the reference of its transfers in the books. */
    id: key(),
    voucherId: uuid()
      .notNull()
      .references(() => vouchers.id),
    statementId: uuid().notNull(),
    amountFen: fen().notNull(),
    settle: text({ enum: ['deduct', 'reimburse'] }).notNull(),
    createdBy: uuid(),
    createdAt: instant().notNull(),
    /** When the statement was called off and the voucher got it back. */
    releasedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.payeeId, t.id] }),
    foreignKey({ columns: [t.payeeId, t.statementId], foreignColumns: [statements.payeeId, statements.id] }),
    unique('voucher_redemptions_once').on(t.payeeId, t.statementId),
    check('voucher_redemptions_amount', sql`${t.amountFen} > 0`),
    index('voucher_redemptions_by_voucher').on(t.voucherId, t.createdAt),
  ],
);
