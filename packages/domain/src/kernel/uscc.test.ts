import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { checkUscc, makeUscc } from './uscc.ts';

describe('unified social credit code', () => {
  it('accepts the example of the standard', () => {
    expect(checkUscc('91350100M000100Y43')).toEqual({
      ok: true,
      unitType: 'enterprise',
      divisionCode: '350100',
      organisationCode: 'M000100Y4',
    });
  });

  test.each([
    ['wrong check digit', '91350100M000100Y44', 'check-digit'],
    ['wrong check digit of the organisation code', '91350100M000100Y53', 'organisation-check-digit'],
    ['lower case', '91350100m000100y43', 'alphabet'],
    ['letter O for a zero', '9135O100M000100Y43', 'alphabet'],
    ['a space', '91350100M000100Y4 ', 'alphabet'],
    ['one character short', '91350100M000100Y4', 'length'],
    ['one character long', '91350100M000100Y430', 'length'],
    ['empty', '', 'length'],
  ])('refuses %s', (_name, code, reason) => {
    expect(checkUscc(code)).toEqual({ ok: false, code: 'invalid-uscc', reason });
  });

  test.each([
    ['11', 'administrative'],
    ['12', 'publicInstitution'],
    ['91', 'enterprise'],
    ['A1', 'other'],
  ])('prefix %s is a unit of type %s', (prefix, unitType) => {
    expect(checkUscc(makeUscc(prefix, '370200', '1234567'))).toMatchObject({ ok: true, unitType });
  });

  it('finds every single wrong character', () => {
    const alphabet = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
    const character = fc.constantFrom(...alphabet);
    const body = fc.array(character, { minLength: 8, maxLength: 8 }).map((list) => list.join(''));
    fc.assert(
      fc.property(body, fc.integer({ min: 0, max: 17 }), character, (text, position, wrong) => {
        const code = makeUscc('91', '370200', text);
        fc.pre(code[position] !== wrong);
        expect(checkUscc(code).ok).toBe(true);
        expect(checkUscc(code.slice(0, position) + wrong + code.slice(position + 1)).ok).toBe(false);
      }),
    );
  });

  it('makes no code from characters outside the alphabet', () => {
    expect(() => makeUscc('91', '370200', 'OOOOOOOO')).toThrow(RangeError);
  });
});
