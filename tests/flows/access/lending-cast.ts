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
    documentNumber: (side) => numberOfContract(api, side),
    number: () => 'HT-000000-NONE00',
    damageId: (side) => createDamage(api, side),
    inspectionId: (side) => createInspection(api, side),
    classCode: (side) => createChecklist(api, side),
    filingId: (side) => createFiling(api, side),
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
  proposeDamage: () => ({ body: { amountFen: 1 } }),
  answerDamage: () => ({ body: { accept: true } }),
  decideDamage: () => ({ body: { amountFen: 1, reason: 'R' } }),
  waiveDamage: () => ({ body: { reason: 'R' } }),
  planInspection: () => ({ body: { plannedOn: '2027-01-05' } }),
  planLeaseInspection: () => ({ body: { plannedOn: '2027-01-05' } }),
  putChecklist: () => ({ body: { items: [{ zh: '外壳' }] } }),
  fileDisposal: () => ({ body: { reference: 'R' } }),
  captureDeposit: () => ({ body: { amountFen: 1, reason: 'R' } }),
};

export const lendingOwnedByBody = ['createLoan', 'createLease'];

async function createOne(api: TestApp, side: Side, path: 'loans' | 'leases'): Promise<string> {
  const instrumentId = await createLendable(api.database, { labId: side.lab, districtId: side.district });
  const body = { instrumentId, firstDay: '2027-01-04', lastDay: '2027-01-08', purpose };
  const reply = await api.send(`POST /${path}`, { token: side.people.booker.token, body });
  if (reply.status !== 201) throw new Error(`None of ${path}: ${JSON.stringify(reply.body)}`);
  // What its form would show.
  await api.database.sql`
    INSERT INTO condition_reports (lab_id, lending_id, moment, at, user_id, conditions, accessories, photo_ids, signed_by, number, content, content_hash)
    VALUES (${side.lab}, ${reply.body.id}, 'handOver', now(), ${side.people.keeper.userId}, '[]', '{}', '{}', '{A,B}', ${`HO-${reply.body.id}`}, '{}',
      encode(sha256('{}'), 'hex'))`;
  return reply.body.id;
}

async function numberOfContract(api: TestApp, side: Side): Promise<string> {
  const id = await createContract(api, side);
  return `HT-${id.slice(-12)}`;
}

async function createDamage(api: TestApp, side: Side): Promise<string> {
  const [loanId, id] = [await createOne(api, side, 'loans'), newId()];
  await api.database.sql`
    INSERT INTO damage_claims (lab_id, lending_id, id, item, description, amount_fen, source, status, photo_ids, reported_by, at)
    VALUES (${side.lab}, ${loanId}, ${id}, 'X', '', 1, 'report', 'proposed', '{}', ${side.people.keeper.userId}, now())`;
  return id;
}

async function createInspection(api: TestApp, side: Side): Promise<string> {
  const [loanId, id] = [await createOne(api, side, 'loans'), newId()];
  await api.database.sql`
    INSERT INTO lending_inspections (lab_id, lending_id, id, planned_on, purpose, planned_by, status, photo_ids)
    VALUES (${side.lab}, ${loanId}, ${id}, '2027-01-05', '', ${side.people.keeper.userId}, 'planned', '{}')`;
  return id;
}

async function createChecklist(api: TestApp, side: Side): Promise<string> {
  await api.database.sql`
    INSERT INTO checklists (lab_id, class_code, items) VALUES (${side.lab}, '010300', '[{"zh": "外壳"}]') ON CONFLICT DO NOTHING`;
  return '010300';
}

async function createFiling(api: TestApp, side: Side): Promise<string> {
  const loanId = await createOne(api, side, 'loans');
  const [id, fileId] = [newId(), newId()];
  await api.database.sql`
    INSERT INTO files (id, user_id, name, media_type, size_bytes, sha256)
    VALUES (${fileId}, ${side.people.assetOfficer.userId}, 'a.pdf', 'application/pdf', 1, 'x')`;
  await api.database.sql`INSERT INTO file_contents (file_id, bytes) VALUES (${fileId}, 'x')`;
  await api.database.sql`
    INSERT INTO filings (lab_id, id, chain_id, subject_type, subject_id, subject_number, district_id, organisation_id, instrument_id, zone, due_on,
      status, file_id)
    SELECT c.lab_id, ${id}, c.id, 'loan', c.subject_id, c.subject_number, c.district_id, c.organisation_id, c.instrument_id, c.zone, '2027-01-20',
      'open', ${fileId} FROM approval_chains c WHERE c.subject_id = ${loanId}`;
  return id;
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
