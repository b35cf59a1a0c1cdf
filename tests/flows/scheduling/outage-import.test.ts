import { runOutageImport } from '@guanyi/commands/scheduling/import-outages';
import { describe, expect, test } from 'vitest';
import { sendFile } from '../../support/send-file.ts';
import { api, book, conflictsOf, fresh, text, tokens, useUpkeepScene, world } from '../../support/upkeep-scene.ts';

useUpkeepScene();

const header = '资产编号,from,until,kind,note\n';

/** Hands a list in, does what the worker would do, and gives the report. */
async function importList(rows: string, dryRun = false) {
  const fields = { labId: world.labId, dryRun: String(dryRun) };
  const reply = await sendFile(api, '/outage-imports', { token: tokens.keeper, file: header + rows, fields });
  expect(reply.status, JSON.stringify(reply.body)).toBe(202);
  await runOutageImport(api.database, () => api.clock.now(), reply.body.id);
  return (
    await api.send(`GET /operations/${reply.body.id}`, { token: tokens.keeper, headers: { 'accept-language': 'en' } })
  ).body;
}

const outagesOf = async (instrumentId: string) =>
  (await api.send(`GET /outages?instrumentId=${instrumentId}`, { token: tokens.keeper })).body.items;

describe('a list of outages', () => {
  test('is tried without changes, then applied, and changes nothing when it comes again', async () => {
    const instrumentId = await fresh();
    const bookingId = (await book(instrumentId, '09:00', '11:00')).body.id;
    const rows = [
      `QD-${instrumentId},2026-12-14 10:00,2026-12-14 12:00,维护,季度保养`,
      `QD-${instrumentId},2026-12-21 10:00,2026-12-21 12:00,calibration,`,
    ].join('\n');
    expect((await importList(rows, true)).result).toMatchObject({ created: 2, unchanged: 0, dryRun: true });
    expect(await outagesOf(instrumentId)).toEqual([]);
    expect((await importList(rows)).result).toMatchObject({ created: 2, conflicts: 1, rejected: [], rejectedCount: 0 });
    expect(await outagesOf(instrumentId)).toMatchObject([
      { kind: 'calibration', from: text('2026-12-21 10:00') },
      { kind: 'maintenance', note: '季度保养' },
    ]);
    expect(await conflictsOf(instrumentId)).toMatchObject([{ bookingId, cause: 'maintenance' }]);
    expect((await importList(rows)).result).toMatchObject({ created: 0, unchanged: 2, conflicts: 0 });
    expect(await outagesOf(instrumentId)).toHaveLength(2);
    // Called off by a person, the old list does not bring it back.
    const [first] = await outagesOf(instrumentId);
    await api.send(`DELETE /outages/${first.id}`, { token: tokens.keeper });
    expect((await importList(rows)).result).toMatchObject({ created: 0, unchanged: 2 });
  });

  test('keeps a reason for each row that it refuses, and takes the others', async () => {
    const instrumentId = await fresh();
    const good = `QD-${instrumentId},2026-12-15 10:00,2026-12-15 12:00,breakdown,`;
    const { result } = await importList(
      [
        good,
        good,
        'NOBODY-1,2026-12-15 10:00,2026-12-15 12:00,breakdown,',
        `QD-${instrumentId},2026-12-15 12:00,2026-12-15 10:00,breakdown,`,
        `QD-${instrumentId},morgen,2026-12-15 12:00,lunch,`,
      ].join('\n'),
    );
    expect(result).toMatchObject({ created: 1, rejectedCount: 4 });
    expect(result.rejected.map((row: { line: number; code: string }) => [row.line, row.code])).toEqual([
      [3, 'duplicate-in-file'],
      [4, 'unknown-asset-number'],
      [5, 'invalid-window'],
      [6, 'invalid-time'],
    ]);
    expect(result.rejected[1].message).toBe('No instrument of the laboratory has this asset number');
    expect(result.rejected[3].more).toMatchObject([{ code: 'unknown-value' }]);
  });

  test('of more rows than one transaction takes is applied whole', async () => {
    const instrumentId = await fresh();
    const rows = Array.from({ length: 120 }, (_, i) => {
      const date = new Date(Date.UTC(2027, 0, 1 + i)).toISOString().slice(0, 10);
      return `QD-${instrumentId},${date} 10:00,${date} 10:30,maintenance,`;
    }).join('\n');
    expect((await importList(rows)).result).toMatchObject({ created: 120, rejectedCount: 0 });
  });

  test('that is no list changes nothing and says so', async () => {
    const fields = { labId: world.labId };
    const reply = await sendFile(api, '/outage-imports', { token: tokens.keeper, file: 'a,b\n1,2\n', fields });
    await runOutageImport(api.database, () => api.clock.now(), reply.body.id);
    const { body } = await api.send(`GET /operations/${reply.body.id}`, { token: tokens.keeper });
    expect(body).toMatchObject({ status: 'failed', problem: { code: 'missing-column' } });
  });
});
