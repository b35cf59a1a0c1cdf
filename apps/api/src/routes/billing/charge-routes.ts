import { adjustCharge as adjust, waiveCharge as waive } from '@guanyi/commands/billing/correct-charge';
import { splitCharge as split } from '@guanyi/commands/billing/split-charge';
import * as endpoints from '@guanyi/contracts/billing/charge-endpoints';
import { findCharge, listCharges } from '@guanyi/db/billing/charges';
import type { Tx } from '@guanyi/db/client';
import type { Reach } from '@guanyi/domain/identity/reach';
import type { Api } from '../../api.ts';
import type { Locale } from '../../locale.ts';
import { page } from '../../page.ts';
import { register } from '../../register.ts';
import { presentCharge } from './present.ts';

/** What is owed, and its corrections. */
export function chargeRoutes(api: Api): void {
  register(api, endpoints.listCharges, async ({ query, reach, locale }) => {
    const { cursor, ...filter } = query;
    const rows = await listCharges(api.database, reach, { ...filter, after: cursor });
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

  register(api, endpoints.adjustCharge, async ({ params, body, ifMatch, reach, locale, write }) =>
    write(adjust, { ...params, ...body, ifMatch }, answer(reach, locale)),
  );
  register(api, endpoints.waiveCharge, async ({ params, body, ifMatch, reach, locale, write }) =>
    write(waive, { ...params, ...body, ifMatch }, answer(reach, locale)),
  );
  register(api, endpoints.splitCharge, async ({ params, body, ifMatch, reach, locale, write }) =>
    write(split, { ...params, ...body, ifMatch }, async (tx, { chargeIds }) => {
      const items = [];
      for (const chargeId of chargeIds) items.push((await answer(reach, locale)(tx, { chargeId })).body);
      return {
        status: 201,
        body: { items },
        headers: { location: `/api/v1/charges?refersToChargeId=${params.chargeId}` },
      };
    }),
  );
}

/** The further charge that corrects the first. */
function answer(reach: Reach, locale: Locale) {
  return async (tx: Tx, { chargeId }: { chargeId: string }) => {
    const view = await findCharge(tx, reach, chargeId);
    if (!view) throw new Error(`Charge ${chargeId} is not there after it was written.`);
    return {
      status: 201 as const,
      body: presentCharge(view, locale),
      headers: { location: `/api/v1/charges?refersToChargeId=${view.refersToChargeId}` },
    };
  };
}
