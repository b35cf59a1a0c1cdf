import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDemoApp, type DemoApp } from '../../support/demo.ts';

let api: DemoApp;

beforeAll(async () => {
  api = await buildDemoApp();
});
afterAll(() => api.close());

const search = async (query: Record<string, string | string[]>, token?: string) => {
  const parameters = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])),
  );
  const reply = await api.send(`GET /instruments?${parameters}`, { token });
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return reply.body;
};
const assets = (body: { items: { assetNumber: string }[] }) => body.items.map((item) => item.assetNumber);

describe('words', () => {
  it.each([
    ['Chinese', '液相色谱', 'QD-F-0105'],
    ['two characters', '质谱', 'QD-F-0101'],
    ['a name with an ending that says no more than apparatus', '质谱仪', 'QD-F-0102'],
    ['pinyin in full', 'yexiangsepu', 'QD-F-0105'],
    ['the initials of pinyin', 'yxsp', 'QD-F-0105'],
    ['initials across words', 'gxyxsp', 'QD-F-0105'],
    ['English', 'mass spectrometer', 'QD-F-0101'],
    ['a word that is not finished', 'chromatog', 'QD-F-0107'],
    ['a model number', 'QTRAP', null],
    ['a model number with its separator left out', 'avio500', 'QD-C-0203'],
    ['a part of a model number', '6500+', 'QD-F-0102'],
    ['a manufacturer', 'bruker', 'QD-C-0202'],
    ['an asset number', 'sh-e-0403', 'SH-E-0403'],
    ['a class name that the instrument does not bear', '有机质谱', 'QD-F-0104'],
    ['the name of a lab', '烟台', 'YT-T-0301'],
    ['a standard in the description', '5009.268', 'QD-F-0101'],
    ['full-width letters', 'ＩＣＰ', 'QD-F-0101'],
    ['Chinese and a model together', '气相色谱 nexis', 'QD-F-0107'],
  ])('find by %s', async (_, q, expected) => {
    const found = assets(await search({ q, limit: '100' }));
    if (expected === null) expect(found).toEqual([]);
    else expect(found).toContain(expected);
  });

  it('put the best match first', async () => {
    expect(assets(await search({ q: '矢量网络分析仪' }))[0]).toBe('SH-E-0403');
  });

  it('that mean nothing find nothing, and no words find everything', async () => {
    expect((await search({ q: "%_'\\" })).total).toBe(0);
    expect((await search({ q: ' ' })).total).toBe(66);
  });
});

describe('conditions', () => {
  it.each([
    [{ mode: 'loan' }, (item: Found) => item.modes.includes('loan')],
    [{ mode: ['equity', 'loan'] }, (item: Found) => item.modes.includes('loan') || item.modes.includes('equity')],
    [{ form: 'termLease' }, (item: Found) => item.forms.includes('termLease')],
    [{ classCode: '0105' }, (item: Found) => item.classCode.startsWith('0105')],
    [{ classCode: '010500' }, (item: Found) => item.classCode.startsWith('0105')],
    [{ discipline: 'textile' }, (item: Found) => item.disciplines.includes('textile')],
    [{ region: '37' }, (item: Found) => item.lab.region.startsWith('37')],
    [{ region: '310000' }, (item: Found) => item.lab.region.startsWith('31')],
    [{ labLevel: 'regional' }, (item: Found) => item.lab.level === 'regional'],
    [{ priceMaxFen: '10000' }, (item: Found) => (item.priceFromFen ?? 1e9) <= 10_000],
    [{ priceMinFen: '10000', priceMaxFen: '13750' }, (item: Found) => isWithin(item.priceFromFen, 10_000, 13_750)],
    [{ accreditation: 'CMA' }, (item: Found) => item.lab.accreditations.includes('CMA')],
  ])('%j keep only what meets them', async (query, holds) => {
    const body = await search({ ...query, limit: '100' } as Record<string, string>);
    expect(body.total).toBeGreaterThan(0);
    expect(body.items).toHaveLength(body.total);
    for (const item of body.items) expect(holds(item)).toBe(true);
  });

  it('by alliance and lab', async () => {
    const labId = await api.lab('qd-cmm');
    expect((await search({ alliance: 'coal' })).total).toBe((await search({ labId })).total);
  });

  it('that are misspelt are refused', async () => {
    expect((await api.send('GET /instruments?colour=red')).status).toBe(400);
    expect((await api.send('GET /instruments?mode=sell')).status).toBe(400);
    expect((await api.send('GET /instruments?cursor=abc')).body.code).toBe('invalid-cursor');
    expect((await api.send('GET /instruments?availableFrom=2026-03-12T01:00:00Z')).body.code).toBe('invalid-window');
  });
});

