import { describe, expect, it } from 'vitest';
import { addYears, judgeTerm, type LentInstrument } from './term.ts';

const instrument: LentInstrument = {
  isActive: true,
  isOffered: true,
  isBsl3: false,
  originalValueFen: 100,
  customsSupervisedUntil: null,
  eligibility: { project: 'P', statutoryExclusive: false, secret: false, titleClear: true, condition: 'normal' },
};
const request = {
  kind: 'lease',
  instrumentId: 'a',
  firstDay: '2026-04-01',
  lastDay: '2026-04-30',
  today: '2026-03-01',
} as const;
const judged = (more: Partial<LentInstrument>, asked: Partial<typeof request> | object = {}) =>
  judgeTerm({ ...request, ...asked }, { ...instrument, ...more }, [])?.code ?? 'accepted';

describe('five years (X2)', () => {
  it.each([
    ['2031-03-31', 'accepted'],
    ['2031-04-01', 'term-too-long'],
  ])('from 2026-04-01 to %s: %s', (lastDay, result) => {
    expect(judged({}, { lastDay })).toBe(result);
  });

  it.each([
    ['2031-03-31', null],
    ['2031-04-01', 'term-too-long'],
  ])('adjoining terms of the instrument count together: to %s', (lastDay, code) => {
    const others = [{ instrumentId: 'a', firstDay: '2026-04-01', lastDay: '2028-03-31' }];
    const asked = { ...request, firstDay: '2028-04-01', lastDay };
    expect(judgeTerm(asked, instrument, others)?.code ?? null).toBe(code);
    expect(judgeTerm(asked, instrument, [{ ...others[0]!, instrumentId: 'b' }])).toBeNull();
  });

  it('keeps leap days', () => {
    expect([addYears('2028-02-29', 5), addYears('2024-02-29', 4), addYears('2026-04-01', 5)]).toEqual([
      '2033-02-28',
      '2028-02-29',
      '2031-04-01',
    ]);
  });
});

describe('what may be lent', () => {
  it.each([
    [{ customsSupervisedUntil: '2026-06-30' }, { firstDay: '2026-06-30', lastDay: '2026-07-05' }, 'customs-supervised'],
    [{ customsSupervisedUntil: '2026-06-30' }, { firstDay: '2026-07-01', lastDay: '2026-07-05' }, 'accepted'],
    [{ isOffered: false }, {}, 'mode-not-offered'],
    [{ isActive: false }, {}, 'mode-not-offered'],
    [{ originalValueFen: null }, {}, 'value-unknown'],
    [{ isBsl3: true }, {}, 'not-eligible'],
    [{ eligibility: { ...instrument.eligibility, secret: true } }, {}, 'not-eligible'],
    [{ eligibility: { ...instrument.eligibility, statutoryExclusive: true } }, {}, 'not-eligible'],
    [{ eligibility: { ...instrument.eligibility, titleClear: false } }, {}, 'not-eligible'],
    [{ eligibility: { ...instrument.eligibility, condition: 'limited' as const } }, {}, 'not-eligible'],
    [{ eligibility: { ...instrument.eligibility, project: ' ' } }, {}, 'not-eligible'],
    [{}, { firstDay: '2026-02-28' }, 'too-soon'],
    [{}, { firstDay: '2026-03-01' }, 'accepted'],
  ])('%j %j: %s', (more, asked, result) => {
    expect(judged(more, asked)).toBe(result);
  });
});
