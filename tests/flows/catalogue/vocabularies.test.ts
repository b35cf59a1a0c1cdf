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

describe('the working calendar', () => {
  const year2027 = async () => (await all('/calendar-years')).find(({ year }) => year === 2027);
  const notice = {
    isPublished: true,
    source: '国办发明电〔2026〕9 号',
    days: [
      { day: '2027-10-09', name: '国庆节', isOffDay: false },
      { day: '2027-10-01', name: '国庆节', isOffDay: true },
    ],
  };

  it('is public, newest year first, and says which year is provisional', async () => {
    const years = await all('/calendar-years');
    expect(years.map(({ year }) => year)).toEqual(Array.from({ length: 13 }, (_, i) => 2027 - i));
    expect(years[0]).toMatchObject({ isPublished: false, days: [] });
    expect(years[1]?.days).toContainEqual({ day: '2026-02-14', name: '春节', isOffDay: false });
  });

  it('takes a notice when it is out, and opens a make-up Saturday for booking with it', async () => {
    const admin = await api.login('platform-admin@platform.guanyi.test');
    const reply = await api.send('PUT /calendar-years/2027', { token: admin, body: notice });
    expect(reply.body).toMatchObject({ year: 2027, isPublished: true, source: notice.source });
    expect((await year2027())?.days).toEqual(notice.days.toReversed());
    const [entry] = await api.database.sql`
      SELECT subject_id FROM audit_events WHERE action = 'calendar.changed' ORDER BY at DESC LIMIT 1`;
    expect(entry?.subject_id).toBe('2027');
  });

  it.each([
    [{ ...notice, days: [{ day: '2026-10-01', name: 'x', isOffDay: true }] }, '/days/0/day', 'other-year'],
    [{ ...notice, days: [notice.days[0], notice.days[0]] }, '/days/1/day', 'repeated'],
    [{ ...notice, days: [{ day: '2027-02-30', name: 'x', isOffDay: true }] }, '/days/0/day', 'invalid-day'],
  ])('refuses a notice that cannot be, and changes nothing: %#', async (body, pointer, code) => {
    const before = await year2027();
    const admin = await api.login('platform-admin@platform.guanyi.test');
    const reply = await api.send('PUT /calendar-years/2027', { token: admin, body });
    expect([reply.status, reply.body.errors[0].pointer, reply.body.errors[0].code]).toEqual([400, pointer, code]);
    expect(await year2027()).toEqual(before);
  });

  it('knows no year that is none', async () => {
    const admin = await api.login('platform-admin@platform.guanyi.test');
    expect((await api.send('PUT /calendar-years/20270', { token: admin, body: notice })).status).toBe(404);
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
