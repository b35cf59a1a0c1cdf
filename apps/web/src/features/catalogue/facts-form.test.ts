import { describe, expect, it } from 'vitest';
import { changeOf, emptyFacts, fenOf, yuanInput } from './facts-form.ts';

describe('amounts that people write', () => {
  it.each([
    ['1800', 180_000],
    ['1,800.5', 180_050],
    ['1，800.05', 180_005],
    ['¥ 0.07', 7],
    ['0', 0],
  ])('%s is %i fen', (text, fen) => expect(fenOf(text)).toBe(fen));

  it.each(['', '-1', '1.005', 'abc', '1e3', '1.2.3'])('%s is no amount', (text) => expect(fenOf(text)).toBeUndefined());

  it.each([
    [180_000, '1800'],
    [180_050, '1800.50'],
    [7, '0.07'],
    [0, '0'],
    [undefined, ''],
  ])('%s fen are shown as %s', (fen, text) => expect(yuanInput(fen)).toBe(text));
});

describe('a change of facts', () => {
  const before = { ...emptyFacts('lab'), nameZh: '质谱仪', model: '7900', classCode: '010202', location: '306' };

  it('sends only what differs', () => {
    expect(changeOf(before, { ...before, location: ' 307 ' })).toEqual({ location: '307' });
  });

  it('sends both languages of a name, and the scheme with a class', () => {
    expect(changeOf(before, { ...before, nameEn: 'Mass spectrometer', classCode: '010201' })).toEqual({
      name: { zh: '质谱仪', en: 'Mass spectrometer' },
      classCode: '010201',
      classScheme: 'GB/T 32847-2016',
    });
  });

  it('empties a field with null', () => {
    const supervised = { ...before, customsSupervisedUntil: '2027-01-01' };
    expect(changeOf(supervised, before)).toEqual({ customsSupervisedUntil: null });
  });
});
