import { hashPassword } from '@guanyi/commands/identity/passwords';
import { makeUscc } from '@guanyi/domain/kernel/uscc';
import { buildTestApp, type TestApp, type TestReply, testPassword } from './build-app.ts';
import {
  createInstrument,
  createLab,
  createOrganisation,
  createPerson,
  createWorld,
  type Person,
} from './factories/world.ts';
import { tokensByClock } from './tokens-by-clock.ts';

export type EquityPerson = 'officer' | 'manager' | 'finance' | 'admin' | 'booker' | 'reviewer' | 'auditor' | 'other';

export type Stage =
  | 'intent'
  | 'feasible'
  | 'appraised'
  | 'inApproval'
  | 'approved'
  | 'noticed'
  | 'agreed'
  | 'contributed';

/** A case on its way, with what its steps were told. */
export interface SceneCase {
  caseId: string;
  instrumentId: string;
  ventureId?: string;
}

/** 2 March 2026, 10:00 in Shanghai: the day on which the worked example publishes its notice. */
export const secondOfMarch = Date.parse('2026-03-02T02:00:00Z');

export const terms = { capitalFen: 1_000_000_000, unitsIssued: 1_000_000 };

export interface EquityScene {
  api: TestApp;
  district: string;
  lab: string;
  customer: string;
  investor: string;
  people: Record<EquityPerson, Person>;
  /** Sends a request as a person. */
  as(person: EquityPerson, request: string, body?: unknown): Promise<TestReply>;
  freshInstrument(options?: { valueFen?: number }): Promise<string>;
  /** Takes a new case through the steps up to a stage; the clock ends where the steps put it. */
  caseAt(stage: Stage, options?: Partial<SceneOptions>): Promise<SceneCase>;
  approve(caseId: string): Promise<void>;
  /** What the unit and the customer agree on for the default appraisal. */
  agreement(): { capitalFen: number; unitsIssued: number; holdings: { organisationId: string; units: number }[] };
  close(): Promise<void>;
}

interface SceneOptions {
  baseDate: string;
  valueFen: number;
  instrumentId: string;
  firstDay: string;
  /** The unit proposes for this customer. */
  onBehalfOf: string;
}

const stages: readonly Stage[] = [
  'intent',
  'feasible',
  'appraised',
  'inApproval',
  'approved',
  'noticed',
  'agreed',
  'contributed',
];

/** A public institution with a lab, two enterprises, and everybody who has a part in an equity case. */
export async function buildEquityScene(): Promise<EquityScene> {
  const api = await buildTestApp({ now: secondOfMarch });
  const passwordHash = await hashPassword(testPassword);
  const world = await createWorld(api.database, { passwordHash });
  const investor = await createOrganisation(api.database, 'enterprise');
  const authority = await createOrganisation(api.database, 'government');
  const person = (organisationId: string, role: Person['role'], labId: string | null = null) =>
    createPerson(api.database, organisationId, role, labId, passwordHash);
  const people: EquityScene['people'] = {
    officer: await person(world.districtId, 'assetOfficer'),
    manager: world.labManager,
    finance: world.finance,
    admin: await person(world.enterprise, 'orgAdmin'),
    booker: world.otherBooker,
    reviewer: await person(authority, 'hqReviewer'),
    auditor: await person(authority, 'auditor'),
    other: await person(investor, 'orgAdmin'),
  };
  const tokenOf = tokensByClock(api);
  const as: EquityScene['as'] = async (name, request, body) =>
    api.send(request, { token: await tokenOf(people[name]), ...(body === undefined ? {} : { body }) });
  const freshInstrument: EquityScene['freshInstrument'] = (options = {}) =>
    offeredInstrument(api, { labId: world.labId, districtId: world.districtId, ...options });
  const scene = { api, district: world.districtId, lab: world.labId, customer: world.enterprise, investor, people };
  const agreement = () => ({
    ...terms,
    holdings: [
      { organisationId: scene.district, units: 300_000 },
      { organisationId: scene.customer, units: 700_000 },
    ],
  });
  const approve = (caseId: string) => decideAll({ as, people }, caseId);
  return {
    ...{ ...scene, as, freshInstrument, agreement, approve },
    caseAt: (stage, options = {}) => walk({ ...scene, as, freshInstrument, agreement, approve }, stage, options),
    close: () => api.close(),
  };
}

type Walker = Pick<EquityScene, 'api' | 'as' | 'freshInstrument' | 'agreement' | 'approve'>;

async function walk(scene: Walker, stage: Stage, options: Partial<SceneOptions>): Promise<SceneCase> {
  const wanted = stages.slice(0, stages.indexOf(stage) + 1);
  const made: SceneCase = { caseId: '', instrumentId: options.instrumentId ?? (await scene.freshInstrument()) };
  for (const step of wanted) await takers[step](scene, made, options);
  return made;
}

