export const conflictsViews = ['live', 'escalated', 'resolved'] as const;

export type ConflictsView = (typeof conflictsViews)[number];
