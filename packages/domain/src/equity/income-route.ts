import type { UnitType } from '../kernel/uscc.ts';

/** Where what a unit earns by a stake goes: into its own budget, to the treasury as non-tax income, or to a company's profit. */
export type IncomeRoute = 'ownBudget' | 'treasury' | 'profit';

/**
 * Income follows the kind of unit. A public institution keeps it in its budget under unified accounting; an administrative
 * unit remits every fen to the treasury, which it meets only by a stake of older date; everybody else books a profit.
 */
export function incomeRouteOf(unitType: UnitType): IncomeRoute {
  switch (unitType) {
    case 'publicInstitution':
      return 'ownBudget';
    case 'administrative':
      return 'treasury';
    default:
      return 'profit';
  }
}
