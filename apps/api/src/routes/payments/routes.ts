import { importBankReceipts as importReceipts } from '@guanyi/commands/payments/import-bank-receipts';
import { recordPayment as record } from '@guanyi/commands/payments/record-payment';
import { refundPayment as refund } from '@guanyi/commands/payments/refund-payment';
import * as endpoints from '@guanyi/contracts/payments/endpoints';
import type { Tx } from '@guanyi/db/client';
import { findOperation } from '@guanyi/db/operations';
import { findPayment, listPayments } from '@guanyi/db/payments/payment-queries';
import type { Reach } from '@guanyi/domain/identity/reach';
import type { Api } from '../../api.ts';
import { page } from '../../page.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';
import { presentBankImport, presentPayment } from './present.ts';

/** Money that comes in. */
export function paymentsRoutes(api: Api): void {
  register(api, endpoints.recordPayment, async ({ body, reach, write }) =>
    write(record, body, async (tx, { paymentId }) => ({
      status: 201,
      body: await paymentBody(tx, reach, paymentId),
      headers: { location: `/api/v1/payments/${paymentId}` },
    })),
  );

  register(api, endpoints.importBankReceipts, async ({ body, file, actor, locale, write }) => {
    if (!file) throw new Problem('invalid-input', { errors: [{ pointer: '/file', code: 'required' }] });
    const input = { ...body, file: { name: file.name.slice(0, 200), bytes: file.bytes } };
    return write(importReceipts, input, async (tx, { operationId }) => {
      const operation = await findOperation(tx, operationId, actor.userId);
      if (!operation) throw new Error(`Operation ${operationId} is gone within the transaction that made it.`);
      const headers = { location: `/api/v1/operations/${operationId}` };
      return { status: 202, body: presentBankImport(operation, locale), headers };
    });
  });

  register(api, endpoints.listPayments, async ({ query, reach }) => {
    const { cursor, ...filter } = query;
    const rows = await listPayments(api.database, reach, { ...filter, after: cursor });
    return { status: 200, body: page(rows, query.limit, (row) => [row.createdAt, row.id], presentPayment) };
  });

  register(api, endpoints.getPayment, async ({ params, reach }) => ({
    status: 200,
    body: await paymentBody(api.database, reach, params.paymentId),
  }));

  register(api, endpoints.refundPayment, async ({ params, body, reach, write }) =>
    write(refund, { ...params, ...body }, async (tx, { paymentId }) => ({
      status: 200,
      body: await paymentBody(tx, reach, paymentId),
    })),
  );
}

async function paymentBody(connection: Pick<Tx, 'sql' | 'db'>, reach: Reach, paymentId: string) {
  const view = await findPayment(connection, reach, paymentId);
  if (!view) throw new Problem('not-found');
  return presentPayment(view);
}
