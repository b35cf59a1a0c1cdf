import { describe, expect, it } from 'vitest';
import { parseSearch, stringifySearch } from '../../app/search-params.ts';
import { parseCatalogueSearch, toSearchQuery } from './search-state.ts';

describe('the address of the search page', () => {
  it('holds the whole state and gives it back', () => {
    const address =
      '?q=%E8%B4%A8%E8%B0%B1&day=2026-12-14&from=14%3A30&until=17%3A30&discipline=foodSafety&discipline=textile&region=37&maxYuan=500&sort=price';
    const search = parseCatalogueSearch(parseSearch(address));
    expect(search).toEqual({
      q: '质谱',
      day: '2026-12-14',
      from: '14:30',
      until: '17:30',
      discipline: ['foodSafety', 'textile'],
      region: ['37'],
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
    const query = toSearchQuery({ day: '2026-12-14', from: '14:30', until: '17:30', maxYuan: 500 });
    expect(query).toMatchObject({
      availableFrom: '2026-12-14T06:30:00.000Z',
      availableUntil: '2026-12-14T09:30:00.000Z',
      priceMaxFen: 50_000,
    });
  });
});
