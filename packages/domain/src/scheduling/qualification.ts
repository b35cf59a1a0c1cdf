import type { ServiceWay } from '../billing/price-policy.ts';
import type { Instant } from '../kernel/window.ts';

/** What somebody may do at an instrument, as far as it bears on that instrument. */
export interface Grant {
  /** The requirement that it meets; `null` meets every one. */
  kindId: string | null;
  /** Worth nothing from this instant on; `null` does not expire. */
  expiresAt: Instant | null;
}

/** Ways in which the customer's own people work the controls; otherwise the lab does, or stands beside them. */
const ownHands: readonly ServiceWay[] = ['selfOperated', 'remote', 'other'];

export function needsQualification(serviceWay: ServiceWay): boolean {
  return ownHands.includes(serviceWay);
}

/**
 * Until when, exclusive, the grants meet every requirement: infinity where nothing is required or nothing expires, minus
 * infinity where one requirement is not met at all.
 */
export function qualifiedUntil(required: readonly string[], grants: readonly Grant[]): Instant {
  const lasting = required.map((id) =>
    Math.max(
      Number.NEGATIVE_INFINITY,
      ...grants
        .filter(({ kindId }) => kindId === null || kindId === id)
        .map(({ expiresAt }) => expiresAt ?? Number.POSITIVE_INFINITY),
    ),
  );
  return Math.min(Number.POSITIVE_INFINITY, ...lasting);
}
