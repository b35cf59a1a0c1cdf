import { hashPassword } from '@guanyi/commands/identity/passwords';
import { newId } from '@guanyi/platform/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestApp, type TestApp, testPassword } from '../../support/build-app.ts';
import { createCharges } from '../../support/factories/charges.ts';
import { createInstrument, createLab, createOrganisation, createPerson } from '../../support/factories/world.ts';

let api: TestApp;
const labs: { id: string; instrument: string }[] = [];
let district: string;
let tokens: Record<'finance' | 'manager' | 'stranger' | 'customer', string>;

/** Half past midnight on 1 November in Shanghai, which is still October in London. */
const firstOfNovember = Date.parse('2026-10-31T16:30:00Z');

beforeAll(async () => {
  api = await buildTestApp({ now: Date.parse('2026-12-01T02:00:00Z') });
  const { database } = api;
  const passwordHash = await hashPassword(testPassword);
  district = await createOrganisation(database, 'customsDistrict');
  const other = await createOrganisation(database, 'customsDistrict');
  const university = await createOrganisation(database, 'university');
  for (const districtId of [district, district, other]) {
    const id = await createLab(database, districtId);
    labs.push({ id, instrument: await createInstrument(database, { labId: id, districtId }) });
  }
  const sign = async (
    organisation: string,
    role: 'finance' | 'labManager' | 'orgFinance',
    labId: string | null = null,
  ) => api.login((await createPerson(database, organisation, role, labId, passwordHash)).email);
  tokens = {
    finance: await sign(district, 'finance'),
    manager: await sign(district, 'labManager', labs[1]!.id),
    stranger: await sign(other, 'finance'),
    customer: await sign(university, 'orgFinance'),
  };
  const earn = (lab: number, at: string | number, amountFen: number, more = {}) => {
    const { id: labId, instrument: instrumentId } = labs[lab]!;
    const occurredAt = typeof at === 'number' ? at : Date.parse(at);
    const place = { districtId: lab < 2 ? district : other, labId, instrumentId, organisationId: university };
    return createCharges(database, [{ ...place, occurredAt, amountsFen: [amountFen], ...more }]);
  };
  const [first] = await earn(0, firstOfNovember, 10_000);
  await earn(0, '2026-11-20T02:00:00Z', -2_500, { kind: 'adjustment', refersToChargeId: first });
  const [lent] = await earn(1, '2026-12-01T01:00:00Z', 4_000);
  await earn(1, '2025-12-31T12:00:00Z', 700);
  await earn(2, '2026-11-20T02:00:00Z', 99_900);
  await database.sql`UPDATE charges SET loan_id = ${newId()} WHERE id = ${lent!}`;
  const [policy] = await database.sql<{ id: string }[]>`
    SELECT id FROM price_policies WHERE lab_id = ${labs[0]!.id} AND price_group = 'academic'`;
  await database.sql`UPDATE charges SET price_policy_id = ${policy!.id} WHERE lab_id = ${labs[0]!.id}`;
});
afterAll(() => api.close());

const report = async (query = '', token = tokens.finance) =>
  (await api.send(`GET /reports/revenue${query}`, { token })).body;

test('a charge counts in its local month with its corrections, and every view has the same sum', async () => {
  const body = await report();
  expect(body).toMatchObject({ from: '2026-01', until: '2026-12', total: { subtotalFen: 11_500, chargeCount: 3 } });
  expect(body.previous.subtotalFen).toBe(700);
  const earned = (period: string) => body.byMonth.find((month: { period: string }) => month.period === period);
  expect(earned('2026-10').subtotalFen).toBe(0);
  expect(earned('2026-11')).toMatchObject({ subtotalFen: 7_500, taxFen: 450, totalFen: 7_950 });
  expect(body.byMode.map((row: { subtotalFen: number }) => row.subtotalFen)).toEqual([7_500, 4_000, 0]);
  expect(body.byGroup).toMatchObject([{ priceGroup: 'academic', subtotalFen: 7_500 }, { subtotalFen: 4_000 }]);
  expect(body.byLab.map((row: { lab: { id: string } }) => row.lab.id)).toEqual([labs[0]!.id, labs[1]!.id]);
});

test('it narrows to months, mode, group and lab', async () => {
  expect((await report('?from=2026-12&until=2026-12')).total.subtotalFen).toBe(4_000);
  expect((await report('?mode=loan')).total.subtotalFen).toBe(4_000);
  expect((await report('?priceGroup=academic')).total.subtotalFen).toBe(7_500);
  expect((await report(`?labId=${labs[1]!.id}`)).total.subtotalFen).toBe(4_000);
  expect((await api.send('GET /reports/revenue?from=2026-12&until=2026-11', { token: tokens.finance })).status).toBe(
    400,
  );
});

test('everybody sees what lies within reach: a lab its own, another district nothing of it, a customer not at all', async () => {
  expect((await report('', tokens.manager)).total.subtotalFen).toBe(4_000);
  expect((await report(`?districtId=${district}`, tokens.stranger)).total.subtotalFen).toBe(0);
  expect((await report('', tokens.stranger)).total.subtotalFen).toBe(99_900);
  expect((await api.send('GET /reports/revenue', { token: tokens.customer })).status).toBe(403);
});

test('the workbook is a file of the same months', async () => {
  const reply = await api.send('GET /reports/revenue/file?from=2026-11', { token: tokens.finance });
  expect(reply.status).toBe(200);
  expect(reply.headers['content-disposition']).toContain('guanyi-revenue-2026-11-2026-12.xlsx');
});
