export const CONDITION_STATES = ['good', 'worn', 'damaged', 'missing'] as const;

export type ConditionState = (typeof CONDITION_STATES)[number];

export interface Condition {
  item: string;
  state: ConditionState;
  note: string;
}

/** What both sides sign at hand-over and again at take-back. */
export interface ConditionReport {
  conditions: readonly Condition[];
  accessories: readonly string[];
}

export interface Difference {
  item: string;
  before: ConditionState;
  after: ConditionState;
  note: string;
}

/**
 * What is worse at take-back than at hand-over, in the order of the later report; ordinary wear from good to worn is no
 * difference. An accessory that does not come back is missing; an item that nobody looked at before counts as good then.
 */
export function differencesBetween(handOver: ConditionReport, takeBack: ConditionReport): Difference[] {
  const before = new Map(handOver.conditions.map((condition) => [condition.item, condition.state]));
  const worse = takeBack.conditions.flatMap(({ item, state, note }): Difference[] => {
    const earlier = before.get(item) ?? 'good';
    return isDamage(earlier, state) ? [{ item, before: earlier, after: state, note }] : [];
  });
  const back = new Set(takeBack.accessories);
  const known = new Set(worse.map((difference) => difference.item));
  const lost = handOver.accessories.filter((accessory) => !back.has(accessory) && !known.has(accessory));
  return [...worse, ...lost.map((item): Difference => ({ item, before: 'good', after: 'missing', note: '' }))];
}

function isDamage(before: ConditionState, after: ConditionState): boolean {
  const rank = (state: ConditionState) => CONDITION_STATES.indexOf(state);
  return rank(after) > rank(before) && after !== 'worn';
}
