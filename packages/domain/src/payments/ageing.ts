import { type Day, daysBetween } from '../kernel/local-time.ts';

/** What is owed by how many days it is late, in fen: up to 30, 60 and 90 days, and longer. */
export interface AgeBuckets {
  currentFen: number;
  days30Fen: number;
  days60Fen: number;
  days90Fen: number;
  olderFen: number;
  totalFen: number;
}

export type AgeBucket = 'current' | 'days30' | 'days60' | 'days90' | 'older';

/** Where a sum belongs that was or is to be paid by `dueOn`, that day included. */
export function bucketOf(dueOn: Day, today: Day): AgeBucket {
  const late = daysBetween(dueOn, today);
  if (late <= 0) return 'current';
  if (late <= 30) return 'days30';
  if (late <= 60) return 'days60';
  return late <= 90 ? 'days90' : 'older';
}

const names = ['currentFen', 'days30Fen', 'days60Fen', 'days90Fen', 'olderFen', 'totalFen'] as const;

export const noBuckets: AgeBuckets = {
  ...{ currentFen: 0, days30Fen: 0, days60Fen: 0, days90Fen: 0, olderFen: 0, totalFen: 0 },
};

export function sumBuckets(rows: readonly AgeBuckets[]): AgeBuckets {
  const sum = { ...noBuckets };
  for (const row of rows) for (const name of names) sum[name] += row[name];
  return sum;
}

/** The steps of reminding, by the days that the oldest open statement of a customer is late. */
export const reminderDays = [1, 15, 30] as const;

/**
 * The step that is due, 1 to 3, or 0 while nothing is late. A step that was missed is not made up for: who is a month late
 * when the sweeper comes back gets the third reminder alone.
 */
export function reminderStep(dueOn: Day, today: Day): number {
  const late = daysBetween(dueOn, today);
  return reminderDays.filter((days) => late >= days).length;
}
