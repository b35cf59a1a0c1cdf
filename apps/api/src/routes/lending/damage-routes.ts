import {
  answerDamage,
  decideDamage,
  proposeDamage,
  settleDamage,
  waiveDamage,
} from '@guanyi/commands/lending/claim-damage';
import { planInspection, recordInspection } from '@guanyi/commands/lending/inspect';
import * as endpoints from '@guanyi/contracts/lending/damage-endpoints';
import type { Api } from '../../api.ts';
import { register } from '../../register.ts';
import { lendingBody } from './read-lending.ts';

/** What follows from damage, and visits to what is out. */
export function damageRoutes(api: Api): void {
  for (const [endpoint, command] of [
    [endpoints.proposeDamage, proposeDamage],
    [endpoints.answerDamage, answerDamage],
    [endpoints.decideDamage, decideDamage],
    [endpoints.waiveDamage, waiveDamage],
    [endpoints.settleDamage, settleDamage],
  ] as const) {
    register(api, endpoint, async ({ params, body, ifMatch, reach, now, write }) =>
      write(command as typeof settleDamage, { ...body, ...params, ifMatch }, async (tx, { id, kind }) => ({
        status: 200,
        body: await lendingBody(tx, reach, kind, id, now),
      })),
    );
  }
  visits(api);
}

function visits(api: Api): void {
  register(api, endpoints.planInspection, async ({ params, body, ifMatch, reach, now, write }) =>
    write(planInspection, { ...body, kind: 'loan' as const, id: params.loanId, ifMatch }, async (tx, { id }) => ({
      status: 200,
      body: await lendingBody(tx, reach, 'loan', id, now),
    })),
  );
  register(api, endpoints.planLeaseInspection, async ({ params, body, ifMatch, reach, now, write }) =>
    write(planInspection, { ...body, kind: 'lease' as const, id: params.leaseId, ifMatch }, async (tx, { id }) => ({
      status: 200,
      body: await lendingBody(tx, reach, 'lease', id, now),
    })),
  );
  register(api, endpoints.recordInspection, async ({ params, body, reach, now, write }) =>
    write(recordInspection, { ...body, ...params }, async (tx, { id, kind }) => ({
      status: 200,
      body: await lendingBody(tx, reach, kind, id, now),
    })),
  );
}
