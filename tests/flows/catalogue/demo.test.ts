import { seedDemo } from '@guanyi/commands/seed/demo';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testPassword } from '../../support/build-app.ts';
import { buildDemoApp, type DemoApp } from '../../support/demo.ts';

let api: DemoApp;

beforeAll(async () => {
  api = await buildDemoApp();
});
afterAll(() => api.close());

const districts = ['qingdao', 'shanghai'].flatMap((place) =>
  ['lab-manager', 'keeper', 'finance', 'asset-officer'].map((role) => `${role}@${place}`),
);
const customers = ['ocean-univ', 'beacon-foods', 'tex-sme'].flatMap((place) =>
  ['booker', 'org-admin', 'org-finance'].map((role) => `${role}@${place}`),
);
const others = ['hq-reviewer@gacc', 'auditor@gacc', 'st-viewer@qingdao-st', 'platform-admin@platform'];

describe('the demonstration', () => {
  it('is written once', async () => {
    const count = () => api.database.sql`SELECT count(*)::int AS n FROM bookings`;
    const before = await count();
    await seedDemo(api.database, { now: api.clock.now() + 86_400_000, demoPassword: testPassword });
    expect(await count()).toEqual(before);
  });

  it.each([...districts, ...customers, ...others])('lets %s in', async (name) => {
    const me = await api.send('GET /me', { token: await api.login(`${name}.guanyi.test`) });
    expect(me.body.memberships.length).toBeGreaterThan(0);
    const role = name.split('@')[0]?.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
    expect(new Set(me.body.memberships.map((one: { role: string }) => one.role))).toEqual(new Set([role]));
  });

  it('has every mode, form and discipline, both approvals, supervision, a zone of its own and a BSL-3 lab', async () => {
    const { facets, total } = (await api.send('GET /instruments?facets=true')).body;
    expect(total).toBeGreaterThanOrEqual(60);
    expect(facets.mode).toHaveLength(3);
    expect(facets.discipline).toHaveLength(8);
    for (const form of ['machineTime', 'sample', 'termLease']) {
      expect((await api.send(`GET /instruments?form=${form}`)).body.total).toBeGreaterThan(0);
    }
    const [kinds] = await api.database.sql`
      SELECT (SELECT count(DISTINCT approval)::int FROM offerings) AS approvals,
        (SELECT count(*)::int FROM instruments WHERE customs_supervised_until IS NOT NULL) AS supervised,
        (SELECT count(*)::int FROM instruments WHERE zone IS NOT NULL) AS zones, (SELECT count(*)::int FROM labs WHERE is_bsl3) AS bsl3,
        (SELECT count(*)::int FROM offerings o JOIN labs l ON l.id = o.lab_id WHERE o.mode = 'equity' AND l.code LIKE 'sh%') AS forbidden`;
    expect(kinds).toMatchObject({ approvals: 2, zones: 1, bsl3: 1, forbidden: 0 });
    expect(kinds?.supervised).toBeGreaterThan(1);
  });

  it('has a price for each of the three customers wherever machine time is offered', async () => {
    const { items } = (await api.send('GET /instruments?form=machineTime&limit=100')).body;
    for (const place of ['ocean-univ', 'beacon-foods', 'tex-sme']) {
      const token = await api.login(`booker@${place}.guanyi.test`);
      for (const { id, nextFree, assetNumber } of items) {
        expect(nextFree, assetNumber).toBeDefined();
        const until = new Date(Date.parse(nextFree.from) + 3_600_000).toISOString();
        const body = { instrumentId: id, form: 'machineTime', from: nextFree.from, until };
        const quote = await api.send('POST /quotes', { token, body });
        expect(quote.status, `${assetNumber} ${JSON.stringify(quote.body)}`).toBe(201);
        expect(quote.body.totalFen).toBeGreaterThan(0);
      }
    }
  });

  it('looks lived in: bookings of every stage, charges, and nothing left to tell', async () => {
    const stages = await api.database.sql<{ status: string }[]>`SELECT DISTINCT status FROM bookings`;
    expect(stages.map((row) => row.status).sort()).toEqual(['completed', 'confirmed', 'inUse', 'pendingApproval']);
    const [rest] = await api.database.sql`
      SELECT (SELECT count(*)::int FROM charges) AS charges, (SELECT count(*)::int FROM outbox WHERE processed_at IS NULL) AS open,
        (SELECT count(*)::int FROM usage_records u WHERE u.beside_id IS NULL AND NOT EXISTS (SELECT FROM charges c WHERE c.usage_record_id = u.id)) AS uncharged`;
    expect(rest).toMatchObject({ open: 0, uncharged: 0 });
    expect(rest?.charges).toBeGreaterThan(5);
  });
});
