import type { FrozenFacts } from '@guanyi/domain/statements/statement';
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { charges } from '../billing/tables.ts';
import { fen, instant, key, stamps } from '../columns.ts';
import { organisations } from '../identity/tables.ts';

/** The last number given out, by payee, year and series; its row is locked by whoever numbers, so that no number is lost or doubled. */
export const statementCounters = pgTable(
  'statement_counters',
  {
    payeeId: uuid()
      .notNull()
      .references(() => organisations.id),
    series: text({ enum: ['statement', 'creditNote'] }).notNull(),
    year: integer().notNull(),
    last: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.payeeId, t.series, t.year] })],
);

/** What one customer owes one payee unit for one period. */
export const statements = pgTable(
  'statements',
  {
    payeeId: uuid()
      .notNull()
      .references(() => organisations.id),
    id: key(),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    /** `YYYY-MM`, in the zone of the payee. */
    period: text().notNull(),
    year: integer().notNull(),
    sequence: integer().notNull(),
    number: text().notNull(),
    status: text({ enum: ['draft', 'issued', 'partlyPaid', 'paid', 'void'] })
      .notNull()
      .default('draft'),
    chargeCount: integer().notNull(),
    subtotalFen: fen().notNull(),
    taxFen: fen().notNull(),
    totalFen: fen().notNull(),
    /** Means of payment and corrections; what is owed is the total less these three. */
    voucherFen: fen().notNull().default(0),
    paidFen: fen().notNull().default(0),
    creditedFen: fen().notNull().default(0),
    taxInvoiceRef: text(),
    remittanceRef: text(),
    issuedAt: instant(),
    issuedBy: uuid(),
    dueOn: date({ mode: 'string' }),
    voidReason: text(),
    /** Names and tax by category as they were when it was issued, so that it prints the same for ever. */
    frozen: jsonb().$type<FrozenFacts>(),
    operationId: uuid(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.payeeId, t.id] }),
    unique('statements_number').on(t.payeeId, t.year, t.sequence),
    check('statements_sum', sql`${t.totalFen} = ${t.subtotalFen} + ${t.taxFen}`),
    check('statements_settled', sql`${t.voucherFen} >= 0 AND ${t.paidFen} >= 0 AND ${t.creditedFen} >= 0`),
    check(
      'statements_issued',
      sql`(${t.status} IN ('issued', 'partlyPaid', 'paid')) = (${t.issuedAt} IS NOT NULL) AND (${t.issuedAt} IS NULL) = (${t.frozen} IS NULL)`,
    ),
    check(
      'statements_unissued_is_unpaid',
      sql`${t.issuedAt} IS NOT NULL OR (${t.paidFen} = 0 AND ${t.creditedFen} = 0)`,
    ),
    index('statements_by_id').on(t.id),
    /** Serves whoever verifies a paper. */
    index('statements_by_number').on(t.number),
    index('statements_by_payee').on(t.payeeId, t.createdAt, t.id),
    index('statements_by_organisation').on(t.organisationId, t.createdAt, t.id),
  ],
);

/** One charge on one statement. Amounts are copies: a charge never changes, and a statement is read without its charges. */
export const statementLines = pgTable(
  'statement_lines',
  {
    payeeId: uuid().notNull(),
    statementId: uuid().notNull(),
    labId: uuid().notNull(),
    chargeId: uuid().notNull(),
    /** False when the statement was called off: the charge may be stated again. */
    active: boolean().notNull().default(true),
    occurredAt: instant().notNull(),
    subtotalFen: fen().notNull(),
    taxFen: fen().notNull(),
    totalFen: fen().notNull(),
    /** Taken back by credit notes, before tax and the tax of it. */
    creditedFen: fen().notNull().default(0),
    creditedTaxFen: fen().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.payeeId, t.statementId, t.chargeId] }),
    /** A charge is stated once. */
    uniqueIndex('statement_lines_once').on(t.payeeId, t.chargeId).where(sql`${t.active}`),
    foreignKey({ columns: [t.payeeId, t.statementId], foreignColumns: [statements.payeeId, statements.id] }),
    foreignKey({ columns: [t.labId, t.chargeId], foreignColumns: [charges.labId, charges.id] }),
    check(
      'statement_lines_credit',
      sql`${t.creditedFen} >= 0 AND ${t.creditedFen} <= greatest(${t.subtotalFen}, 0) AND ${t.creditedTaxFen} >= 0 AND ${t.creditedTaxFen} <= greatest(${t.taxFen}, 0)`,
    ),
  ],
);

/** Takes back part of an issued statement, charge by charge. */
export const creditNotes = pgTable(
  'credit_notes',
  {
    payeeId: uuid().notNull(),
    id: key(),
    statementId: uuid().notNull(),
    organisationId: uuid().notNull(),
    year: integer().notNull(),
    sequence: integer().notNull(),
    number: text().notNull(),
    reason: text().notNull(),
    lines: jsonb().$type<CreditLine[]>().notNull(),
    subtotalFen: bigint({ mode: 'number' }).notNull(),
    taxFen: bigint({ mode: 'number' }).notNull(),
    totalFen: bigint({ mode: 'number' }).notNull(),
    createdBy: uuid(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.payeeId, t.id] }),
    unique('credit_notes_number').on(t.payeeId, t.year, t.sequence),
    foreignKey({ columns: [t.payeeId, t.statementId], foreignColumns: [statements.payeeId, statements.id] }),
    index('credit_notes_by_statement').on(t.payeeId, t.statementId),
    index('credit_notes_by_number').on(t.number),
    check(
      'credit_notes_sum',
      sql`${t.totalFen} = ${t.subtotalFen} + ${t.taxFen} AND ${t.subtotalFen} > 0 AND ${t.taxFen} >= 0`,
    ),
  ],
);

export interface CreditLine {
  chargeId: string;
  amountFen: number;
  taxFen: number;
}
