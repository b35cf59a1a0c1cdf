import { localDay } from '@guanyi/domain/kernel/local-time';
import { formatFen } from '@guanyi/domain/kernel/money';
import { fenInWords } from '@guanyi/domain/kernel/money-in-words';
import type { PrintedCreditNote } from '@guanyi/domain/statements/statement';
import { m } from '@guanyi/messages';
import { type Locale, nameIn } from '@guanyi/messages/notification-text';
import type { PdfDocument } from '../pdf/document.ts';
import { drawnProof, type Proof } from '../pdf/proof.ts';
import { chargeColumns, chargeRow, taxTable } from './rows.ts';

/** A credit note to be set as PDF, in the form of the statement that it takes back a part of. Pure. */
export function renderCreditNote(note: PrintedCreditNote, locale: Locale, proof?: Proof): PdfDocument {
  const t = { locale };
  return {
    template: 'statements/statement.typ',
    at: note.at,
    data: {
      lang: locale,
      title: m.statement_credit_note_title({}, t),
      number: note.number,
      issuer: nameIn(note.payee.name, locale),
      pageOf: m.statement_page_of({ page: '{page}', pages: '{pages}' }, t),
      facts: [
        [m.statement_credit_note_number({}, t), note.number],
        [m.statement_credit_note_of({}, t), note.statementNumber],
        [m.statement_payee({}, t), nameIn(note.payee.name, locale)],
        [m.statement_tax_number({}, t), note.payee.uscc],
        [m.statement_customer({}, t), nameIn(note.customer.name, locale)],
        [m.statement_tax_number({}, t), note.customer.uscc],
        [m.statement_day({}, t), localDay(note.zone, note.at)],
        [m.statement_reason({}, t), note.reason],
      ],
      columns: chargeColumns(locale),
      rows: note.charges.map((charge) => chargeRow(charge, note.zone, locale)),
      ...taxTable(note.taxes, locale),
      totals: [
        [m.statement_subtotal({}, t), formatFen(note.subtotalFen)],
        [m.statement_tax({}, t), formatFen(note.taxFen)],
      ],
      total: [m.statement_credit_note_total({}, t), `¥ ${formatFen(note.totalFen)}`],
      words: [m.statement_in_words({}, t), fenInWords(note.totalFen)],
      notes: [
        m.statement_credit_note_effect({ number: note.statementNumber }, t),
        ...(note.isTreasury ? [m.statement_note_treasury({}, t)] : []),
        m.statement_note_currency({}, t),
      ],
      seal: m.statement_seal({}, t),
      ...(proof ? drawnProof(proof, locale) : {}),
    },
  };
}
