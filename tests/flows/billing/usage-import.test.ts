import { describe, expect, test } from 'vitest';
import { api, booking, charges, instrument, iso, tokens, useBillingScene, world } from '../../support/billing-scene.ts';
import type { TestReply } from '../../support/build-app.ts';
import { eventually } from '../../support/eventually.ts';
import { createLab, createOrganisation } from '../../support/factories/world.ts';
import { encodeGbk } from '../../support/gbk.ts';
import { sendFile } from '../../support/send-file.ts';

useBillingScene();

const header = '来源,流水号,预约号,资产编号,统一社会信用代码,开始时间,结束时间,空转分钟,样品数';

async function handIn(
  rows: readonly string[],
  { dryRun = false, token = tokens.keeper, labId = world.labId, head = header } = {},
): Promise<TestReply['body']> {
  const file = encodeGbk([head, ...rows].join('\r\n'));
  const fields = { labId, dryRun: String(dryRun) };
  const asked = await sendFile(api, '/usage-imports', { token, fields, file, name: 'uses.csv' });
  if (asked.status !== 202) return asked;
  return eventually(async () => {
    const { body } = await api.send(`GET /operations/${asked.body.id}`, { token });
    return body.status !== 'running' && body;
  });
}

const uses = async (instrumentId: string) =>
  (await api.send(`GET /usage-records?instrumentId=${instrumentId}`, { token: tokens.keeper })).body.items;

/** An instrument with its asset number, and what the file calls the enterprise. */
async function place() {
  const instrumentId = await instrument();
  const [row] = await api.database.sql<{ asset: string; uscc: string }[]>`
    SELECT i.asset_number AS asset, o.uscc FROM instruments i, organisations o WHERE i.id = ${instrumentId} AND o.id = ${world.enterprise}`;
  return { instrumentId, ...row! };
}

describe('a file of uses', () => {
  test('in GBK is put on record and billed row by row; a bad row never blocks a good one', async () => {
    const { instrumentId, asset, uscc } = await place();
    const bookingId = await booking(instrumentId, '09:00', '10:00');
    const { number } = (await api.send(`GET /bookings/${bookingId}`, { token: tokens.booker })).body;
    const rows = [
      `电表,f-1,${number},,,2026-12-14 09:00,2026-12-14 10:00,5,`,
      `电表,f-2,,${asset},${uscc},2026-12-14 11:00,2026-12-14 11:30,,3`,
      `电表,f-3,,${asset},${uscc},2026-12-14 12:00,,,`,
      `电表,f-4,B-没有,,,2026-12-14 09:00,2026-12-14 10:00,,`,
      `电表,f-5,,${asset},${uscc},2026-12-14 14:00,2026-12-14 13:00,,`,
      `电表,f-6,,${asset},${uscc},12月14日,2026-12-14 13:00,,`,
      `电表,f-7,,${asset},${uscc},2026-12-14 14:00,2026-12-14 14:10,11,`,
      `电表,f-2,,${asset},${uscc},2026-12-14 15:00,2026-12-14 15:30,,`,
    ];
    const { result } = await handIn(rows);
    expect(result).toMatchObject({ created: 3, unchanged: 0, rejectedCount: 5, encoding: 'GBK', dryRun: false });
    expect(result.rejected.map((one: Record<string, string>) => [one.line, one.column, one.code])).toEqual([
      [5, '预约号', 'unknown-booking'],
      [6, null, 'use-without-length'],
      [7, '开始时间', 'invalid-time'],
      [8, null, 'idle-exceeds-use'],
      [9, '流水号', 'repeated-source-id'],
    ]);
    for (const one of result.rejected) expect(one.message).not.toBe(one.code);
    const found = await uses(instrumentId);
    expect(found.map((one: Record<string, unknown>) => [one.sourceId, one.status, one.problem])).toEqual([
      ['f-3', 'problem', 'missing-end'],
      ['f-2', 'recorded', undefined],
      ['f-1', 'recorded', undefined],
    ]);
    expect(found[1]).toMatchObject({ from: iso('11:00'), until: iso('11:30'), samples: 3, usedMinutes: 30 });
    await eventually(async () => (await charges(`instrumentId=${instrumentId}`)).length === 2);
  });

  test('handed in again, whole or with other figures, changes nothing', async () => {
    const { instrumentId, asset, uscc } = await place();
    const row = (until: string) => `电表,again,,${asset},${uscc},2026-12-14 11:00,2026-12-14 ${until},,`;
    expect((await handIn([row('11:30')])).result).toMatchObject({ created: 1 });
    const before = await uses(instrumentId);
    const replies = await Promise.all([handIn([row('11:30')]), handIn([row('19:30')])]);
    for (const { result } of replies) expect(result).toMatchObject({ created: 0, unchanged: 1, rejectedCount: 0 });
    expect(await uses(instrumentId)).toMatchObject([{ id: before[0].id, until: iso('11:30') }]);
  });

  test('in the dry tells the same and writes nothing', async () => {
    const { instrumentId, asset, uscc } = await place();
    const rows = [
      `电表,dry-1,,${asset},${uscc},2026-12-14 11:00,2026-12-14 11:30,,`,
      `电表,dry-2,,${asset},没有,2026-12-14 11:00,2026-12-14 11:30,,`,
    ];
    const dry = await handIn(rows, { dryRun: true });
    expect(dry.result).toMatchObject({ created: 1, rejectedCount: 1, dryRun: true });
    expect(await uses(instrumentId)).toEqual([]);
    expect((await handIn(rows)).result).toMatchObject({ created: 1, rejectedCount: 1 });
  });

  test('names instruments of its own lab alone, and goes to that lab alone', async () => {
    const { asset, uscc } = await place();
    const district = await createOrganisation(api.database, 'customsDistrict');
    const foreign = await createLab(api.database, district);
    const rows = [`电表,lab,,${asset},${uscc},2026-12-14 11:00,2026-12-14 11:30,,`];
    expect(await handIn(rows, { labId: foreign })).toMatchObject({ status: 404 });
    expect(await handIn(rows, { token: tokens.finance })).toMatchObject({ status: 403 });
    const other = [`电表,lab,,NO-${asset},${uscc},2026-12-14 11:00,2026-12-14 11:30,,`];
    expect((await handIn(other)).result.rejected).toMatchObject([{ column: '资产编号', code: 'unknown-instrument' }]);
  });

  test.each([
    ['without the column of ids', '开始时间,结束时间', 'missing-column'],
    ['of nothing', '', 'empty-file'],
    ['with a quote that nobody closes', '流水号,开始时间\r\n"x,2026', 'broken-file'],
  ])('%s fails as a whole and says why', async (_name, head, code) => {
    const operation = await handIn([], { head });
    expect([operation.status, operation.problem?.code]).toEqual(['failed', code]);
    expect(operation.result).toMatchObject({ created: 0, rejectedCount: 1 });
  });
});
