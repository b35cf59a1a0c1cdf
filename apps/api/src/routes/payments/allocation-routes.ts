import { allocatePayment as allocate } from '@guanyi/commands/payments/allocate-payment';
import { reverseAllocation as takeBack } from '@guanyi/commands/payments/reverse-allocation';
import {
  allocatePayment,
  getAgeingReport,
  reverseAllocation,
  suggestPaymentMatches,
} from '@guanyi/contracts/payments/allocation-endpoints';
import { readAgeing } from '@guanyi/db/payments/ageing';
import { listOpenStatements } from '@guanyi/db/payments/open-statements';
import { findPayment } from '@guanyi/db/payments/payment-queries';
import { localDay } from '@guanyi/domain/kernel/local-time';
import { suggestMatches } from '@guanyi/domain/payments/match';
import { unallocatedFen } from '@guanyi/domain/payments/payment';
import type { Api } from '../../api.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';
import { presentAgeing, presentMatches, presentPayment } from './present.ts';

const mostShown = 500;
/** The report lays districts side by side, so it knows one day. */
const booksZone = 'Asia/Shanghai';

/** Which statements money is for. */
export function allocationRoutes(api: Api): void {
  register(api, allocatePayment, async ({ params, body, reach, write }) =>
    write(allocate, { ...params, ...body }, async (tx, { paymentId }) => {
      const view = await findPayment(tx, reach, paymentId);
      if (!view) throw new Error(`Payment ${paymentId} is gone within the transaction that allocated it.`);
      return { status: 200, body: presentPayment(view) };
    }),
  );

  register(api, reverseAllocation, async ({ params, body, reach, write }) =>
    write(takeBack, { ...params, ...body }, async (tx, { paymentId }) => {
      const view = await findPayment(tx, reach, paymentId);
      if (!view) throw new Error(`Payment ${paymentId} is gone within the transaction that took a part of it back.`);
      return { status: 200, body: presentPayment(view) };
    }),
  );

  register(api, suggestPaymentMatches, async ({ params, reach }) => {
    const payment = await findPayment(api.database, reach, params.paymentId);
    if (!payment) throw new Problem('not-found');
    const open = await listOpenStatements(api.database, payment.payeeId);
    const amountFen = unallocatedFen(payment);
    const suggestions = amountFen > 0 ? suggestMatches({ ...payment, amountFen }, open) : [];
    const own = open.filter((one) => !payment.organisationId || one.organisationId === payment.organisationId);
    return { status: 200, body: presentMatches(suggestions, open, own.slice(0, mostShown)) };
  });

  register(api, getAgeingReport, async ({ query, reach, now }) => {
    const today = localDay(booksZone, now);
    return { status: 200, body: presentAgeing(await readAgeing(api.database, reach, { ...query, today }), today) };
  });
}
