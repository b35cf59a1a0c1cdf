import type { Instant } from '../kernel/window.ts';
import { DAY_MS } from '../kernel/window.ts';

export const DAMAGE_STATUSES = ['open', 'proposed', 'contested', 'agreed', 'settled', 'waived'] as const;

export type DamageStatus = (typeof DAMAGE_STATUSES)[number];

export type DamageVerb = 'propose' | 'accept' | 'contest' | 'decide' | 'waive' | 'settle';

/**
 * The whole life of a claim for damage: the lab names an amount, the borrower accepts or contests it, the district decides what is
 * contested or was never answered, and what is agreed is taken from the deposit; what exceeds the deposit is charged.
 */
export const DAMAGE_LIFE_CYCLE: Record<DamageVerb, { from: readonly DamageStatus[]; to: DamageStatus }> = {
  propose: { from: ['open', 'proposed', 'contested'], to: 'proposed' },
  accept: { from: ['proposed'], to: 'agreed' },
  contest: { from: ['proposed'], to: 'contested' },
  decide: { from: ['proposed', 'contested'], to: 'agreed' },
  waive: { from: ['open', 'proposed', 'contested'], to: 'waived' },
  settle: { from: ['agreed'], to: 'settled' },
};

/** A borrower has this long to answer an amount; after it the district may decide without an answer. */
const ANSWER_MS = 10 * DAY_MS;

/** By when an amount that is named now is to be answered. */
export function damageAnswerDue(now: Instant): Instant {
  return now + ANSWER_MS;
}

export type DamageOutcome =
  | { ok: true; status: DamageStatus }
  | { ok: false; code: 'state-conflict'; status: DamageStatus };

/** The state after a verb, or `state-conflict`. An amount that the borrower may still answer is not decided over their head. */
export function moveDamage(
  damage: { status: DamageStatus; answerDueAt: Instant | null },
  verb: DamageVerb,
  now: Instant,
): DamageOutcome {
  const { from, to } = DAMAGE_LIFE_CYCLE[verb];
  const { status, answerDueAt } = damage;
  const isTooEarly = verb === 'decide' && status === 'proposed' && answerDueAt !== null && now < answerDueAt;
  return from.includes(status) && !isTooEarly
    ? { ok: true, status: to }
    : { ok: false, code: 'state-conflict', status };
}

/** How an agreed amount is paid, in whole fen: from what is held as deposit first, the rest by a charge. */
export function coverDamage(amountFen: number, heldFen: number): { capturedFen: number; chargedFen: number } {
  const capturedFen = Math.min(amountFen, heldFen);
  return { capturedFen, chargedFen: amountFen - capturedFen };
}
