import { newId } from '@guanyi/platform/ids';
import type { TestApp } from '../../support/build-app.ts';
import type { Makers, Player, Sample, Side } from './side.ts';

/** Makes the things of equity that paths name. What hangs on a case is made for the case that was made last. */
export function equityMakers(api: TestApp): Makers {
  let latest = '';
  const remember = async (made: Promise<string>) => {
    latest = await made;
    return latest;
  };
  return {
    caseId: (side: Side, owner: Player) => remember(createCase(api, side, owner, 'noticed')),
    ventureId: (side: Side, owner: Player) => createVenture(api, side, owner),
    objectionId: (side: Side, owner: Player) => createObjection(api, side, owner, latest),
    documentId: (side: Side, owner: Player) => createDocument(api, side, owner, latest),
    agreementNumber: (side: Side, owner: Player) => createAgreement(api, side, owner),
    appraisalId: (side: Side, owner: Player) => createAppraisal(api, side, owner, latest),
    questionId: (side: Side, owner: Player) => createQuestion(api, side, owner, latest),
  };
}

export const equitySamples: Record<string, Sample> = {
  createEquityCase: (side) => ({
    body: {
      ...{ instrumentId: side.instrument, venture: { name: '合资公司' }, onBehalfOf: side.customer },
      purpose: { kind: 'development', text: 'access' },
    },
  }),
  withdrawEquityCase: () => ({ body: { reason: 'access' } }),
  recordFeasibility: () => ({ body: { conclusion: 'positive', summary: 'access', fileIds: [] } }),
  addAppraisal: () => ({
    body: { agency: 'A', reportNumber: '1', method: 'cost', baseDate: '2026-10-01', valueFen: 100 },
  }),
  publishNotice: () => ({ body: { text: 'access' } }),
  raiseObjection: () => ({ body: { text: 'access' } }),
  resolveObjection: () => ({ body: { outcome: 'rejected', answer: 'access' } }),
  signAgreement: (side) => ({
    body: { capitalFen: 100, unitsIssued: 10, holdings: [{ organisationId: side.customer, units: 10 }] },
  }),
  contributeInstrument: () => ({ body: { firstDay: '2027-01-01' } }),
  exitVenture: () => ({
    body: { kind: 'buyBack', lastDay: '2027-12-31', instrumentReturns: true, considerationFen: 0 },
  }),
  recordDistribution: () => ({ body: { amountFen: 1, declaredOn: '2026-12-01' } }),
  transferStake: (side) => ({
    body: {
      ...{ fromOrganisationId: side.customer, toOrganisationId: side.district, units: 1, reason: 'access' },
    },
  }),
  issueStakeUnits: (side) => ({ body: { toOrganisationId: side.customer, units: 1, reason: 'access' } }),
  // `createCase` has given its owner a file under the owner's own id.
  addEquityDocument: (side, role) => ({ body: { fileId: side.people[role].userId } }),
  askQuestion: () => ({ body: { text: 'access' } }),
  answerQuestion: () => ({ body: { answer: 'access' } }),
};

export const equityQueries: Record<string, string> = { simulateStake: '?capitalFen=100&unitsIssued=10' };

export const equityOwnedByBody = ['createEquityCase'];

async function createCase(
  { database, clock }: TestApp,
  side: Side,
  owner: Player,
  status: 'noticed' | 'agreed',
  ventureId: string | null = null,
): Promise<string> {
  const id = newId();
  const now = new Date(clock.now()).toISOString();
  await giveFile(database, owner);
  await database.sql`
    INSERT INTO equity_cases (lab_id, id, number, instrument_id, district_id, organisation_id, user_id, venture_name, purpose_kind,
      purpose_text, status, approved_at, notice_text, notice_published_at, notice_first_day, notice_last_day, agreement_from, venture_id)
    VALUES (${side.lab}, ${id}, ${`EQ-${id.slice(-12)}`}, ${side.instrument}, ${side.district}, ${side.customer}, ${side.people.booker.userId}, '合资公司',
      'other', '', ${status}, ${now}, 'notice', ${now}, '2026-12-10', '2026-12-24', '2026-12-25', ${ventureId})`;
  await database.sql`
    INSERT INTO equity_parties (lab_id, case_id, organisation_id, role, since)
    VALUES (${side.lab}, ${id}, ${side.customer}, 'proposer', ${now})`;
  return id;
}

