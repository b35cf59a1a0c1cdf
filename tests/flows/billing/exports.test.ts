import { expect, test } from 'vitest';
import {
  api,
  booking,
  chargesOnceThere,
  instrument,
  iso,
  record,
  tokens,
  useBillingScene,
  world,
} from '../../support/billing-scene.ts';
import { eventually } from '../../support/eventually.ts';

useBillingScene();

const get = (path: string, token = tokens.finance) => api.send(`GET ${path}`, { token });
const post = (path: string, body: object) => api.send(`POST ${path}`, { token: tokens.finance, body });

/** The rows of a file without its head. */
async function rowsOf(path: string, token = tokens.finance): Promise<string[][]> {
  const reply = await get(path, token);
  expect([reply.status, reply.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
  const text = String(reply.body);
  expect(text.charCodeAt(0)).toBe(0xfeff);
  const [, ...rows] = text.trim().split('\n');
  return rows.map((row) => row.split(','));
}

test('each list of money is a file of exactly what it shows, filtered alike, with amounts as numbers', async () => {
  const instrumentId = await instrument();
  const bookingId = await booking(instrumentId, '09:00', '10:00');
  await record({ bookingId, from: iso('09:00'), until: iso('10:00'), idleMinutes: 10, sourceId: '=evil()' });
  await record({ instrumentId, organisationId: world.enterprise, from: iso('11:00'), until: iso('12:00') });
  const [charge] = await chargesOnceThere(`bookingId=${bookingId}`);
  await eventually(async () => (await get(`/charges?instrumentId=${instrumentId}`)).body.items.length === 2);
  await post(`/charges/${charge.id}/adjust`, { amountFen: -1_250, reason: '停机' });

  const charges = await rowsOf(`/charge-exports?instrumentId=${instrumentId}`);
  expect(charges.map((row) => row.slice(7, 10))).toEqual([
    ['-12.50', '-0.75', '-13.25'],
    ['60.00', '3.60', '63.60'],
    ['60.00', '3.60', '63.60'],
  ]);
  expect(await rowsOf(`/charge-exports?instrumentId=${instrumentId}&kind=adjustment`)).toHaveLength(1);
  // Who owes one of the two sees one of the two.
  expect(await rowsOf(`/charge-exports?instrumentId=${instrumentId}`, tokens.otherBooker)).toHaveLength(1);

  const uses = await rowsOf(`/usage-exports?instrumentId=${instrumentId}&organisationId=${world.university}`);
  expect(uses.map((row) => [row[6], row[8], row[9], row[13]])).toEqual([['2026-12-14 09:00', '60', '10', "'=evil()"]]);

  await post('/statement-runs', { districtId: world.districtId, period: '2026-12' });
  const listed = await eventually(async () => {
    const { items } = (await get('/statements?period=2026-12')).body;
    return items.length === 2 && items;
  });
  for (const { id } of listed) await post(`/statements/${id}/issue`, {});
  const statements = await rowsOf(`/statement-exports?period=2026-12&organisationId=${world.enterprise}`);
  expect(statements.map((row) => row.slice(6, 13))).toEqual([
    ['60.00', '3.60', '63.60', '0.00', '0.00', '0.00', '63.60'],
  ]);
  expect(await rowsOf('/statement-exports?status=void')).toEqual([]);

  const payment = { organisationId: world.enterprise, amountFen: 7_000, receivedOn: '2026-12-14', reference: 'R-1' };
  await post('/payments', payment);
  const payments = await rowsOf('/payment-exports?hasFree=true');
  expect(payments.map((row) => [row[0], row[3], ...row.slice(6)])).toEqual([
    ['2026-12-14', 'R-1', '70.00', '0.00', '0.00', '70.00'],
  ]);

  const ageing = await rowsOf('/reports/ageing/file');
  const shown = (await get('/reports/ageing')).body.items;
  expect(ageing.map((row) => Math.round(Number(row[6]) * 100))).toEqual(
    shown.map((row: { totalFen: number }) => row.totalFen),
  );
});

test.each(['charge-exports', 'usage-exports', 'payment-exports', 'statement-exports', 'reports/ageing/file'])(
  '%s is a worksheet when asked for one, and nothing else',
  async (path) => {
    const authorization = `Bearer ${tokens.finance}`;
    const sheet = await api.app.inject({ url: `/api/v1/${path}?format=xlsx`, headers: { authorization } });
    expect([sheet.statusCode, sheet.rawPayload.subarray(0, 2).toString()]).toEqual([200, 'PK']);
    expect(sheet.headers['content-disposition']).toMatch(/^attachment; filename="guanyi-[a-z]+\.xlsx"$/);
    expect((await get(`/${path}?format=ods`)).status).toBe(400);
    expect((await get(`/${path}?cursor=x`)).body.code).toBe('unknown-field');
  },
);
