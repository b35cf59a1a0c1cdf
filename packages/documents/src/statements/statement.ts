import { localDay } from '@guanyi/domain/kernel/local-time';
import { formatFen } from '@guanyi/domain/kernel/money';
import { fenInWords } from '@guanyi/domain/kernel/money-in-words';
import type { PrintedStatement } from '@guanyi/domain/statements/statement';
import { m } from '@guanyi/messages';
import { type Locale, nameIn } from '@guanyi/messages/notification-text';
import type { PdfDocument } from '../pdf/document.ts';
import { drawnProof, type Proof } from '../pdf/proof.ts';
import { chargeColumns, chargeRow, taxTable } from './rows.ts';

/** A statement to be set as PDF, with its proof where it is valid. Pure: what was frozen when it was issued prints the same for ever. */
export function renderStatement(statement: PrintedStatement, locale: Locale, proof?: Proof): PdfDocument {
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
      columns: chargeColumns(locale),
      rows: statement.charges.map((charge) => chargeRow(charge, statement.zone, locale)),
      ...taxTable(statement.taxes, locale),
      totals: [
        [m.statement_subtotal({}, t), formatFen(statement.subtotalFen)],
        [m.statement_tax({}, t), formatFen(statement.taxFen)],
      ],
      total: [m.statement_total({}, t), `¥ ${formatFen(statement.totalFen)}`],
      words: [m.statement_in_words({}, t), fenInWords(statement.totalFen)],
      notes: notesOf(statement, locale),
      seal: m.statement_seal({}, t),
      ...(proof && isValid ? drawnProof(proof, locale) : {}),
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

function notesOf(statement: PrintedStatement, locale: Locale): string[] {
  const t = { locale };
  return [
    ...(statement.isTreasury ? [m.statement_note_treasury({}, t)] : []),
    m.statement_note_currency({}, t),
    m.statement_note_dispute({}, t),
  ];
}
