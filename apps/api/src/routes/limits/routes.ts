import { setCreditLimit as setLimit } from '@guanyi/commands/limits/set-credit-limit';
import { updateProjectBudget as updateBudget } from '@guanyi/commands/limits/update-project-budget';
import {
  listCreditLimits,
  listProjectBudgets,
  setCreditLimit,
  updateProjectBudget,
} from '@guanyi/contracts/limits/endpoints';
import { listBudgets } from '@guanyi/db/limits/budgets';
import { listCreditLimits as findCreditLimits } from '@guanyi/db/limits/credit';
import type { Api } from '../../api.ts';
import { page } from '../../page.ts';
import { register } from '../../register.ts';
import { presentBudget, presentCreditLimit } from './present.ts';

/** What projects may spend and customers may owe. */
export function limitsRoutes(api: Api): void {
  register(api, updateProjectBudget, async ({ params, body, write }) =>
    write(updateBudget, { ...params, ...body }, (_tx, budget) => ({ status: 200, body: presentBudget(budget) })),
  );

  register(api, listProjectBudgets, async ({ query, reach, now }) => {
    const { cursor, ...filter } = query;
    const rows = await listBudgets(api.database, reach, { ...filter, now, after: cursor });
    return { status: 200, body: page(rows, query.limit, (row) => [row.createdAt, row.id], presentBudget) };
  });

  register(api, setCreditLimit, async ({ body, write }) =>
    write(setLimit, body, (_tx, limit) => ({ status: 201, body: presentCreditLimit(limit) })),
  );

  register(api, listCreditLimits, async ({ query, reach, now }) => {
    const { cursor, ...filter } = query;
    const rows = await findCreditLimits(api.database, reach, { ...filter, now, after: cursor });
    return { status: 200, body: page(rows, query.limit, (row) => [row.createdAt, row.id], presentCreditLimit) };
  });
}
