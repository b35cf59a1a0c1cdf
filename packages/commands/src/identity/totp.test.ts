import { generateSync } from 'otplib';
import { describe, expect, it } from 'vitest';
import { newRecoveryCodes, newTotpSecret, otpauthUri, plainCode, totpStep } from './totp.ts';

/** The secret of RFC 6238, appendix B, whose codes of eight digits end with those of six. */
const secretOfTheRfc = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const stepMs = 30_000;

describe('a code of the authenticator', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [2_000_000_000, '279037'],
  ])('at %i seconds is that of RFC 6238', (seconds, code) => {
    expect(totpStep(secretOfTheRfc, code, seconds * 1_000, null)).toBe(Math.floor(seconds / 30));
  });

  it('is taken one step early and one step late, and not two', () => {
    const secret = newTotpSecret();
    const now = 1_750_000_010_000;
    const step = Math.floor(now / stepMs);
    const code = (steps: number) => generateSync({ secret, epoch: (step + steps) * 30 });
    expect([-2, -1, 0, 1, 2].map((steps) => totpStep(secret, code(steps), now, null))).toEqual([
      undefined,
      step - 1,
      step,
      step + 1,
      undefined,
    ]);
  });

  it('counts once, and takes those before it along', () => {
    const now = 59_000;
    expect(totpStep(secretOfTheRfc, '287082', now, 0)).toBe(1);
    expect(totpStep(secretOfTheRfc, '287082', now, 1)).toBeUndefined();
    expect(totpStep(secretOfTheRfc, '287082', now, 2)).toBeUndefined();
  });

  it.each(['', '28708', '2870822', '28 7082', 'abcdef', '２８７０８２'])('is not %j', (code) => {
    expect(totpStep(secretOfTheRfc, code, 59_000, null)).toBeUndefined();
  });
});

it('A secret comes as an address that authenticators read', () => {
  const uri = new URL(otpauthUri(secretOfTheRfc, 'a@example.test'));
  expect(uri.protocol).toBe('otpauth:');
  expect(uri.searchParams.get('secret')).toBe(secretOfTheRfc);
  expect(decodeURIComponent(uri.pathname)).toContain('a@example.test');
});

it('Recovery codes are ten different ones, and are read as people write them', () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  const [code = ''] = codes;
  expect(plainCode(` ${code.slice(0, 5).toUpperCase()}-${code.slice(5)} `)).toBe(code);
});