type Taker = (scene: Walker, made: SceneCase, options: Partial<SceneOptions>) => Promise<void>;

const takers: Record<Stage, Taker> = {
  async intent({ as }, made, { onBehalfOf }) {
    const proposal = { instrumentId: made.instrumentId, venture: { name: '海纳痕量检测' }, purpose: 'detection' };
    const proposer = onBehalfOf ? 'officer' : 'booker';
    const reply = await expectDone(
      as(proposer, 'POST /equity-cases', { ...proposal, ...(onBehalfOf ? { onBehalfOf } : {}) }),
    );
    made.caseId = reply.body.id;
  },
  async feasible({ as }, { caseId }) {
    const study = { conclusion: 'positive', summary: 'sound', fileIds: [] };
    await expectDone(as('manager', `POST /equity-cases/${caseId}/feasibility`, study));
  },
  async appraised({ as }, { caseId }, options) {
    const appraisal = {
      agency: '正信评估',
      reportNumber: '2026-318',
      method: 'market',
      baseDate: options.baseDate ?? '2025-10-31',
      valueFen: options.valueFen ?? 300_000_000,
    };
    await expectDone(as('officer', `POST /equity-cases/${caseId}/appraisals`, appraisal));
  },
  async inApproval({ as }, { caseId }) {
    await expectDone(as('officer', `POST /equity-cases/${caseId}/submit`, {}));
  },
  approved: (scene, { caseId }) => scene.approve(caseId),
  async noticed({ as }, { caseId }) {
    await expectDone(as('officer', `POST /equity-cases/${caseId}/notice`, { text: 'public notice' }));
  },
  async agreed({ api, as, agreement }, made) {
    api.clock.set('2026-03-17T16:00:00Z');
    const reply = await expectDone(as('officer', `POST /equity-cases/${made.caseId}/agreement`, agreement()));
    made.ventureId = reply.body.ventureId;
  },
  async contributed({ as }, { caseId }, options) {
    const body = { firstDay: options.firstDay ?? '2026-04-01' };
    await expectDone(as('officer', `POST /equity-cases/${caseId}/contribute`, body));
  },
};

/** Every step of the chain says yes, each by the role that it names. */
async function decideAll({ as }: Pick<EquityScene, 'as' | 'people'>, caseId: string): Promise<void> {
  const deciders: Record<string, EquityPerson> = {
    labManager: 'manager',
    assetOfficer: 'officer',
    hqReviewer: 'reviewer',
  };
  for (;;) {
    const chain = await expectDone(as('officer', `GET /approvals?subjectId=${caseId}`));
    const waiting = chain.body.items.filter((step: { status: string; openedAt?: string }) => step.status === 'pending');
    if (waiting.length === 0) return;
    const [step] = waiting.sort((a: { step: number }, b: { step: number }) => a.step - b.step);
    await expectDone(as(deciders[step.role]!, `POST /approvals/${step.id}/decide`, { decision: 'approve' }));
  }
}

async function expectDone(sent: Promise<TestReply>): Promise<TestReply> {
  const reply = await sent;
  if (reply.status >= 300) throw new Error(`${reply.status}: ${JSON.stringify(reply.body)}`);
  return reply;
}

const eligibility = {
  project: '2025-QD-031',
  statutoryExclusive: false,
  secret: false,
  titleClear: true,
  condition: 'normal',
};

/** An instrument that is offered for rent, approved at once, and for equity. */
export async function offeredInstrument(
  { database }: Pick<TestApp, 'database'>,
  place: { labId: string; districtId: string; valueFen?: number },
): Promise<string> {
  const id = await createInstrument(database, { ...place, approval: 'auto' });
  await database.sql`
    INSERT INTO offerings (lab_id, instrument_id, mode, forms, approval, eligibility)
    VALUES (${place.labId}, ${id}, 'equity', '{}', 'chain', ${database.sql.json(eligibility)})`;
  await database.sql`
    UPDATE instruments SET modes = '{rent,equity}', original_value_fen = ${place.valueFen ?? 426_000_000} WHERE id = ${id}`;
  return id;
}

/** A lab of an administrative unit, which may contribute nothing. */
export async function createAdministrativeLab({
  database,
}: Pick<TestApp, 'database'>): Promise<{ labId: string; districtId: string }> {
  const districtId = await createOrganisation(database, 'customsDistrict');
  await database.sql`UPDATE organisations SET uscc = ${makeUscc('11', '310000', '77')} WHERE id = ${districtId}`;
  return { districtId, labId: await createLab(database, districtId) };
}
