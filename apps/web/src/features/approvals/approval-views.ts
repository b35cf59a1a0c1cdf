/** What the reader decides, what waits for others, what the customer has to complete, what has ended. */
export const approvalsViews = ['mine', 'others', 'returned', 'done'] as const;
export type ApprovalsView = (typeof approvalsViews)[number];
