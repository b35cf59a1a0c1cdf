import { jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { labs } from '../catalogue/tables.ts';
import { stamps } from '../columns.ts';

/** What a lab looks at when an instrument of a class leaves and comes back, in place of what the product proposes. */
export const checklists = pgTable(
  'checklists',
  {
    labId: uuid()
      .notNull()
      .references(() => labs.id),
    /** A class of any level; the nearest to an instrument's own counts. */
    classCode: text().notNull(),
    items: jsonb().$type<{ zh: string; en?: string }[]>().notNull(),
    ...stamps(),
  },
  (t) => [primaryKey({ columns: [t.labId, t.classCode] })],
);
