import { describe, expect, it } from 'vitest';
import { codePrefix, suggestClass } from './classification.ts';

describe('the significant part of a code', () => {
  it.each([
    ['010000', '01'],
    ['010500', '0105'],
    ['010502', '010502'],
    ['100000', '10'],
    ['990000', '99'],
    ['0105', '0105'],
    ['01', '01'],
    ['100', '100'],
    ['370200', '3702'],
    ['370000', '37'],
    ['469000', '4690'],
  ])('%s is %s', (code, prefix) => expect(codePrefix(code)).toBe(prefix));
});

describe('a proposed class', () => {
  it.each([
    ['Q Exactive HF Orbitrap', '010201'],
    ['电感耦合等离子体质谱仪', '010202'],
    ['NanoSIMS secondary ion', '010204'],
    ['Zeiss FESEM', '010102'],
    ['气相色谱仪', '010501'],
    ['GC-MS', '010201'],
    ['Unaxis ICP Etcher', '120300'],
    ['Coffee machine', null],
  ])('for %s is %s', (name, code) => expect(suggestClass(name)).toBe(code));
});
