import { type PricePreview, previewPrice as preview } from '@guanyi/commands/billing/preview-price';
import { done } from '@guanyi/commands/context';
import * as endpoints from '@guanyi/contracts/billing/price-tool-endpoints';
import { checkPolicy } from '@guanyi/domain/billing/check-policy';
import { type CostSheet, costPerHour, type GroupShare, proposeRates } from '@guanyi/domain/billing/cost-sheet';
import type { PriceTerms } from '@guanyi/domain/billing/price-policy';
import type { Api } from '../../api.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';
import { optional, presentLine } from './present.ts';

/** Tools for people who set prices: they write nothing. */
export function priceToolRoutes(api: Api): void {
  register(api, endpoints.previewPrice, async ({ body, locale, write }) => {
    const { from, until, firstDay, lastDay, options, draft, ...rest } = body;
    const wanted = {
      ...rest,
      span: spanOf({ from, until, firstDay, lastDay }),
      serviceWay: options?.serviceWay ?? 'selfOperated',
      draft: draft && checkedDraft({ ...draft, form: body.form, ratePerHourFen: draft.ratePerHourFen ?? 0 }),
    } as const;
    return write(preview, wanted, (_tx, { rating, zone, pricePolicyId }) => ({
      status: 200,
      body: {
        instrumentId: body.instrumentId,
        zone,
        priceGroup: body.priceGroup,
        ...optional('pricePolicyId', pricePolicyId),
        lines: rating.lines.map((line) => presentLine(line, locale)),
        subtotalFen: rating.subtotalFen,
        taxFen: rating.taxFen,
        totalFen: rating.totalFen,
      },
    }));
  });

  register(api, endpoints.calculateCost, async ({ body, write }) =>
    write(calculate, body, (_tx, result) => ({ status: 200, body: result })),
  );
}

async function calculate(
  _tx: unknown,
  _context: unknown,
  sheet: CostSheet & { shares: GroupShare[]; stepFen: number },
) {
  const cost = costPerHour(sheet);
  return done({ ...cost, proposals: proposeRates(cost.perHourFen, sheet.shares, sheet.stepFen) });
}

/** Terms that could not be stored are not priced either. */
function checkedDraft(terms: PriceTerms): PriceTerms {
  const faults = checkPolicy({ ...terms, instrumentId: '', priceGroup: 'enterprise', effectiveFrom: 0 });
  if (faults.length === 0) return terms;
  const errors = faults.map(({ pointer, code }) => ({ pointer: `/draft${pointer}`, code }));
  throw new Problem('invalid-price-policy', { errors });
}

/** The contract asks for days with a term lease and for a window otherwise. */
function spanOf(body: {
  from?: number | undefined;
  until?: number | undefined;
  firstDay?: string | undefined;
  lastDay?: string | undefined;
}): PricePreview['span'] {
  if (body.firstDay !== undefined && body.lastDay !== undefined)
    return { firstDay: body.firstDay, lastDay: body.lastDay };
  if (body.from !== undefined && body.until !== undefined) return { from: body.from, until: body.until };
  throw new Problem('invalid-window');
}
