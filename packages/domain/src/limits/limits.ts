/** What an organisation has set for one of its projects. All amounts in fen, never negative. */
export interface Budget {
  limitFen: number;
  kind: 'hard' | 'soft';
}

/** What a project holds: quoted totals of bookings that are not charged yet, and totals of charges. */
export interface BudgetUse {
  reservedFen: number;
  spentFen: number;
}

/** What is left of a budget; negative when a soft one, or a use longer than booked, has gone beyond it. */
export function availableFen(budget: Budget, use: BudgetUse): number {
  return budget.limitFen - use.reservedFen - use.spentFen;
}

/**
 * Whether a project may hold what it holds with the newest booking in it (X13). Exactly the limit is allowed.
 * @returns `budget-exceeded` for a hard budget that is overdrawn.
 */
export function judgeBudget(budget: Budget, use: BudgetUse): 'budget-exceeded' | undefined {
  return budget.kind === 'hard' && availableFen(budget, use) < 0 ? 'budget-exceeded' : undefined;
}

/** What a customer owes a district or has promised to: reserved by bookings, charged and not billed, billed and not paid. */
export interface Exposure {
  reservedFen: number;
  unbilledFen: number;
  outstandingFen: number;
  /** The part of `outstandingFen` whose day of payment has passed. */
  overdueFen: number;
}

export function exposureFen({ reservedFen, unbilledFen, outstandingFen }: Exposure): number {
  return reservedFen + unbilledFen + outstandingFen;
}

/**
 * Whether a customer with a credit limit may have what it has with the newest booking in it (X13). Exactly the limit is
 * allowed; a customer that is late with a payment gets no further credit, however small the sum.
 * @returns the reason of a `credit-limit-exceeded`.
 */
export function judgeCredit(limitFen: number, exposure: Exposure): 'limit' | 'overdue' | undefined {
  if (exposure.overdueFen > 0) return 'overdue';
  return exposureFen(exposure) > limitFen ? 'limit' : undefined;
}
