/** Views of the list of statements, by what is to be done with them. */
export const statementViews = ['all', 'draft', 'open', 'paid', 'void'] as const;
export type StatementListView = (typeof statementViews)[number];

export interface StatementsSearch {
  view?: StatementListView | undefined;
  /** `YYYY-MM` */
  month?: string | undefined;
  /** The opened statement. */
  statement?: string | undefined;
}
