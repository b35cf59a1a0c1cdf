import type { Timing } from '@guanyi/worker/worker';

/** Short leases, so that what a killed process or a wiped queue had in hand comes back within seconds. */
export const impatient: Timing = {
  leaseMs: 1_500,
  lockMs: 1_500,
  attemptLeaseMs: 1_500,
  retryDelayMs: (attempt) => Math.min(50 * 2 ** attempt, 500),
};
