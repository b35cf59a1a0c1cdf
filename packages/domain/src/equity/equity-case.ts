import type { Instant } from '../kernel/window.ts';

export const EQUITY_STATUSES = [
  'intent',
  'feasible',
  'appraised',
  'inApproval',
  'noticed',
  'agreed',
  'contributed',
  'exited',
  'declined',
  'withdrawn',
  'lapsed',
] as const;

export type EquityStatus = (typeof EQUITY_STATUSES)[number];

export type EquityVerb =
  | 'assess'
  | 'reject'
  | 'appraise'
  | 'submit'
  | 'approve'
  | 'decline'
  | 'publish'
  | 'uphold'
  | 'agree'
  | 'contribute'
  | 'exit'
  | 'withdraw'
  | 'lapse';

/**
 * The whole life of an equity case: which verb leads from which states to which. A new case starts as `intent`.
 * `approve` leaves the state as it is: the case is published by a person, once its chain has approved. An objection that is
 * upheld ends the case; so does a negative feasibility study (`reject`). A new appraisal in approval or under notice sends the case back,
 * because approval and notice were for another value. A chain that returns the case for completion leaves it in approval. What is signed can no longer be withdrawn; it ends by an exit.
 */
export const EQUITY_LIFE_CYCLE: Record<EquityVerb, { from: readonly EquityStatus[]; to: EquityStatus }> = {
  assess: { from: ['intent'], to: 'feasible' },
  reject: { from: ['intent'], to: 'declined' },
  appraise: { from: ['feasible', 'appraised', 'inApproval', 'noticed'], to: 'appraised' },
  submit: { from: ['appraised'], to: 'inApproval' },
  approve: { from: ['inApproval'], to: 'inApproval' },
  decline: { from: ['inApproval'], to: 'declined' },
  publish: { from: ['inApproval'], to: 'noticed' },
  uphold: { from: ['noticed'], to: 'declined' },
  agree: { from: ['noticed'], to: 'agreed' },
  contribute: { from: ['agreed'], to: 'contributed' },
  exit: { from: ['contributed'], to: 'exited' },
  withdraw: { from: ['intent', 'feasible', 'appraised', 'inApproval', 'noticed'], to: 'withdrawn' },
  lapse: { from: ['intent', 'feasible', 'appraised', 'noticed'], to: 'lapsed' },
};

/** What the life cycle needs to know of a case; verbs keep every further field of the value they are given. */
export interface EquityState {
  status: EquityStatus;
  /** Set once the chain has approved; cleared when the case goes back to its appraisal. */
  approvedAt: Instant | null;
  /** When a case that nobody takes further ends by itself; `null` in states that never lapse. */
  lapsesAt: Instant | null;
}

/** What happened to a case, for its log and the outbox. */
export interface EquityStep {
  verb: EquityVerb;
  from: EquityStatus;
  to: EquityStatus;
  at: Instant;
}

export interface EquityConflict {
  ok: false;
  code: 'state-conflict';
  status: EquityStatus;
}

export type EquityOutcome<C extends EquityState> = { ok: true; case: C; step: EquityStep } | EquityConflict;

/** The state that a reader sees at `now`: a case whose time has passed has lapsed, whether or not the sweeper ran. */
export function equityStatusAt(state: Pick<EquityState, 'status' | 'lapsesAt'>, now: Instant): EquityStatus {
  const isDue = state.lapsesAt !== null && now >= state.lapsesAt;
  return isDue && EQUITY_LIFE_CYCLE.lapse.from.includes(state.status) ? 'lapsed' : state.status;
}

/**
 * Takes a case one step further. `state-conflict` when the verb does not lead on from where the case stands at `now`;
 * `publish` also wants the approval of the chain, `lapse` that the time has come.
 * @param lapsesAt when the case will lapse in its new state; ignored where it never does.
 */
export function takeStep<C extends EquityState>(
  state: C,
  verb: EquityVerb,
  now: Instant,
  lapsesAt: Instant | null = null,
): EquityOutcome<C> {
  const { from, to } = EQUITY_LIFE_CYCLE[verb];
  const status = equityStatusAt(state, now);
  const isAllowed = verb === 'lapse' ? status === 'lapsed' && state.status !== 'lapsed' : from.includes(status);
  if (!isAllowed || (verb === 'publish' && state.approvedAt === null))
    return { ok: false, code: 'state-conflict', status };
  const next = {
    ...state,
    status: to,
    approvedAt: verb === 'approve' ? now : to === 'appraised' || verb === 'submit' ? null : state.approvedAt,
    lapsesAt: EQUITY_LIFE_CYCLE.lapse.from.includes(to) ? lapsesAt : null,
  };
  return { ok: true, case: next, step: { verb, from: state.status, to, at: now } };
}

/** True while the public may read the notice of a case, and after it: from its publication on, unless it came to nothing. */
export function isPublic(status: EquityStatus): boolean {
  return status === 'noticed' || status === 'agreed' || status === 'contributed' || status === 'exited';
}
