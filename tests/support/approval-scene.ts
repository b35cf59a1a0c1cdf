import { openApprovals } from '@guanyi/commands/approvals/open-approvals';
import { timeOutApprovals } from '@guanyi/commands/approvals/time-out-approvals';
import { done, systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { hashPassword } from '@guanyi/commands/identity/passwords';
import { newId } from '@guanyi/platform/ids';
import { afterAll, beforeAll, expect } from 'vitest';
import { buildTestApp, type TestApp, testPassword } from './build-app.ts';
import {
  createOrganisation,
  createPerson,
  createWorld,
  type Person,
  type World,
  wednesdayMorning,
} from './factories/world.ts';
import { tokensByClock } from './tokens-by-clock.ts';

export let api: TestApp;
export let tokenOf: (person: Person) => Promise<string>;
export let world: World;
export let people: Record<'manager' | 'keeper' | 'officer' | 'reviewer' | 'admin' | 'booker', Person>;
export let foreignOfficer: Person;
export let foreignManager: Person;

/** A lab, a customer, everybody who decides, and the officers of another district, on an API of their own. */
export function useApprovalScene(): void {
  beforeAll(async () => {
    api = await buildTestApp({ now: wednesdayMorning });
    const passwordHash = await hashPassword(testPassword);
    world = await createWorld(api.database, { passwordHash });
    tokenOf = tokensByClock(api);
    const authority = await createOrganisation(api.database, 'government');
    const make = async (organisationId: string, role: Person['role'], labId: string | null = null) =>
      createPerson(api.database, organisationId, role, labId, passwordHash);
    people = {
      manager: world.labManager,
      keeper: world.keeper,
      officer: await make(world.districtId, 'assetOfficer'),
      reviewer: await make(authority, 'hqReviewer'),
      admin: await make(world.enterprise, 'orgAdmin'),
      booker: world.otherBooker,
    };
    const other = await createWorld(api.database, { passwordHash });
    foreignOfficer = await make(other.districtId, 'assetOfficer');
    foreignManager = other.labManager;
  });
  afterAll(() => api.close());
}

/** Opens a chain for a loan of that value. @returns the subject's id. */
export async function open(
  valueFen = 1_000_000,
  more: { mode?: 'loan' | 'equity'; days?: number; at?: World } = {},
): Promise<string> {
  const subjectId = newId();
  const place = more.at ?? world;
  // A loan that the chain is about, so that what follows has something to follow for.
  await api.database.sql`
    INSERT INTO lendings (lab_id, id, kind, number, instrument_id, district_id, organisation_id, user_id, status, first_day, last_day, from_at,
      until_at, zone, purpose_kind, purpose_text, address, accessories, original_value_fen, deposit_fen)
    VALUES (${place.labId}, ${subjectId}, 'loan', 'LN-1', ${place.instrumentId}, ${place.districtId}, ${world.enterprise},
      ${world.otherBooker.userId}, 'requested', '2027-06-01', '2027-06-10', '2027-05-31T16:00:00Z', '2027-06-10T16:00:00Z', 'Asia/Shanghai',
      'research', '', '', '{}', ${valueFen}, 0)`;
  const subject = {
    labId: place.labId,
    districtId: place.districtId,
    subjectType: 'loan' as const,
    subjectId,
    subjectNumber: 'LN-1',
    instrumentId: place.instrumentId,
    organisationId: world.enterprise,
    userId: world.otherBooker.userId,
    mode: more.mode ?? ('loan' as const),
    form: null,
    valueFen,
    days: more.days ?? 10,
    zone: 'Asia/Shanghai',
  };
  const command = async (...[tx, context]: Parameters<typeof openApprovals>) =>
    done(await openApprovals(tx, context, subject));
  await execute(api.database, systemContext(api.clock.now()), command as never, undefined);
  return subjectId;
}

export async function chainOf(subjectId: string, as: Person = people.officer) {
  const reply = await api.send(`GET /approvals?subjectId=${subjectId}`, { token: await tokenOf(as) });
  expect(reply.status).toBe(200);
  return reply.body.items as {
    id: string;
    role: string;
    step: number;
    round: number;
    status: string;
    isCurrent: boolean;
    mayDecide: boolean;
    deadline: string;
  }[];
}

export async function current(subjectId: string) {
  return (await chainOf(subjectId)).find((step) => step.isCurrent)!;
}

export const decide = async (id: string, by: Person, decision = 'approve', comment?: string) =>
  api.send(`POST /approvals/${id}/decide`, {
    token: await tokenOf(by),
    body: { decision, ...(comment ? { comment } : {}) },
  });

export async function putPolicy(body: object, by = people.reviewer) {
  return api.send('PUT /approval-policies', {
    token: await tokenOf(by),
    body: { scope: world.districtId, mode: 'equity', valueFromFen: 0, effectiveFrom: '2026-01-01T00:00:00Z', ...body },
  });
}

export async function sweep(now: number) {
  await execute(api.database, systemContext(now), timeOutApprovals, { limit: 100 });
}
