import type { Instant } from '../kernel/window.ts';
import type { DeciderRole, OnTimeout, PolicyStep } from './policy.ts';

export const APPROVAL_STATUSES = ['pending', 'approved', 'declined', 'returned', 'expired'] as const;

export type ApprovalStatus = (typeof APPROVAL_STATUSES)[number];

export type Decision = 'approve' | 'decline' | 'return';

export type ChainStatus = 'open' | 'returned' | 'approved' | 'declined' | 'withdrawn';

export type ChainVerb = 'approve' | 'decline' | 'return' | 'answer' | 'withdraw';

/** The whole life of a chain. A returned one waits for its requester, then goes on at the step that returned it. */
export const CHAIN_LIFE_CYCLE: Record<ChainVerb, { from: readonly ChainStatus[]; to: ChainStatus }> = {
  approve: { from: ['open'], to: 'approved' },
  decline: { from: ['open', 'returned'], to: 'declined' },
  return: { from: ['open'], to: 'returned' },
  answer: { from: ['returned'], to: 'open' },
  withdraw: { from: ['open', 'returned'], to: 'withdrawn' },
};

/** One step of a chain as it was asked; asked again, it is another with the next round. */
export interface ChainStep {
  id: string;
  /** 1 for the first. */
  step: number;
  /** Steps of one stage are asked together. */
  stage: number;
  round: number;
  /** Any of them may decide; the first is the one that the policy names. */
  roles: readonly DeciderRole[];
  slaHours: number;
  onTimeout: OnTimeout;
  status: ApprovalStatus;
  /** Null while earlier steps are undecided. */
  openedAt: Instant | null;
  /** Expected while the step is not yet asked. */
  deadline: Instant;
}

export interface Chain {
  status: ChainStatus;
  steps: readonly ChainStep[];
}

/** A step that is to be asked again, by whom now. */
export interface Reopening {
  of: ChainStep;
  roles: readonly DeciderRole[];
}

/** What a decision or the passing of time changes. */
export interface ChainChange {
  decided: { id: string; status: ApprovalStatus };
  chainStatus: ChainStatus;
  /** Steps that are asked from now on. */
  opened: readonly ChainStep[];
  reopened: Reopening | null;
  /** Steps that nobody needs to decide any more. */
  lapsed: readonly string[];
}

export type ChainOutcome =
  | { ok: true; change: ChainChange }
  | { ok: false; code: 'state-conflict'; status: ApprovalStatus };

/** Which stage each step of a policy belongs to: one more at each step that is not asked alongside the one before. */
export function stagesOf(steps: readonly PolicyStep[]): number[] {
  let stage = 0;
  return steps.map((step, i) => {
    if (i === 0 || step.alongside !== true) stage += 1;
    return stage;
  });
}

/** The state that a reader sees at `now`: a step whose deadline has passed is expired, whether or not the sweeper ran. */
export function approvalStatusAt(step: Pick<ChainStep, 'status' | 'openedAt' | 'deadline'>, now: Instant) {
  return step.status === 'pending' && step.openedAt !== null && now >= step.deadline ? 'expired' : step.status;
}

/** Decides one step. It must have been asked, undecided and in time; else `state-conflict` with its status. */
export function decideStep(chain: Chain, id: string, decision: Decision, now: Instant): ChainOutcome {
  const step = chain.steps.find((one) => one.id === id);
  if (!step) throw new Error(`Step ${id} is not of this chain.`);
  const status = approvalStatusAt(step, now);
  if (status !== 'pending' || step.openedAt === null || chain.status !== 'open')
    return { ok: false, code: 'state-conflict', status };
  return { ok: true, change: changeBy(chain, step, decision) };
}

/** What the passing of a deadline does to a step, or null when it is not due. */
export function timeOutStep(chain: Chain, step: ChainStep, now: Instant): ChainChange | null {
  if (chain.status !== 'open' || step.status !== 'pending' || step.openedAt === null || now < step.deadline)
    return null;
  if (step.onTimeout === 'approve') return changeBy(chain, step, 'approve');
  if (step.onTimeout === 'decline') {
    const declined = changeBy(chain, step, 'decline');
    return { ...declined, decided: { id: step.id, status: 'expired' } };
  }
  const [asked] = step.roles;
  return {
    decided: { id: step.id, status: 'expired' },
    chainStatus: 'open',
    opened: [],
    reopened: { of: step, roles: asked ? [higherRole(asked)] : step.roles },
    lapsed: [],
  };
}

/** A returned chain goes on at the step that returned it. @returns undefined when it is not returned. */
export function answerReturned(chain: Chain): Reopening | undefined {
  if (!CHAIN_LIFE_CYCLE.answer.from.includes(chain.status)) return undefined;
  const returned = chain.steps.filter((step) => step.status === 'returned').sort((a, b) => b.round - a.round)[0];
  return returned && { of: returned, roles: returned.roles };
}

/** Whom an unanswered step goes to. At the top the same role is asked once more. */
const higher: Record<DeciderRole, DeciderRole> = {
  booker: 'orgAdmin',
  orgFinance: 'orgAdmin',
  orgAdmin: 'orgAdmin',
  keeper: 'labManager',
  labManager: 'assetOfficer',
  finance: 'assetOfficer',
  assetOfficer: 'hqReviewer',
  hqReviewer: 'hqReviewer',
};

function higherRole(role: DeciderRole): DeciderRole {
  return higher[role];
}

function changeBy(chain: Chain, step: ChainStep, decision: Decision): ChainChange {
  const open = chain.steps.filter((one) => one.status === 'pending' && one.id !== step.id);
  const base = { opened: [], reopened: null, lapsed: [] };
  if (decision === 'decline') {
    const lapsed = open.map((one) => one.id);
    return { ...base, decided: { id: step.id, status: 'declined' }, chainStatus: 'declined', lapsed };
  }
  if (decision === 'return') return { ...base, decided: { id: step.id, status: 'returned' }, chainStatus: 'returned' };
  const decided = { id: step.id, status: 'approved' } as const;
  if (open.some((one) => one.stage === step.stage)) return { ...base, decided, chainStatus: 'open' };
  const nextStage = Math.min(...open.map((one) => one.stage));
  const opened = open.filter((one) => one.stage === nextStage);
  return { ...base, decided, chainStatus: opened.length > 0 ? 'open' : 'approved', opened };
}