async function createVenture(api: TestApp, side: Side, owner: Player): Promise<string> {
  const id = newId();
  const caseId = await createCase(api, side, owner, 'agreed', id);
  await api.database.sql`
    INSERT INTO ventures (lab_id, id, case_id, district_id, name, status, capital_fen, value_fen, agreed_units, agreed_holdings, cash_fen, signed_by)
    VALUES (${side.lab}, ${id}, ${caseId}, ${side.district}, '合资公司', 'active', 100, 10, 10, '[]', 0, ${side.people.assetOfficer.userId})`;
  return id;
}

/** The number of an agreement on a case that somebody has appraised. */
async function createAgreement(api: TestApp, side: Side, owner: Player): Promise<string> {
  const ventureId = await createVenture(api, side, owner);
  const { sql } = api.database;
  const [made] = await sql<{ id: string; number: string }[]>`
    SELECT id, number FROM equity_cases WHERE venture_id = ${ventureId}`;
  const appraisalId = await createAppraisal(api, side, owner, made!.id);
  await sql`UPDATE equity_cases SET appraisal_id = ${appraisalId} WHERE id = ${made!.id}`;
  return made!.number.replace('EQ', 'EA').slice(0, 40);
}

async function createAppraisal(
  { database, clock }: TestApp,
  side: Side,
  owner: Player,
  caseId: string,
): Promise<string> {
  const id = newId();
  await database.sql`
    INSERT INTO equity_appraisals (lab_id, id, case_id, position, agency, report_number, method, base_date, valid_until, value_fen, user_id,
      created_at)
    VALUES (${side.lab}, ${id}, ${caseId}, 1, 'A', '1', 'cost', '2026-10-01', '2027-10-01', 10, ${owner.userId},
      ${new Date(clock.now()).toISOString()})`;
  return id;
}

async function createObjection({ database }: TestApp, side: Side, owner: Player, caseId: string): Promise<string> {
  const id = newId();
  await database.sql`
    INSERT INTO equity_objections (lab_id, id, case_id, text, user_id, status)
    VALUES (${side.lab}, ${id}, ${caseId}, 'no', ${owner.userId}, 'open')`;
  return id;
}

async function createDocument(
  { database, clock }: TestApp,
  side: Side,
  owner: Player,
  caseId: string,
): Promise<string> {
  const id = newId();
  await database.sql`
    INSERT INTO equity_documents (lab_id, id, case_id, kind, title, position, audience, readers, file_id, sha256, user_id, created_at)
    VALUES (${side.lab}, ${id}, ${caseId}, 'other', ${id}, 1, 'parties', '{}', ${owner.userId}, 'hash', ${owner.userId},
      ${new Date(clock.now()).toISOString()})`;
  return id;
}

async function createQuestion({ database }: TestApp, side: Side, owner: Player, caseId: string): Promise<string> {
  const id = newId();
  await database.sql`
    INSERT INTO equity_questions (lab_id, id, case_id, text, user_id, organisation_id)
    VALUES (${side.lab}, ${id}, ${caseId}, 'why', ${owner.userId}, ${side.customer})`;
  return id;
}

async function giveFile({ sql }: TestApp['database'], owner: Player): Promise<void> {
  const id = owner.userId;
  await sql`
    INSERT INTO files (id, user_id, name, media_type, size_bytes, sha256)
    VALUES (${id}, ${id}, 'a.txt', 'text/plain', 5, 'hash') ON CONFLICT DO NOTHING`;
  await sql`INSERT INTO file_contents (file_id, bytes) VALUES (${id}, ${Buffer.from('hello')}) ON CONFLICT DO NOTHING`;
}
