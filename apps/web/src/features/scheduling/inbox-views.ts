/** The views of the lab manager's work list. */
export const inboxViews = ['waiting', 'urgent', 'staffed', 'done'] as const;
export type InboxView = (typeof inboxViews)[number];
