import { loadVocabularies } from '@guanyi/commands/catalogue/load-vocabularies';
import { systemContext } from '@guanyi/commands/context';
import { execute } from '@guanyi/commands/execute';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDemoApp, type DemoApp } from '../../support/demo.ts';

let api: DemoApp;

beforeAll(async () => {
  api = await buildDemoApp();
});
afterAll(() => api.close());

const all = async (path: string) => {
  const items: Record<string, unknown>[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const reply = await api.send(
      `GET ${path}${path.includes('?') ? '&' : '?'}limit=100${cursor ? `&cursor=${cursor}` : ''}`,
    );
    expect(reply.status, JSON.stringify(reply.body)).toBe(200);
    items.push(...reply.body.items);
    cursor = reply.body.nextCursor;
  }
  return items;
};

describe('vocabularies', () => {
  it('are loaded once and whole', async () => {
    const again = await execute(api.database, systemContext(api.clock.now()), loadVocabularies, undefined);
    expect(again).toEqual({ ok: true, value: 0 });
    expect(await all('/class-codes')).toHaveLength(739);
    expect(await all('/disciplines?scheme=GB/T%2013745')).toHaveLength(62);
    expect(await all('/disciplines')).toHaveLength(8);
    expect(await all('/alliances')).toHaveLength(15);
    expect(await all('/regions?level=1')).toHaveLength(31);
    expect(await all('/regions?level=2')).toHaveLength(342);
    expect(await all('/regions?parent=370000')).toHaveLength(16);
  });

  it('carry scheme and edition with every class', async () => {
    const [first] = await all('/class-codes?prefix=0105&level=3&q=液相');
    expect(first).toEqual({
      ...{ scheme: 'GB/T 32847-2016', edition: '2016', code: '010502', level: 3, parentCode: '010500' },
      name: { zh: '液相色谱仪', en: 'Liquid chromatograph' },
    });
  });

  it('mark the year whose holidays are not announced, and leave an amended day alone', async () => {
    const { sql } = api.database;
    const years = await sql`SELECT year FROM calendar_years WHERE NOT is_published`;
    expect(years).toEqual([{ year: 2027 }]);
    await sql`DELETE FROM calendar_days WHERE day = '2026-10-08'`;
    await execute(api.database, systemContext(api.clock.now()), loadVocabularies, undefined);
    expect(await sql`SELECT 1 FROM calendar_days WHERE day = '2026-10-08'`).toHaveLength(0);
  });
});

describe('labs', () => {
  it('come with the reported and the computed national total', async () => {
    const { totals, items } = (await api.send('GET /labs')).body;
    expect(items).toHaveLength(6);
    expect(totals).toMatchObject({ reportedTotal: 1370, computedTotal: 1364 });
    expect(totals.byLevel).toContainEqual({ level: 'ministryKey', reported: 413, recorded: 3 });
    expect(totals.byLevel).toContainEqual({ level: 'unexplained', reported: 6, recorded: 0 });
  });

  it('are found by words, place, level, discipline and alliance', async () => {
    const codes = async (query: string) => (await all(`/labs?${query}`)).map((lab) => lab.code);
    expect(await codes('q=烟台')).toEqual(['qd-tex']);
    expect(await codes('region=31&level=routine')).toEqual(['sh-lig']);
    expect(await codes('discipline=textile')).toEqual(['qd-tex']);
    expect(await codes('alliance=ceramics')).toEqual(['sh-lig']);
    expect(await codes('q=100%25')).toEqual([]);
    const id = await api.lab('qd-food');
    expect((await api.send(`GET /labs/${id}`)).body).toMatchObject({
      code: 'qd-food',
      instrumentCount: 18,
      isBsl3: false,
    });
  });
});
