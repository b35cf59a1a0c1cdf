import { m } from '@guanyi/messages';
import { instantIn, type Locale } from '@guanyi/messages/notification-text';
import { codeOf } from '../pdf/code.ts';
import type { PdfDocument } from '../pdf/document.ts';

/** A report of hand-over or take-back as both sides signed it. */
export interface PrintedHanding {
  moment: 'handOver' | 'takeBack';
  number: string;
  /** Of the loan or lease. */
  subject: string;
  at: number;
  zone: string;
  issuer: string;
  instrument: string;
  lab: string;
  customer: string;
  conditions: readonly { item: string; state: 'good' | 'worn' | 'damaged' | 'missing'; note: string }[];
  accessories: readonly string[];
  meterReading: number | null;
  photoCount: number;
  signatures: readonly { party: 'lab' | 'customer'; name: string; strokes: readonly (readonly number[])[] | null }[];
  contentHash: string;
  verifyUrl: string;
}

const states = {
  good: m.lending_state_good,
  worn: m.lending_state_worn,
  damaged: m.lending_state_damaged,
  missing: m.lending_state_missing,
} as const;

/** The form of a hand-over or take-back to be set as PDF. Pure: the same report gives the same bytes. */
export function renderHanding(report: PrintedHanding, locale: Locale): PdfDocument {
  const t = { locale };
  const when = instantIn(report.at, report.zone);
  return {
    template: 'lending/handing.typ',
    at: report.at,
    data: {
      lang: locale,
      title: report.moment === 'handOver' ? m.papers_handOver({}, t) : m.papers_takeBack({}, t),
      number: report.number,
      issuer: report.issuer,
      pageOf: m.statement_page_of({ page: '{page}', pages: '{pages}' }, t),
      facts: [
        [m.lending_number({}, t), report.number],
        [m.lending_contract_case({}, t), report.subject],
        [m.lending_instrument({}, t), report.instrument],
        [m.papers_when({}, t), when],
        [m.lending_contract_lender({}, t), report.lab],
        [m.lending_contract_borrower({}, t), report.customer],
      ],
      columns: [m.papers_item({}, t), m.papers_state({}, t), m.papers_note({}, t)],
      rows: report.conditions.map(({ item, state, note }) => [item, states[state]({}, t), note]),
      more: [
        [m.lending_accessories({}, t), report.accessories.join('、') || '–'],
        [m.papers_meter({}, t), report.meterReading === null ? '–' : report.meterReading.toLocaleString('en-US')],
        [m.papers_photos({}, t), String(report.photoCount)],
      ],
      signatures: report.signatures.map(({ party, name, strokes }) => ({
        ...{ party: party === 'lab' ? m.papers_for_lab({}, t) : m.papers_for_customer({}, t), name },
        strokes: strokes ?? [],
        words: m.lending_contract_signed({ name, when }, t),
      })),
      proof: [m.lending_contract_hash({ hash: report.contentHash }, t), m.papers_verify({ url: report.verifyUrl }, t)],
      qr: codeOf(report.verifyUrl),
    },
  };
}
