import type { creditLimit, projectBudget } from '@guanyi/contracts/limits/schemas';
import { formatInstant } from '@guanyi/contracts/shapes';
import type { BudgetView } from '@guanyi/db/limits/budgets';
import type { CreditView } from '@guanyi/db/limits/credit';
import { availableFen, exposureFen } from '@guanyi/domain/limits/limits';
import type { z } from 'zod';

export function presentBudget(budget: BudgetView): z.input<typeof projectBudget> {
  return {
    ...budget,
    createdAt: formatInstant(budget.createdAt),
    updatedAt: formatInstant(budget.updatedAt),
    availableFen: availableFen(budget, budget),
  };
}

export function presentCreditLimit(limit: CreditView): z.input<typeof creditLimit> {
  const { organisation, payee, ...facts } = limit;
  return {
    ...facts,
    createdAt: formatInstant(limit.createdAt),
    updatedAt: formatInstant(limit.updatedAt),
    exposureFen: exposureFen(limit),
    organisation: { id: limit.organisationId, name: nameOf(organisation) },
    payee: { id: limit.payeeId, name: nameOf(payee) },
  };
}

function nameOf(row: { nameZh: string; nameEn: string | null }) {
  return { zh: row.nameZh, ...(row.nameEn ? { en: row.nameEn } : {}) };
}
