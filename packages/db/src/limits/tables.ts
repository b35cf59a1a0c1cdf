import { index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { fen, key, stamps } from '../columns.ts';
import { organisations } from '../identity/tables.ts';

/**
 * What an organisation lets one of its projects spend. The row holds the limit only: what is reserved and spent is summed
 * from bookings and charges while the row is locked, so that no way of ending a booking can leave a counter behind.
 */
export const projectBudgets = pgTable(
  'project_budgets',
  {
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    /** As written in bookings. */
    projectCode: text().notNull(),
    id: key(),
    limitFen: fen().notNull(),
    /** A hard one refuses what would exceed it; a soft one only shows it. */
    kind: text({ enum: ['hard', 'soft'] }).notNull(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.organisationId, t.projectCode] }),
    uniqueIndex('project_budgets_id_key').on(t.id),
    /** Serves the list of budgets. */
    index('project_budgets_by_age').on(t.organisationId, t.createdAt, t.id),
  ],
);

/** How much one customer may owe one district before new bookings are refused. No row: no limit. */
export const creditLimits = pgTable(
  'credit_limits',
  {
    /** The district that is owed. */
    payeeId: uuid()
      .notNull()
      .references(() => organisations.id),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    id: key(),
    limitFen: fen().notNull(),
    ...stamps(),
  },
  (t) => [
    primaryKey({ columns: [t.payeeId, t.organisationId] }),
    uniqueIndex('credit_limits_id_key').on(t.id),
    /** Serves every booking of a customer, and what a customer sees of its own limits. */
    index('credit_limits_by_organisation').on(t.organisationId, t.payeeId),
  ],
);
