import { localDay } from '@guanyi/domain/kernel/local-time';
import { formatFen } from '@guanyi/domain/kernel/money';
import { fenInWords } from '@guanyi/domain/kernel/money-in-words';
import type { PrintedStatement, StatedCharge } from '@guanyi/domain/statements/statement';
import { m } from '@guanyi/messages';
import { instantIn, type Locale, nameIn } from '@guanyi/messages/notification-text';
import type { PdfDocument } from '../pdf/document.ts';
import { chargeKindIn, taxCategoryIn } from './words.ts';

/** A statement to be set as PDF. Pure: what was frozen when it was issued prints the same for ever. */
export function renderStatement(statement: PrintedStatement, locale: Locale): PdfDocument {
  const t = { locale };
  const isValid = statement.status === 'issued';
  const watermark =
    statement.status === 'void' ? m.statement_watermark_void({}, t) : m.statement_watermark_draft({}, t);
  return {
    template: 'statements/statement.typ',
    at: statement.at,
    data: {
      lang: locale,
      title: m.statement_title({}, t),
      number: statement.number,
      issuer: nameIn(statement.payee.name, locale),
      pageOf: m.statement_page_of({ page: '{page}', pages: '{pages}' }, t),
      ...(isValid ? {} : { watermark }),
      facts: factsOf(statement, locale),
      columns: [
        m.statement_column_day({}, t),
        m.statement_column_item({}, t),
        m.statement_column_reference({}, t),
        m.statement_column_subtotal({}, t),
        m.statement_column_tax({}, t),
        m.statement_column_total({}, t),
      ],
      rows: statement.charges.map((charge) => rowOf(charge, statement.zone, locale)),
      taxColumns: [m.statement_tax_category({}, t), m.statement_column_subtotal({}, t), m.statement_column_tax({}, t)],
      taxRows: statement.taxes.map((tax) => [
        taxCategoryIn(tax.taxCategory, locale),
        formatFen(tax.subtotalFen),
        formatFen(tax.taxFen),
      ]),
      totals: [
        [m.statement_subtotal({}, t), formatFen(statement.subtotalFen)],
        [m.statement_tax({}, t), formatFen(statement.taxFen)],
      ],
      total: [m.statement_total({}, t), `¥ ${formatFen(statement.totalFen)}`],
      words: [m.statement_in_words({}, t), fenInWords(statement.totalFen)],
      notes: notesOf(statement, locale),
      seal: m.statement_seal({}, t),
    },
  };
}

function factsOf(statement: PrintedStatement, locale: Locale): [string, string][] {
  const t = { locale };
  const { payee, customer } = statement;
  return [
    [m.statement_number({}, t), statement.number],
    [m.statement_period({}, t), statement.period],
    [m.statement_payee({}, t), nameIn(payee.name, locale)],
    [m.statement_tax_number({}, t), payee.uscc],
    [m.statement_customer({}, t), nameIn(customer.name, locale)],
    [m.statement_tax_number({}, t), customer.uscc],
    [m.statement_day({}, t), localDay(statement.zone, statement.at)],
    [m.statement_count({}, t), String(statement.charges.length)],
    ...(statement.taxInvoiceRef ? [[m.statement_tax_invoice({}, t), statement.taxInvoiceRef] as [string, string]] : []),
    ...(statement.remittanceRef ? [[m.statement_remittance({}, t), statement.remittanceRef] as [string, string]] : []),
  ];
}

function rowOf(charge: StatedCharge, zone: string, locale: Locale): string[] {
  return [
    instantIn(charge.occurredAt, zone).slice(0, 10),
    `${chargeKindIn(charge.kind, locale)} · ${nameIn(charge.instrument, locale)}`,
    charge.bookingNumber ?? charge.chargeId.slice(-12),
    formatFen(charge.subtotalFen),
    formatFen(charge.taxFen),
    formatFen(charge.totalFen),
  ];
}

function notesOf(statement: PrintedStatement, locale: Locale): string[] {
  const t = { locale };
  return [
    ...(statement.isTreasury ? [m.statement_note_treasury({}, t)] : []),
    m.statement_note_currency({}, t),
    m.statement_note_dispute({}, t),
  ];
}
