import { createPricePolicy as createPolicy } from '@guanyi/commands/billing/create-price-policy';
import { endPricePolicy as endPolicy } from '@guanyi/commands/billing/end-price-policy';
import {
  createPricePolicy,
  endPricePolicy,
  getPricePolicyFile,
  listPricePolicies,
} from '@guanyi/contracts/billing/endpoints';
import { findPolicyEvidence, listPolicies } from '@guanyi/db/billing/policies';
import { costSheetHash, renderCostSheet } from '@guanyi/documents/billing/cost-sheet';
import { proofFor } from '@guanyi/documents/pdf/proof';
import { typeset } from '@guanyi/documents/pdf/typeset';
import type { Api } from '../../api.ts';
import { page } from '../../page.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';
import { chargeRoutes } from './charge-routes.ts';
import { exportRoutes } from './export-routes.ts';
import { presentPolicy } from './present.ts';
import { priceToolRoutes } from './price-tool-routes.ts';
import { revenueRoutes } from './revenue-routes.ts';
import { usageRoutes } from './usage-routes.ts';

/** Prices, usage and charges. */
export function billingRoutes(api: Api): void {
  policyRoutes(api);
  usageRoutes(api);
  chargeRoutes(api);
  priceToolRoutes(api);
  revenueRoutes(api);
  exportRoutes(api);
}

function policyRoutes(api: Api): void {
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

  register(
    api,
    getPricePolicyFile,
    async ({ params, reach, locale }) => {
      const found = await api.gate.pass(() => findPolicyEvidence(api.database, reach, params.pricePolicyId));
      if (!found) throw new Problem('not-found');
      const { evidence, policy, zone } = found;
      if (!evidence) throw new Problem('cost-sheet-missing');
      const headers = {
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="cost-sheet-${policy.id}.pdf"`,
      };
      const printed = { evidence, policy, zone };
      const proof = proofFor(api.settings.publicUrl, policy.id, costSheetHash(printed));
      return { status: 200, body: await typeset(renderCostSheet(printed, locale, proof)), headers };
    },
    { ungated: true },
  );
}
