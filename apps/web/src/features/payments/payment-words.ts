import { m } from '@guanyi/messages';
import type { Reply } from '../../app/client.ts';
import { localText, yuanText } from '../../ui/format.ts';
import type { Tone } from '../../ui/tag.tsx';

export type Payment = Reply<'getPayment'>;
export type Match = Reply<'suggestPaymentMatches'>['suggestions'][number];
export type OpenStatement = Reply<'suggestPaymentMatches'>['open'][number];

export const paymentTones: Record<Payment['status'], Tone> = {
  unallocated: 'hm',
  partlyAllocated: 'hm',
  allocated: 'ok',
  refunded: 'ok',
};

export function paymentStatusName(status: Payment['status']): string {
  const names = {
    unallocated: m.payments_status_unallocated,
    partlyAllocated: m.payments_status_partlyAllocated,
    allocated: m.payments_status_allocated,
    refunded: m.payments_status_refunded,
  };
  return names[status]();
}

/** Whose money it is as far as that is known, else what the bank prints. */
export function payerText({ organisation, payer }: Payment): string {
  return organisation ? localText(organisation.name) : payer;
}

type Reason = Match['reasons'][number];

/** A reason or a doubt as a sentence. */
export function reasonText({ code, value = 0 }: Reason): string {
  switch (code) {
    case 'number':
      return m.payments_reason_number();
    case 'numberShort':
      return m.payments_reason_numberShort();
    case 'amountEqual':
      return m.payments_reason_amountEqual();
    case 'amountOfSeveral':
      return m.payments_reason_amountOfSeveral({ n: value });
    case 'amountLess':
      return m.payments_reason_amountLess({ amount: yuanText(value) });
    case 'amountMore':
      return m.payments_reason_amountMore({ amount: yuanText(value) });
    case 'payerEqual':
      return m.payments_reason_payerEqual();
    case 'payerSimilar':
      return m.payments_reason_payerSimilar();
    case 'payerOther':
      return m.payments_reason_payerOther();
    case 'sameAmountElsewhere':
      return m.payments_reason_sameAmountElsewhere({ n: value });
  }
}
