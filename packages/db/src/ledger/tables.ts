import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { instant, key, stamps } from '../columns.ts';
import { organisations } from '../identity/tables.ts';

const amount = () => bigint({ mode: 'number' });

/**
 * One account of a district with its running sums, which move in the statement that writes the transfer.
 * The checks are what makes it impossible to spend a deposit, a voucher or a stake twice.
 */
export const ledgerAccounts = pgTable(
  'ledger_accounts',
  {
    districtId: uuid()
      .notNull()
      .references(() => organisations.id),
    id: key(),
    /** `fen`, or `stake:<venture>`: a transfer stays within one unit. */
    unit: text().notNull(),
    kind: text().notNull(),
    /** A customer, the district itself, or a venture. */
    ownerId: uuid().notNull(),
    /** The loan, voucher, programme or venture, for accounts that an owner has several of. */
    scopeId: uuid(),
    side: text({ enum: ['debit', 'credit'] }).notNull(),
    /** Never below zero on its own side, pending transfers counted. */
    floor: boolean().notNull(),
    debitSum: amount().notNull().default(0),
    creditSum: amount().notNull().default(0),
    debitPending: amount().notNull().default(0),
    creditPending: amount().notNull().default(0),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.districtId, t.id] }),
    unique('ledger_accounts_name').on(t.districtId, t.kind, t.ownerId, t.scopeId).nullsNotDistinct(),
    unique('ledger_accounts_unit').on(t.districtId, t.id, t.unit),
    check(
      'ledger_accounts_sums',
      sql`${t.debitSum} >= 0 AND ${t.creditSum} >= 0 AND ${t.debitPending} >= 0 AND ${t.creditPending} >= 0`,
    ),
    check(
      'ledger_accounts_floor',
      sql`NOT ${t.floor} OR CASE ${t.side} WHEN 'debit' THEN ${t.debitSum} - ${t.creditSum} - ${t.creditPending} ELSE ${t.creditSum} - ${t.debitSum} - ${t.debitPending} END >= 0`,
    ),
  ],
);

/** The months of a district's books. A transfer locks its month FOR SHARE, so closing waits for it and none slips in after. */
export const ledgerPeriods = pgTable(
  'ledger_periods',
  {
    districtId: uuid()
      .notNull()
      .references(() => organisations.id),
    /** `YYYY-MM` */
    period: text().notNull(),
    status: text({ enum: ['open', 'closed'] })
      .notNull()
      .default('open'),
    changedBy: uuid(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.districtId, t.period] }),
    check('ledger_periods_month', sql`${t.period} ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'`),
  ],
);

/**
 * Every movement: one row, from one account to another, so that the books balance by construction. Append only: the role of the
 * application may neither change nor delete a row; a reservation is resolved, and a mistake reversed, by a further row.
 */
export const transfers = pgTable(
  'transfers',
  {
    districtId: uuid().notNull(),
    id: key(),
    unit: text().notNull(),
    debitAccountId: uuid().notNull(),
    creditAccountId: uuid().notNull(),
    amount: amount().notNull(),
    kind: text().notNull(),
    /** With the kind it names what is moved, so that a handler that runs twice moves it once. */
    reference: text().notNull(),
    /** Decides the period. */
    day: date({ mode: 'string' }).notNull(),
    period: text().notNull(),
    state: text({ enum: ['pending', 'posted', 'voided'] }).notNull(),
    resolvesId: uuid(),
    reversesId: uuid(),
    createdBy: uuid(),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.districtId, t.id] }),
    unique('transfers_once').on(t.districtId, t.kind, t.reference, t.state),
    uniqueIndex('transfers_resolve_once').on(t.districtId, t.resolvesId).where(sql`${t.resolvesId} IS NOT NULL`),
    uniqueIndex('transfers_reverse_once').on(t.districtId, t.reversesId).where(sql`${t.reversesId} IS NOT NULL`),
    foreignKey({
      name: 'transfers_debit_account',
      columns: [t.districtId, t.debitAccountId, t.unit],
      foreignColumns: [ledgerAccounts.districtId, ledgerAccounts.id, ledgerAccounts.unit],
    }),
    foreignKey({
      name: 'transfers_credit_account',
      columns: [t.districtId, t.creditAccountId, t.unit],
      foreignColumns: [ledgerAccounts.districtId, ledgerAccounts.id, ledgerAccounts.unit],
    }),
    foreignKey({
      name: 'transfers_period',
      columns: [t.districtId, t.period],
      foreignColumns: [ledgerPeriods.districtId, ledgerPeriods.period],
    }),
    foreignKey({
      name: 'transfers_resolves',
      columns: [t.districtId, t.resolvesId],
      foreignColumns: [t.districtId, t.id] as [AnyPgColumn, AnyPgColumn],
    }),
    foreignKey({
      name: 'transfers_reverses',
      columns: [t.districtId, t.reversesId],
      foreignColumns: [t.districtId, t.id] as [AnyPgColumn, AnyPgColumn],
    }),
    check('transfers_amount', sql`${t.amount} > 0`),
    check('transfers_two_accounts', sql`${t.debitAccountId} <> ${t.creditAccountId}`),
    check('transfers_voided_resolves', sql`${t.state} <> 'voided' OR ${t.resolvesId} IS NOT NULL`),
    check('transfers_pending_stands_alone', sql`${t.state} <> 'pending' OR ${t.resolvesId} IS NULL`),
    check(
      'transfers_period_of_day',
      sql`${t.period} = lpad(extract(year FROM ${t.day})::text, 4, '0') || '-' || lpad(extract(month FROM ${t.day})::text, 2, '0')`,
    ),
    index('transfers_by_time').on(t.districtId, t.createdAt, t.id),
    index('transfers_by_debit').on(t.districtId, t.debitAccountId, t.createdAt, t.id),
    index('transfers_by_credit').on(t.districtId, t.creditAccountId, t.createdAt, t.id),
  ],
);
