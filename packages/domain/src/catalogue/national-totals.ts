/**
 * Laboratories as the customs service reports them. The parts sum to 1,364 while the total is given as 1,370; both are
 * kept and shown, because mending one of them would hide the difference.
 */
export const reportedLabTotal = 1_370;

export const reportedLabsByLevel = {
  ministryKey: 413,
  regional: 286,
  routine: 665,
} as const;

/** What the reported parts add up to. */
export const computedLabTotal = Object.values(reportedLabsByLevel).reduce((sum, count) => sum + count, 0);
