import { describe, expect, it } from 'vitest';
import { adjoiningRun, aggregate, type Term } from './aggregate.ts';

const million = 100_000_000;
const term = (instrumentId: string, originalValueFen: number, firstDay: string, lastDay: string): Term => ({
  instrumentId,
  originalValueFen,
  firstDay,
  lastDay,
});

describe('aggregation for the band (X1)', () => {
  const spring = term('a', 4 * million, '2026-04-01', '2026-09-30');

  it('adds two instruments in adjoining half years to 8,000,000.00', () => {
    const wanted = term('b', 4 * million, '2026-10-01', '2027-03-31');
    expect(aggregate(wanted, [spring], 30)).toEqual({ valueFen: 8 * million, days: 182 });
  });

  it('stays one fen below with 3,999,999.99', () => {
    const wanted = term('b', 4 * million - 1, '2026-10-01', '2027-03-31');
    expect(aggregate(wanted, [spring], 30).valueFen).toBe(8 * million - 1);
  });

  it('counts the same instrument of 5,000,000.00 once and adds its terms', () => {
    const first = term('a', 5 * million, '2026-04-01', '2026-09-30');
    const wanted = term('a', 5 * million, '2026-10-01', '2027-03-31');
    expect(aggregate(wanted, [first], 30)).toEqual({ valueFen: 5 * million, days: 365 });
  });

  it.each([
    ['2026-10-30', true],
    ['2026-10-31', false],
  ])('counts a contract within 30 days: a term from %s: %s', (firstDay, counts) => {
    const wanted = term('b', 1 * million, firstDay, '2026-12-31');
    expect(aggregate(wanted, [spring], 30).valueFen).toBe(counts ? 5 * million : million);
  });

  it('counts one that comes after the wanted term, and one that overlaps it', () => {
    expect(aggregate(term('b', million, '2026-01-01', '2026-03-15'), [spring], 30).valueFen).toBe(5 * million);
    expect(aggregate(term('b', million, '2026-05-01', '2026-05-02'), [spring], 30).valueFen).toBe(5 * million);
  });
});

describe('a run of adjoining terms', () => {
  it('grows over several terms in any order and stops at a gap', () => {
    const others = [
      term('a', 0, '2028-01-01', '2028-12-31'),
      term('a', 0, '2026-01-01', '2026-12-31'),
      term('a', 0, '2024-01-01', '2025-12-30'),
      term('b', 0, '2029-01-01', '2029-12-31'),
    ];
    expect(adjoiningRun(term('a', 0, '2027-01-01', '2027-12-31'), others)).toEqual({
      firstDay: '2026-01-01',
      lastDay: '2028-12-31',
    });
  });
});
