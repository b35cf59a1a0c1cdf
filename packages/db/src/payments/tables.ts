import { sql } from 'drizzle-orm';
import {
  check,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { fen, instant, key, stamps } from '../columns.ts';
import { organisations } from '../identity/tables.ts';
import { statements } from '../statements/tables.ts';

/**
 * Money that a district has received, one row a receipt. How much of it is given to statements or back stands in the row,
 * under a check, and moves in the transaction that gives it: two who allocate at once cannot both have the same fen.
 */
export const payments = pgTable(
  'payments',
  {
    /** The district that received it. */
    payeeId: uuid()
      .notNull()
      .references(() => organisations.id),
    id: key(),
    /** The customer; null while nobody knows whose money it is. */
    organisationId: uuid().references(() => organisations.id),
    /** Whose unallocated money the ledger counts it as: the customer, or the district itself while the customer was unknown. */
    accountOwnerId: uuid().notNull(),
    /** As the bank prints it. */
    payer: text().notNull(),
    /** The payer as it is compared: no spaces, brackets or width. */
    payerKey: text().notNull(),
    payerAccount: text(),
    /** The bank's number of the entry; with the payer it names the receipt. */
    reference: text().notNull(),
    remark: text().notNull(),
    method: text({ enum: ['bankTransfer', 'other'] }).notNull(),
    /** Decides the period of the books. */
    receivedOn: date({ mode: 'string' }).notNull(),
    amountFen: fen().notNull(),
    allocatedFen: fen().notNull().default(0),
    refundedFen: fen().notNull().default(0),
    /** The import that brought it, and the line of its file; null when a person recorded it. */
    importId: uuid(),
    line: integer(),
    createdBy: uuid(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.payeeId, t.id] }),
    unique('payments_once').on(t.payeeId, t.payerKey, t.reference),
    uniqueIndex('payments_by_id').on(t.id),
    check('payments_amount', sql`${t.amountFen} > 0`),
    check(
      'payments_given_once',
      sql`${t.allocatedFen} >= 0 AND ${t.refundedFen} >= 0 AND ${t.allocatedFen} + ${t.refundedFen} <= ${t.amountFen}`,
    ),
    /** Serves the list of a district, and of a customer. */
    index('payments_by_payee').on(t.payeeId, t.createdAt, t.id),
    index('payments_by_organisation').on(t.organisationId, t.createdAt, t.id),
    /** Serves the work list: money that waits for a statement. */
    index('payments_free')
      .on(t.payeeId, t.createdAt, t.id)
      .where(sql`${t.allocatedFen} + ${t.refundedFen} < ${t.amountFen}`),
  ],
);

/** A part of a payment that was given to a statement; never changed, but it may be taken back once. */
export const paymentAllocations = pgTable(
  'payment_allocations',
  {
    payeeId: uuid().notNull(),
    /** Also the reference of its transfer in the books. */
    id: key(),
    paymentId: uuid().notNull(),
    statementId: uuid().notNull(),
    amountFen: fen().notNull(),
    /** Null when the import allocated it by itself. */
    createdBy: uuid(),
    createdAt: instant().notNull(),
    /** When somebody took it back, and why; null while it stands. */
    reversedAt: instant(),
    reversedBy: uuid(),
    reversalReason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.payeeId, t.id] }),
    foreignKey({ columns: [t.payeeId, t.paymentId], foreignColumns: [payments.payeeId, payments.id] }),
    foreignKey({ columns: [t.payeeId, t.statementId], foreignColumns: [statements.payeeId, statements.id] }),
    check('payment_allocations_amount', sql`${t.amountFen} > 0`),
    check('payment_allocations_reversed', sql`(${t.reversedAt} IS NULL) = (${t.reversalReason} IS NULL)`),
    index('payment_allocations_by_payment').on(t.payeeId, t.paymentId),
    index('payment_allocations_by_statement').on(t.payeeId, t.statementId),
  ],
);

/** A part of a payment that went back to the payer; never changed. */
export const paymentRefunds = pgTable(
  'payment_refunds',
  {
    payeeId: uuid().notNull(),
    /** Also the reference of its transfer in the books. */
    id: key(),
    paymentId: uuid().notNull(),
    amountFen: fen().notNull(),
    reason: text().notNull(),
    createdBy: uuid(),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.payeeId, t.id] }),
    foreignKey({ columns: [t.payeeId, t.paymentId], foreignColumns: [payments.payeeId, payments.id] }),
    check('payment_refunds_amount', sql`${t.amountFen} > 0`),
    index('payment_refunds_by_payment').on(t.payeeId, t.paymentId),
  ],
);

/** That a customer was reminded: once for a step, counted from its oldest statement that is not paid. */
export const paymentReminders = pgTable(
  'payment_reminders',
  {
    payeeId: uuid().notNull(),
    organisationId: uuid().notNull(),
    /** The oldest open statement when it was reminded; a later one begins anew. */
    statementId: uuid().notNull(),
    /** 1 to 3, see reminderDays. */
    step: integer().notNull(),
    overdueFen: fen().notNull(),
    statementCount: integer().notNull(),
    dueOn: date({ mode: 'string' }).notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.payeeId, t.organisationId, t.statementId, t.step] }),
    check('payment_reminders_step', sql`${t.step} BETWEEN 1 AND 3 AND ${t.overdueFen} > 0`),
  ],
);
