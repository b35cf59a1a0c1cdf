import { createPricePolicy as createPolicy } from '@guanyi/commands/billing/create-price-policy';
import { endPricePolicy as endPolicy } from '@guanyi/commands/billing/end-price-policy';
import {
  createPricePolicy,
  endPricePolicy,
  listCharges,
  listPricePolicies,
  listUsage,
} from '@guanyi/contracts/billing/endpoints';
import { listCharges as findCharges } from '@guanyi/db/billing/charges';
import { listPolicies } from '@guanyi/db/billing/policies';
import { listUsage as findUsage } from '@guanyi/db/billing/usage';
import type { Api } from '../../api.ts';
import { page } from '../../page.ts';
import { register } from '../../register.ts';
import { presentCharge, presentPolicy, presentUsage } from './present.ts';

/** Prices, usage and charges. */
export function billingRoutes(api: Api): void {
  register(api, createPricePolicy, async ({ body, now, write }) =>
    write(createPolicy, { ...body, ratePerHourFen: body.ratePerHourFen ?? 0 }, (_tx, policy) => ({
      status: 201,
      body: presentPolicy(policy, now),
      headers: { location: `/api/v1/price-policies?instrumentId=${policy.instrumentId}` },
    })),
  );

  register(api, listPricePolicies, async ({ query, now }) => {
    const { cursor, ...filter } = query;
    const rows = await listPolicies(api.database, { ...filter, after: cursor, now });
    return {
      status: 200,
      body: page(
        rows,
        query.limit,
        (row) => [row.createdAt, row.id],
        (row) => presentPolicy(row, now),
      ),
    };
  });

  register(api, endPricePolicy, async ({ params, body, ifMatch, now, write }) =>
    write(endPolicy, { ...params, ...body, ifMatch }, (_tx, policy) => ({
      status: 200,
      body: presentPolicy(policy, now),
    })),
  );

  register(api, listUsage, async ({ query, reach }) => {
    const { cursor, ...filter } = query;
    const rows = await findUsage(api.database, reach, { ...filter, after: cursor });
    return { status: 200, body: page(rows, query.limit, (row) => [row.from, row.id], presentUsage) };
  });

  register(api, listCharges, async ({ query, reach, locale }) => {
    const { cursor, ...filter } = query;
    const rows = await findCharges(api.database, reach, { ...filter, after: cursor });
    return {
      status: 200,
      body: page(
        rows,
        query.limit,
        (row) => [row.createdAt, row.id],
        (row) => presentCharge(row, locale),
      ),
    };
  });
}
