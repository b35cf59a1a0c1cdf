import type { Form } from '../billing/price-policy.ts';
import type { Mode } from '../catalogue/offering.ts';
import type { Instant } from '../kernel/window.ts';

/** Roles that a step of a chain can name; reading roles never decide. */
export const DECIDER_ROLES = [
  'booker',
  'orgAdmin',
  'orgFinance',
  'keeper',
  'labManager',
  'assetOfficer',
  'finance',
  'hqReviewer',
] as const;

export type DeciderRole = (typeof DECIDER_ROLES)[number];

/** What happens when nobody decides in time: the next higher role is asked, or the answer is no, or yes. */
export type OnTimeout = 'escalate' | 'decline' | 'approve';

export interface PolicyStep {
  role: DeciderRole;
  /** Holders of any of these may decide instead. */
  orRoles?: readonly DeciderRole[] | undefined;
  /** True: asked together with the step before; both have to approve. */
  alongside?: boolean | undefined;
  /** Hours in working days, from the moment the step is asked. */
  slaHours: number;
  onTimeout: OnTimeout;
}

/** Where a policy holds: everywhere, in one customs district, or in one lab. */
export type PolicyScope = { type: 'national'; id: null } | { type: 'district' | 'lab'; id: string };

/** Which chain a disposal of a state asset takes, from an instant on. Never edited: a later one takes its place. */
export interface ApprovalPolicy {
  id: string;
  scope: PolicyScope;
  mode: Mode;
  /** Null: every form of the mode. */
  form: Form | null;
  /** Book value from which, inclusive, and until which, exclusive, it holds. */
  valueFromFen: number;
  valueUntilFen: number | null;
  /** Least number of days of the term, both ends counted. */
  daysFrom: number;
  steps: readonly PolicyStep[];
  /** Working days within which an approved disposal is to be filed; null where nothing is filed. */
  filingWorkingDays: number | null;
  effectiveFrom: Instant;
  effectiveUntil: Instant | null;
  /** Comes with the product and holds where nobody has set another. */
  isDefault: boolean;
}

/** What decides which chain a case takes. */
export interface ApprovalCase {
  mode: Mode;
  form: Form | null;
  /** Aggregated original value. */
  valueFen: number;
  /** Aggregated term in days; 0 where there is none. */
  days: number;
  districtId: string;
  labId: string;
  at: Instant;
}

/**
 * The policy that a case falls under, or undefined. The nearest wins: the lab's before the district's before the nation's,
 * one for the form before one for the mode, the longer least term before the shorter, one that was set before the default.
 */
export function choosePolicy<P extends ApprovalPolicy>(policies: readonly P[], facts: ApprovalCase): P | undefined {
  return policies.filter((policy) => holdsFor(policy, facts)).sort((a, b) => compareKeys(rankOf(b), rankOf(a)))[0];
}

function holdsFor(policy: ApprovalPolicy, facts: ApprovalCase): boolean {
  const { scope } = policy;
  const isHere = scope.type === 'national' || scope.id === (scope.type === 'district' ? facts.districtId : facts.labId);
  return (
    isHere &&
    policy.mode === facts.mode &&
    (policy.form === null || policy.form === facts.form) &&
    policy.valueFromFen <= facts.valueFen &&
    (policy.valueUntilFen === null || facts.valueFen < policy.valueUntilFen) &&
    policy.daysFrom <= facts.days &&
    policy.effectiveFrom <= facts.at &&
    (policy.effectiveUntil === null || facts.at < policy.effectiveUntil)
  );
}

function rankOf(policy: ApprovalPolicy): number[] {
  return [
    policy.isDefault ? 0 : 1,
    ['national', 'district', 'lab'].indexOf(policy.scope.type),
    policy.form === null ? 0 : 1,
    policy.daysFrom,
    policy.effectiveFrom,
  ];
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  for (const [i, value] of a.entries()) {
    const difference = value - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
