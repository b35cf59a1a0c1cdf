import { describe, expect, it } from 'vitest';
import { parseSearch, stringifySearch } from '../../app/search-params.ts';
import { fromSavedQuery, toSavedQuery } from './saved-search.ts';
import { parseCatalogueSearch, toSearchQuery } from './search-state.ts';

describe('the address of the search page', () => {
  it('holds the whole state and gives it back', () => {
    const address =
      '?q=%E8%B4%A8%E8%B0%B1&day=2026-12-14&from=14%3A30&until=17%3A30&discipline=foodSafety&discipline=textile&region=37&accreditation=CNAS&minYuan=100&maxYuan=500&sort=price';
    const search = parseCatalogueSearch(parseSearch(address));
    expect(search).toEqual({
      q: '质谱',
      day: '2026-12-14',
      from: '14:30',
      until: '17:30',
      discipline: ['foodSafety', 'textile'],
      region: ['37'],
      accreditation: ['CNAS'],
      minYuan: 100,
      maxYuan: 500,
      sort: 'price',
    });
    expect(stringifySearch({ ...search })).toBe(address);
  });

  it('leaves out what it does not understand', () => {
    const address =
      '?day=2026-13-99&from=14:30&until=12:00&discipline=magic&region=DROP&maxYuan=-1&sort=worst&mode=rent';
    expect(parseCatalogueSearch(parseSearch(address))).toEqual({ mode: ['rent'] });
  });

  it('asks for the dates in the zone of the labs and for money in fen', () => {
    const query = toSearchQuery({ day: '2026-12-14', from: '14:30', until: '17:30', minYuan: 100, maxYuan: 500 });
    expect(query).toMatchObject({
      availableFrom: '2026-12-14T06:30:00.000Z',
      availableUntil: '2026-12-14T09:30:00.000Z',
      priceMinFen: 10_000,
      priceMaxFen: 50_000,
    });
  });

  it('is kept without its dates and comes back as it was', () => {
    const search = parseCatalogueSearch(
      parseSearch('?q=xrf&mode=rent&region=37&accreditation=CMA&minYuan=10&sort=newest'),
    );
    const dated = { ...search, day: '2026-12-14' as const, from: '14:30', until: '17:30' };
    const kept = toSavedQuery(dated);
    expect(kept).not.toHaveProperty('availableFrom');
    expect(kept).not.toHaveProperty('facets');
    expect(fromSavedQuery(kept)).toEqual(search);
  });
});
