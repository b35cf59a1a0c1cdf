import { m } from '@guanyi/messages';

const usccLength = 18;

/** Capitals without blanks, as the code is written on the licence. */
export function tidyUscc(text: string): string {
  return text.toUpperCase().replace(/[\s-]/g, '').slice(0, 40);
}

/**
 * What can be said about a credit code (GB 32100-2015) while it is typed: letters that it never has, digits still
 * missing. The check digits are the server's to judge.
 */
export function usccHint(code: string): { text: string; wrong: boolean } {
  const strange = code.match(/[^0-9A-Z]|[IOSVZ]/g);
  if (strange) return { text: m.account_uscc_letters({ letters: [...new Set(strange)].join(' ') }), wrong: true };
  if (code.length > usccLength) return { text: m.account_uscc_too_long({ n: code.length - usccLength }), wrong: true };
  if (code.length === usccLength) return { text: m.account_uscc_complete(), wrong: false };
  return { text: m.account_uscc_missing({ n: usccLength - code.length }), wrong: false };
}
