import type { Database } from '@guanyi/db/client';
import { newId } from '@guanyi/platform/ids';
import type { TestApp } from '../../support/build-app.ts';
import { multipart } from '../../support/multipart.ts';
import type { Makers, Side } from './side.ts';

type Sample = (side: Side) => { body?: unknown; headers?: Record<string, string> };

/** Things of budgets, limits, payments and vouchers that paths name. */
export function paymentsMakers(api: TestApp): Makers {
  return {
    paymentId: (side) => createPayment(api.database, side),
    projectCode: () => 'access',
  };
}

/** A payment of the customer, as far as access goes: with no entry in the books. */
async function createPayment(database: Database, side: Side): Promise<string> {
  const id = newId();
  await database.sql`
    INSERT INTO payments (payee_id, id, organisation_id, account_owner_id, payer, payer_key, reference, remark, method, received_on, amount_fen)
    VALUES (${side.district}, ${id}, ${side.customer}, ${side.customer}, 'P', 'p', ${id}, '', 'other', '2026-11-09', 100)`;
  return id;
}

let made = 0;
const bankFile = 'receivedOn,payer,reference,amountFen\n2026-11-09,access,access,1\n';

/** Far above anything that a test books, so that no other test is held up by it. */
const ampleFen = 1_000_000_000_000;

export const paymentsSamples: Record<string, Sample> = {
  updateProjectBudget: (side) => ({ body: { limitFen: ampleFen, kind: 'hard', organisationId: side.customer } }),
  setCreditLimit: (side) => ({
    body: { organisationId: side.customer, limitFen: ampleFen, districtId: side.district },
  }),
  recordPayment: (side) => ({
    body: {
      ...{ organisationId: side.customer, districtId: side.district, amountFen: 100, receivedOn: '2026-11-09' },
      ...{ reference: `access-${++made}`, method: 'other' },
    },
  }),
  importBankReceipts: (side) =>
    multipart({ districtId: side.district }, { name: 'bank.csv', type: 'text/csv', bytes: bankFile }),
  refundPayment: () => ({ body: { amountFen: 1, reason: 'access' } }),
};

export const paymentsOwnedByBody = ['setCreditLimit', 'recordPayment', 'importBankReceipts'];
