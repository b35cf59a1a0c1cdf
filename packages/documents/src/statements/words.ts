import { m } from '@guanyi/messages';
import type { Locale } from '@guanyi/messages/notification-text';

type Word = (inputs: Record<string, never>, options: { locale: Locale }) => string;

const chargeKinds: Record<string, Word> = {
  usage: m.statement_kind_usage,
  cancellation: m.statement_kind_cancellation,
  noShow: m.statement_kind_noShow,
  adjustment: m.statement_kind_adjustment,
  waiver: m.statement_kind_waiver,
  lease: m.statement_kind_lease,
  damage: m.statement_kind_damage,
  deposit: m.statement_kind_deposit,
  share: m.statement_kind_share,
};

/** What a charge is for, in one word; a kind that nobody has named yet is told by its code. */
export function chargeKindIn(kind: string, locale: Locale): string {
  return chargeKinds[kind]?.({}, { locale }) ?? kind;
}

/** A tax category with its rate. */
export function taxCategoryIn(category: string, locale: Locale): string {
  const rate = /^vat(\d+)$/.exec(category)?.[1];
  return rate ? m.statement_tax_rate({ rate }, { locale }) : m.statement_tax_exempt({}, { locale });
}
