import { completeUsage as complete, priceUsage as price } from '@guanyi/commands/billing/complete-usage';
import { confirmUsage as confirm, withdrawConfirmation as withdraw } from '@guanyi/commands/billing/confirm-usage';
import { disputeUsage as dispute } from '@guanyi/commands/billing/dispute-usage';
import { importUsage as importUses } from '@guanyi/commands/billing/import-usage';
import { recordUsage as record } from '@guanyi/commands/billing/record-usage';
import { resolveDispute as resolve } from '@guanyi/commands/billing/resolve-dispute';
import * as endpoints from '@guanyi/contracts/billing/usage-endpoints';
import { formatInstant } from '@guanyi/contracts/shapes';
import { findUsage, listUsage } from '@guanyi/db/billing/usage';
import type { Tx } from '@guanyi/db/client';
import { findOperation } from '@guanyi/db/operations';
import type { Reach } from '@guanyi/domain/identity/reach';
import type { Api } from '../../api.ts';
import { page } from '../../page.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';
import { presentUsage } from './present-usage.ts';

/** What was used, and its review by both sides. */
export function usageRoutes(api: Api): void {
  register(api, endpoints.recordUsage, async ({ body, reach, now, write }) =>
    write(record, body, async (tx, { usageRecordId, isNew }) => ({
      status: isNew ? 201 : 200,
      body: await usageBody(tx, reach, usageRecordId, now),
    })),
  );

  register(api, endpoints.importUsage, async ({ body, file, actor, write }) => {
    if (!file) throw new Problem('invalid-input', { errors: [{ pointer: '/file', code: 'required' }] });
    const input = { ...body, dryRun: body.dryRun ?? false, file: { name: file.name.slice(0, 200), bytes: file.bytes } };
    return write(importUses, input, async (tx, { operationId }) => {
      const found = await findOperation(tx, operationId, actor.userId);
      if (!found) throw new Error(`Operation ${operationId} is gone within the transaction that made it.`);
      const { createdAt, updatedAt, ...rest } = found;
      return {
        status: 202,
        body: { ...rest, createdAt: formatInstant(createdAt), updatedAt: formatInstant(updatedAt) },
        headers: { location: `/api/v1/operations/${operationId}` },
      };
    });
  });

  register(api, endpoints.listUsage, async ({ query, reach, now }) => {
    const { cursor, ...filter } = query;
    const rows = await listUsage(api.database, reach, { ...filter, after: cursor });
    return {
      status: 200,
      body: page(
        rows,
        query.limit,
        (row) => [row.from, row.id],
        (row) => presentUsage(row, now),
      ),
    };
  });

  review(api);
}

function review(api: Api): void {
  register(api, endpoints.completeUsage, async ({ params, body, ifMatch, reach, now, write }) =>
    write(complete, { ...params, ...body, ifMatch }, answer(reach, now)),
  );
  register(api, endpoints.priceUsage, async ({ params, ifMatch, reach, now, write }) =>
    write(price, { ...params, ifMatch }, answer(reach, now)),
  );
  register(api, endpoints.confirmUsage, async ({ params, ifMatch, reach, now, write }) =>
    write(confirm, { ...params, ifMatch }, answer(reach, now)),
  );
  register(api, endpoints.withdrawConfirmation, async ({ params, ifMatch, reach, now, write }) =>
    write(withdraw, { ...params, ifMatch }, answer(reach, now)),
  );
  register(api, endpoints.disputeUsage, async ({ params, body, ifMatch, reach, now, write }) =>
    write(dispute, { ...params, ...body, ifMatch }, answer(reach, now)),
  );
  register(api, endpoints.resolveDispute, async ({ params, body, ifMatch, reach, now, write }) =>
    write(resolve, { ...params, ...body, ifMatch }, answer(reach, now)),
  );
}

function answer(reach: Reach, now: number) {
  return async (tx: Tx, { usageRecordId }: { usageRecordId: string }) => ({
    status: 200 as const,
    body: await usageBody(tx, reach, usageRecordId, now),
  });
}

/** The state of a use as its own transaction sees it. */
async function usageBody(tx: Tx, reach: Reach, usageRecordId: string, now: number) {
  const view = await findUsage(tx, reach, usageRecordId);
  if (!view) throw new Error(`Use ${usageRecordId} is not there after it was written.`);
  return presentUsage(view, now);
}
