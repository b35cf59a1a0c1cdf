/** Most tried first in every published list, and the ones that lie near for this product. Compared in lower case without digits at the ends. */
const common = new Set([
  'password',
  'passw0rd',
  'qwertyuiop',
  'qwerty',
  'letmein',
  'iloveyou',
  'administrator',
  'admin',
  'welcome',
  'monkey',
  'dragon',
  'football',
  'sunshine',
  'princess',
  'changeme',
  'woaini',
  'woaini1314',
  'woaizhongguo',
  'asdfghjkl',
  'zxcvbnm',
  'qazwsxedc',
  'abcdefghij',
  'guanyi',
  'haiguan',
  'customs',
]);

export type PasswordFault = 'password-too-short' | 'password-common' | 'password-personal';

/**
 * Judges a new password by length, a list of common ones, repetition, and the person's own name or address.
 * No character classes and no expiry: they make people choose worse ones.
 * @param minimumLength in characters as people count them.
 */
export function judgePassword(
  password: string,
  person: { email: string; displayName: string },
  minimumLength: number,
): PasswordFault | null {
  const lower = password.normalize('NFKC').toLowerCase();
  if ([...lower].length < minimumLength) return 'password-too-short';
  const core = lower.replaceAll(/^[\d\W_]+|[\d\W_]+$/gu, '');
  const isAscii = /^[\x20-\x7e]*$/.test(lower);
  if (isAscii && (core === '' || common.has(core))) return 'password-common';
  if (new Set(lower).size < 4) return 'password-common';
  const names = [person.email.split('@')[0] ?? '', person.displayName].map((name) => name.toLowerCase());
  if (names.some((name) => name.length >= 4 && lower === name)) return 'password-personal';
  if (lower === person.email.toLowerCase()) return 'password-personal';
  return null;
}
