import { m } from '@guanyi/messages';
import type { Reply } from '../../app/client.ts';
import { ApiProblem } from '../../app/problem.ts';
import { modeName } from '../../ui/mode-badge.tsx';

export type Programme = Reply<'listVoucherProgrammes'>['items'][number];
export type Voucher = Reply<'listVouchers'>['items'][number];

/** 30 % from 300 permille. */
export function shareText(permille: number): string {
  return `${Number((permille / 10).toFixed(1))} %`;
}

export function settleName(settle: Programme['settle']): string {
  return settle === 'deduct' ? m.vouchers_deduct() : m.vouchers_reimburse();
}

export function modesText(modes: Programme['modes']): string {
  return modes.map(modeName).join(m.vouchers_and());
}

const reasons: Record<string, () => string> = {
  'wrong-region': m.vouchers_wrong_region,
  'wrong-year': m.vouchers_wrong_year,
  'nothing-eligible': m.vouchers_nothing_eligible,
};

/** Why a voucher does not fit, as a sentence; nothing for any other refusal. */
export function unfitText(error: unknown): string | undefined {
  if (!(error instanceof ApiProblem) || error.code !== 'not-eligible') return undefined;
  return reasons[String(error.problem.reason)]?.();
}
