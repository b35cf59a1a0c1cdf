import type { Database } from '@guanyi/db/client';
import { newId } from '@guanyi/platform/ids';
import type { TestApp } from '../../support/build-app.ts';
import { multipart } from '../../support/multipart.ts';
import type { Makers, Side } from './side.ts';

type Sample = (side: Side) => { body?: unknown; headers?: Record<string, string> };

/** Things of budgets, limits, payments and vouchers that paths name. */
export function paymentsMakers(api: TestApp): Makers {
  return {
    paymentId: async (side) => {
      statementOf.set(side.customer, await createVoidStatement(api.database, side));
      return createPayment(api.database, side);
    },
    allocationId: (side) => createReversedAllocation(api.database, side),
    programmeId: (side) => createProgramme(api.database, side),
    voucherId: (side) => createVoucher(api.database, side),
    projectCode: () => 'access',
  };
}

/** By district: the payment made last, which the path of an allocation names too. */
const paymentOf = new Map<string, string>();

/** A part of that payment that was taken back already: taking it back again is a conflict, not a miss. */
async function createReversedAllocation(database: Database, side: Side): Promise<string> {
  const id = newId();
  await database.sql`
    INSERT INTO payment_allocations (payee_id, id, payment_id, statement_id, amount_fen, created_at, reversed_at, reversal_reason)
    VALUES (${side.district}, ${id}, ${paymentOf.get(side.district) ?? ''}, ${statementOf.get(side.customer) ?? ''}, 1, now(), now(), 'access')`;
  return id;
}

/** A payment of the customer, as far as access goes: with no entry in the books. */
async function createPayment(database: Database, side: Side): Promise<string> {
  const id = newId();
  await database.sql`
    INSERT INTO payments (payee_id, id, organisation_id, account_owner_id, payer, payer_key, reference, remark, method, received_on, amount_fen)
    VALUES (${side.district}, ${id}, ${side.customer}, ${side.customer}, 'P', 'p', ${id}, '', 'other', '2026-11-09', 100)`;
  paymentOf.set(side.district, id);
  return id;
}

/** A programme that the district of the side runs. */
async function createProgramme(database: Database, side: Side): Promise<string> {
  const id = newId();
  await database.sql`
    INSERT INTO voucher_programmes (id, sponsor_id, name, region, year, cap_per_organisation_fen, share_permille, modes, settle)
    VALUES (${id}, ${side.district}, 'P', ${side.region}, 2026, 100, 500, '{rent}', 'deduct')`;
  return id;
}

async function createVoucher(database: Database, side: Side): Promise<string> {
  const id = newId();
  const programmeId = await createProgramme(database, side);
  statementOf.set(side.customer, await createVoidStatement(database, side));
  await database.sql`INSERT INTO voucher_caps (programme_id, organisation_id, cap_fen) VALUES (${programmeId}, ${side.customer}, 100)`;
  await database.sql`
    INSERT INTO vouchers (id, programme_id, organisation_id, number, amount_fen)
    VALUES (${id}, ${programmeId}, ${side.customer}, ${id}, 100)`;
  return id;
}

/** A statement that is there for its owner: applying a voucher to a void one is a conflict, not a miss. */
async function createVoidStatement(database: Database, side: Side): Promise<string> {
  const id = newId();
  made += 1;
  await database.sql`
    INSERT INTO statements (payee_id, id, organisation_id, period, year, sequence, number, status, charge_count, subtotal_fen, tax_fen, total_fen)
    VALUES (${side.district}, ${id}, ${side.customer}, '2025-09', 2025, ${900_000 + made}, ${id}, 'void', 0, 0, 0, 0)`;
  return id;
}

/** By customer: the statement to which the last voucher is to be applied. */
const statementOf = new Map<string, string>();
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
  allocatePayment: (side) => ({
    body: { allocations: [{ statementId: statementOf.get(side.customer) ?? '', amountFen: 1 }] },
  }),
  createVoucherProgramme: (side) => ({
    body: {
      ...{ name: 'P', region: side.region, year: 2026, capPerOrganisationFen: 100, sharePermille: 500 },
      ...{ modes: ['rent'], settle: 'deduct' },
    },
  }),
  applyVoucher: (side) => ({ body: { statementId: statementOf.get(side.customer) ?? '' } }),
  reverseAllocation: () => ({ body: { reason: 'access' } }),
  refundPayment: () => ({ body: { amountFen: 1, reason: 'access' } }),
};

export const paymentsOwnedByBody = ['setCreditLimit', 'recordPayment', 'importBankReceipts'];
