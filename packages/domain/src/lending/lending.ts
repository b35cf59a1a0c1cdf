import type { Instant } from '../kernel/window.ts';

/** A loan is free and against a deposit, a lease is paid by the day; both hand the instrument over for a term. */
export type LendingKind = 'loan' | 'lease';

export const LENDING_STATUSES = [
  'requested',
  'approved',
  'contracted',
  'handedOver',
  'overdue',
  'returned',
  'closed',
  'declined',
  'cancelled',
] as const;

export type LendingStatus = (typeof LENDING_STATUSES)[number];

export type LendingVerb =
  | 'approve'
  | 'decline'
  | 'contract'
  | 'handOver'
  | 'fallDue'
  | 'extend'
  | 'takeBack'
  | 'close'
  | 'cancel'
  | 'lapse';

/**
 * The whole life of a loan or a lease. `contract` follows the second signature, `fallDue` the end of the last day without a
 * take-back, `extend` an extension that is granted while overdue, `close` the moment when nothing is held any more,
 * `lapse` the end of the last day of what was never handed over.
 */
export const LENDING_LIFE_CYCLE: Record<LendingVerb, { from: readonly LendingStatus[]; to: LendingStatus }> = {
  approve: { from: ['requested'], to: 'approved' },
  decline: { from: ['requested'], to: 'declined' },
  contract: { from: ['approved'], to: 'contracted' },
  handOver: { from: ['contracted'], to: 'handedOver' },
  fallDue: { from: ['handedOver'], to: 'overdue' },
  extend: { from: ['overdue'], to: 'handedOver' },
  takeBack: { from: ['handedOver', 'overdue'], to: 'returned' },
  close: { from: ['returned'], to: 'closed' },
  cancel: { from: ['requested', 'approved', 'contracted'], to: 'cancelled' },
  lapse: { from: ['requested', 'approved', 'contracted'], to: 'cancelled' },
};

export interface LendingState {
  status: LendingStatus;
  /** End of the last day in the zone of the lab. */
  until: Instant;
}

export type LendingOutcome =
  | { ok: true; status: LendingStatus }
  | { ok: false; code: 'state-conflict'; status: LendingStatus };

/** The state that a reader sees at `now`: what was not taken back is overdue, what was never handed over has lapsed. */
export function lendingStatusAt({ status, until }: LendingState, now: Instant): LendingStatus {
  if (now < until) return status;
  if (status === 'handedOver') return 'overdue';
  return LENDING_LIFE_CYCLE.lapse.from.includes(status) ? 'cancelled' : status;
}

/** The state after a verb, or `state-conflict`. A take-back does not mind whether the sweeper has marked the delay. */
export function moveLending(lending: LendingState, verb: LendingVerb, now: Instant): LendingOutcome {
  const { from, to } = LENDING_LIFE_CYCLE[verb];
  const seen = lendingStatusAt(lending, now);
  const isByTime = verb === 'fallDue' || verb === 'lapse';
  if (isByTime && (now < lending.until || !from.includes(lending.status)))
    return { ok: false, code: 'state-conflict', status: seen };
  if (!isByTime && !from.includes(seen)) return { ok: false, code: 'state-conflict', status: seen };
  return { ok: true, status: to };
}

/** The life cycle as a Mermaid state diagram, for ARCHITECTURE.md. */
export function lendingDiagram(): string {
  const arrows = Object.entries(LENDING_LIFE_CYCLE).flatMap(([verb, { from, to }]) =>
    from.map((status) => `  ${status} --> ${to}: ${verb}`),
  );
  return ['stateDiagram-v2', '  [*] --> requested', ...arrows].join('\n');
}
