import { createHash } from 'node:crypto';
import { newId } from '@guanyi/platform/ids';
import type { TestApp } from '../../support/build-app.ts';
import { createLendable } from '../../support/factories/lendable.ts';
import type { Makers, Sample, Side } from './side.ts';

const purpose = { kind: 'research', text: 'access' };
const signedBy = ['A', 'B'];

/** Makes loans, leases and contracts to name in paths. */
export function lendingMakers(api: TestApp): Makers {
  return {
    loanId: (side) => createOne(api, side, 'loans'),
    leaseId: (side) => createOne(api, side, 'leases'),
    contractId: (side) => createContract(api, side),
    number: () => 'HT-000000-NONE00',
  };
}

const handing: Sample = () => ({ body: { signedBy } });
/** For customers the foreign thing is another organisation in whose name they ask. */
const request: Sample = (side) => ({
  body: {
    ...{ instrumentId: side.instrument, firstDay: '2027-01-04', lastDay: '2027-01-08', purpose },
    onBehalfOf: side.customer,
  },
});

export const lendingSamples: Record<string, Sample> = {
  createLoan: request,
  createLease: request,
  handOver: handing,
  takeBack: handing,
  handOverLease: handing,
  takeBackLease: handing,
  reportDamage: () => ({ body: { item: 'X', description: 'Y', amountFen: 1 } }),
  requestExtension: () => ({ body: { lastDay: '2027-02-01', reason: 'R' } }),
  requestLeaseExtension: () => ({ body: { lastDay: '2027-02-01', reason: 'R' } }),
  releaseDeposit: () => ({ body: { amountFen: 1 } }),
  captureDeposit: () => ({ body: { amountFen: 1, reason: 'R' } }),
};

export const lendingOwnedByBody = ['createLoan', 'createLease'];

async function createOne(api: TestApp, side: Side, path: 'loans' | 'leases'): Promise<string> {
  const instrumentId = await createLendable(api.database, { labId: side.lab, districtId: side.district });
  const body = { instrumentId, firstDay: '2027-01-04', lastDay: '2027-01-08', purpose };
  const reply = await api.send(`POST /${path}`, { token: side.people.booker.token, body });
  if (reply.status !== 201) throw new Error(`None of ${path}: ${JSON.stringify(reply.body)}`);
  return reply.body.id;
}

const content = JSON.stringify({
  form: 'loan/1',
  subject: 'LN-1',
  lender: { name: 'L', lab: 'L' },
  borrower: { name: 'B', uscc: '1' },
  instrument: { name: 'I', model: 'M', assetNumber: 'A' },
  ...{
    originalValueFen: 1,
    firstDay: '2027-01-04',
    lastDay: '2027-01-08',
    address: '',
    accessories: [],
    depositFen: 0,
    perDayFen: null,
  },
});

async function createContract(api: TestApp, side: Side): Promise<string> {
  const id = newId();
  const hash = createHash('sha256').update(content).digest('hex');
  await api.database.sql`
    INSERT INTO contracts (lab_id, id, number, subject_type, subject_id, district_id, organisation_id, status, content, content_hash)
    VALUES (${side.lab}, ${id}, ${`HT-${id.slice(-12)}`}, 'loan', ${newId()}, ${side.district}, ${side.customer}, 'open', ${content}, ${hash})`;
  return id;
}