const isWithin = (fen: number | undefined, from: number, until: number) =>
  fen !== undefined && from <= fen && fen <= until;

interface Found {
  modes: string[];
  forms: string[];
  classCode: string;
  disciplines: string[];
  lab: { region: string; level: string; accreditations: string[] };
  priceFromFen?: number;
}

describe('facets', () => {
  it('tell what every further choice would find', async () => {
    const { facets, total } = await search({ facets: 'true' });
    expect(total).toBe(66);
    for (const [name, parameter] of [
      ['mode', 'mode'],
      ['discipline', 'discipline'],
      ['classCode', 'classCode'],
      ['region', 'region'],
      ['labLevel', 'labLevel'],
      ['accreditation', 'accreditation'],
    ] as const) {
      expect(facets[name].length, name).toBeGreaterThan(1);
      for (const { value, count } of facets[name]) {
        expect((await search({ [parameter]: value, limit: '1' })).total, `${name} ${value}`).toBe(count);
      }
    }
  });

  it('count prices in bands without gaps, and ignore the price that is chosen', async () => {
    const { facets, total } = await search({ facets: 'true', accreditation: 'CMA' });
    const priced = (await search({ accreditation: 'CMA', priceMinFen: '0' })).total;
    expect(facets.price.reduce((sum: number, one: { count: number }) => sum + one.count, 0)).toBe(priced);
    expect(priced).toBeLessThan(total);
    for (const { priceMinFen, priceMaxFen, count } of facets.price) {
      const band = { priceMinFen: String(priceMinFen), ...(priceMaxFen ? { priceMaxFen: String(priceMaxFen) } : {}) };
      const found = await search({ accreditation: 'CMA', facets: 'true', ...band });
      expect(found.total, JSON.stringify(band)).toBe(count);
      expect(found.facets.price).toEqual(facets.price);
    }
  });

  it('do not hide the other values of a facet once one is chosen', async () => {
    const { facets, total } = await search({ facets: 'true', discipline: 'textile', region: '37' });
    const count = (values: { value: string; count: number }[], value: string) =>
      values.find((one) => one.value === value)?.count;
    expect(count(facets.discipline, 'textile')).toBe(total);
    expect(count(facets.discipline, 'foodSafety')).toBeGreaterThan(0);
    expect(count(facets.region, '37')).toBe(total);
    expect(count(facets.region, '3706')).toBeGreaterThan(0);
    expect(facets.labLevel.reduce((sum: number, one: { count: number }) => sum + one.count, 0)).toBe(total);
  });

  it('are named in both languages', async () => {
    const { facets } = await search({ facets: 'true' });
    const label = (values: { value: string; label: unknown }[], value: string) =>
      values.find((one) => one.value === value)?.label;
    expect(label(facets.classCode, '01')).toEqual({ zh: '分析仪器', en: 'Analytical instruments' });
    expect(label(facets.region, '3702')).toEqual({ zh: '青岛市', en: 'Qingdao' });
    expect(label(facets.region, '3101')).toEqual({ zh: '上海市', en: 'Shanghai' });
    expect(label(facets.discipline, 'textile')).toEqual({ zh: '纺织', en: 'Textiles' });
  });

  it('come with ways to widen a search that found little', async () => {
    const body = await search({ facets: 'true', q: '核磁', region: '37' });
    expect(body.total).toBe(0);
    expect(body.relaxations).toContainEqual({ without: 'region', total: 1 });
  });
});

describe('pages', () => {
  it.each(['newest', 'price', 'relevance', 'distance'])('by %s show each instrument once', async (sort) => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: Record<string, string> = { sort, near: '3706', q: '仪', limit: '7', ...(cursor ? { cursor } : {}) };
      const body = await search(query);
      seen.push(...assets(body));
      cursor = body.nextCursor;
    }
    const { total } = await search({ q: '仪' });
    expect(seen).toHaveLength(total);
    expect(new Set(seen).size).toBe(total);
  });

  it('begin with what is near, or cheap', async () => {
    const near = await search({ sort: 'distance', near: '370600' });
    expect(near.items[0].lab.city).toBe('烟台');
    const cheap = await search({ sort: 'price', limit: '100' });
    const prices = cheap.items.flatMap((item: Found) => item.priceFromFen ?? []);
    expect(prices).toEqual([...prices].sort((a, b) => a - b));
  });

  it('refuse a cursor of another order', async () => {
    const { nextCursor } = await search({ sort: 'price', limit: '1' });
    expect((await api.send(`GET /instruments?sort=newest&limit=1&cursor=${nextCursor}`)).body.code).toBe(
      'invalid-cursor',
    );
  });
});
