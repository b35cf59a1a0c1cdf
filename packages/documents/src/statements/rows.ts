import { formatFen } from '@guanyi/domain/kernel/money';
import type { CategoryTax, StatedCharge } from '@guanyi/domain/statements/statement';
import { m } from '@guanyi/messages';
import { instantIn, type Locale, nameIn } from '@guanyi/messages/notification-text';
import { chargeKindIn, taxCategoryIn } from './words.ts';

/** The heads over `chargeRow`. */
export function chargeColumns(locale: Locale): string[] {
  const t = { locale };
  return [
    m.statement_column_day({}, t),
    m.statement_column_item({}, t),
    m.statement_column_reference({}, t),
    m.statement_column_subtotal({}, t),
    m.statement_column_tax({}, t),
    m.statement_column_total({}, t),
  ];
}

/** One charge of a statement or a credit note. */
export function chargeRow(charge: StatedCharge, zone: string, locale: Locale): string[] {
  return [
    instantIn(charge.occurredAt, zone).slice(0, 10),
    `${chargeKindIn(charge.kind, locale)} · ${nameIn(charge.instrument, locale)}`,
    charge.bookingNumber ?? charge.chargeId.slice(-12),
    formatFen(charge.subtotalFen),
    formatFen(charge.taxFen),
    formatFen(charge.totalFen),
  ];
}

/** Tax by category, as both kinds of document show it. */
export function taxTable(taxes: readonly CategoryTax[], locale: Locale): { taxColumns: string[]; taxRows: string[][] } {
  const t = { locale };
  return {
    taxColumns: [m.statement_tax_category({}, t), m.statement_column_subtotal({}, t), m.statement_column_tax({}, t)],
    taxRows: taxes.map((tax) => [
      taxCategoryIn(tax.taxCategory, locale),
      formatFen(tax.subtotalFen),
      formatFen(tax.taxFen),
    ]),
  };
}
