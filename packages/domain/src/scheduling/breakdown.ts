export const BREAKDOWN_STATUSES = ['open', 'confirmed', 'dismissed'] as const;

export type BreakdownStatus = (typeof BREAKDOWN_STATUSES)[number];

export type BreakdownVerb = 'confirm' | 'dismiss';

/** The whole life of a report: the people of the lab decide about it once. A confirmed one has become an outage. */
export const BREAKDOWN_LIFE_CYCLE: Record<
  BreakdownVerb,
  { from: readonly BreakdownStatus[]; to: Exclude<BreakdownStatus, 'open'> }
> = {
  confirm: { from: ['open'], to: 'confirmed' },
  dismiss: { from: ['open'], to: 'dismissed' },
};

/** The next state, `null` when somebody has decided already. */
export function decideBreakdown(status: BreakdownStatus, verb: BreakdownVerb): BreakdownStatus | null {
  const { from, to } = BREAKDOWN_LIFE_CYCLE[verb];
  return from.includes(status) ? to : null;
}
