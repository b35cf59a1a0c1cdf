import { previewBookingRules } from '@guanyi/commands/catalogue/put-booking-rules';
import { readRefusals } from '@guanyi/commands/scheduling/read-refusals';
import * as endpoints from '@guanyi/contracts/scheduling/rules-endpoints';
import { DAY_MS } from '@guanyi/domain/kernel/window';
import type { Api } from '../../api.ts';
import { Problem, problemOf } from '../../problem.ts';
import { register } from '../../register.ts';
import { presentStretch } from './present.ts';
import { presentRefusedAhead } from './present-upkeep.ts';

const longestDays = 92;

/** What the rules refuse, before anybody submits. */
export function rulesRoutes(api: Api): void {
  register(api, endpoints.listRefusals, async ({ params, query, context }) => {
    const { from, until, serviceWay = 'selfOperated', ...rest } = query;
    if (until <= from || until - from > longestDays * DAY_MS)
      throw new Problem('invalid-window', { details: { longestDays } });
    const asked = { ...params, ...rest, range: { from, until }, serviceWay, purposeKind: rest.purposeKind };
    const found = await readRefusals(api.database, context, asked);
    if (!found.ok) throw problemOf(found);
    const { zone, refused } = found.value;
    return { status: 200, body: { instrumentId: params.instrumentId, zone, items: refused.map(presentStretch) } };
  });

  register(api, endpoints.previewBookingRules, async ({ params, body, context }) => {
    const refused = await previewBookingRules(api.database, context, { ...params, rules: body });
    if (!refused.ok) throw problemOf(refused);
    return { status: 200, body: presentRefusedAhead(refused.value) };
  });
}
