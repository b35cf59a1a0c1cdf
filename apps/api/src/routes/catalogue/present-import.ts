import { m } from '@guanyi/messages';
import type { Locale } from '../../locale.ts';

type Message = (inputs: Record<string, never>, options: { locale: Locale }) => string;
const messages = m as unknown as Record<string, Message | undefined>;

/** What a fault of an imported file means, in the reader's language; a code that nobody has worded stands for itself. */
export function faultText(code: string, locale: Locale): string {
  const name = code.replaceAll('-', '_');
  const message =
    messages[`register_fault_${name}`] ?? messages[`payments_fault_${name}`] ?? messages[`problems_${name}`];
  return message?.({}, { locale }) ?? code;
}

interface Fault {
  code: string;
}

interface Refused extends Fault {
  more?: Fault[];
}

/** The report of an import with its faults in words. The report is stored without them, because its readers differ. */
export function presentReport(result: Record<string, unknown>, locale: Locale): Record<string, unknown> {
  const { rejected } = result as { rejected?: Refused[] };
  if (!Array.isArray(rejected)) return result;
  const worded = <F extends Fault>(fault: F) => ({ ...fault, message: faultText(fault.code, locale) });
  return {
    ...result,
    rejected: rejected.map(({ more, ...fault }) => ({ ...worded(fault), ...(more ? { more: more.map(worded) } : {}) })),
  };
}
