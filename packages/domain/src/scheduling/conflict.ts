import { HOUR_MS, type Instant, MINUTE_MS } from '../kernel/window.ts';
import { OUTAGE_KINDS } from './claim.ts';
import type { SchedulingPolicy } from './scheduling-policy.ts';

/** Why a claim cannot stay where it is. */
export const CONFLICT_CAUSES = [
  ...OUTAGE_KINDS,
  'termLease',
  'loan',
  'equity',
  'retirement',
  'ruleChange',
  'overrun',
] as const;

export type ConflictCause = (typeof CONFLICT_CAUSES)[number];

export const CONFLICT_STATUSES = ['open', 'offered', 'resolved', 'escalated'] as const;

export type ConflictStatus = (typeof CONFLICT_STATUSES)[number];

export type ConflictVerb = 'offer' | 'resolve' | 'escalate';

/**
 * The whole life of a conflict. `offer` may come again, when better or other options turn up or the offered ones are gone;
 * an escalated one waits for a person, who can still settle it.
 */
export const CONFLICT_LIFE_CYCLE: Record<
  ConflictVerb,
  { from: readonly ConflictStatus[]; to: Exclude<ConflictStatus, 'open'> }
> = {
  offer: { from: ['open', 'offered'], to: 'offered' },
  escalate: { from: ['open', 'offered'], to: 'escalated' },
  resolve: { from: ['open', 'offered', 'escalated'], to: 'resolved' },
};

/** How a conflict ended: moved to an option, cancelled, or the claim stays because the cause went away. */
export type ConflictOutcome = 'accepted' | 'movedByDefault' | 'cancelled' | 'cancelledByDefault' | 'kept' | 'overtaken';

/** What happens at the deadline when nobody has answered: accept an option, cancel free of charge, keep the booking, or nothing. */
export type DefaultAction = 'accept' | 'cancel' | 'keep' | 'none';

/** An answer to a conflict. */
export type ConflictAnswer = { action: 'accept'; optionIndex: number } | { action: 'cancel' };

/** Whether the verb may follow the status. */
export function mayFollow(verb: ConflictVerb, status: ConflictStatus): boolean {
  return CONFLICT_LIFE_CYCLE[verb].from.includes(status);
}

/** How a kind of change is answered: what takes an instrument out of service presses, a planned change does not. */
const pressing: readonly ConflictCause[] = [...OUTAGE_KINDS, 'overrun'];

/** Nobody is given less than this, however soon the claim begins. */
const leastAnswerMs = 15 * MINUTE_MS;

/**
 * When the default is applied: after the hours that the lab's policy gives to the cause, but `clearMinutes` before the claim
 * begins, so that nobody travels in vain, and in no less than 15 minutes. A warning of an overrun has until the claim begins:
 * then the next user may start.
 */
export function answerDeadline(
  policy: Pick<SchedulingPolicy, 'outageAnswerHours' | 'plannedAnswerHours' | 'clearMinutes'>,
  cause: ConflictCause,
  openedAt: Instant,
  claimFrom: Instant,
): Instant {
  const clearMs = cause === 'overrun' ? 0 : policy.clearMinutes * MINUTE_MS;
  const hours = pressing.includes(cause) ? policy.outageAnswerHours : policy.plannedAnswerHours;
  const latest = Math.min(openedAt + hours * HOUR_MS, claimFrom - clearMs);
  return Math.max(openedAt + leastAnswerMs, latest);
}

/** The order in which conflicts are served: who gives way to statutory duty is first in line (product rule 7). */
export function conflictRank(cause: ConflictCause): number {
  return cause === 'statutory' ? 0 : 1;
}

/** What a default needs to know of an option. */
export interface DefaultableOption {
  kind: 'sameInstrument' | 'equivalent';
  priceDifferenceFen: number;
}

/**
 * What is done at the deadline without an answer: the first kind of place that the lab's policy accepts and that costs no
 * more (usually an equivalent, else the same instrument later), else the booking is cancelled free of charge. Nobody ever
 * pays more without having said so. An overrun only warns: by default the next user keeps the booking.
 */
export function defaultOf(
  policy: Pick<SchedulingPolicy, 'defaults'>,
  cause: ConflictCause,
  options: readonly DefaultableOption[],
): { action: DefaultAction; optionIndex: number | null } {
  if (cause === 'overrun') return { action: 'keep', optionIndex: null };
  for (const kind of policy.defaults) {
    const index = options.findIndex((option) => option.kind === kind && option.priceDifferenceFen <= 0);
    if (index >= 0) return { action: 'accept', optionIndex: index };
  }
  return { action: 'cancel', optionIndex: null };
}
