import { localDay } from '@guanyi/domain/kernel/local-time';
import { formatFen } from '@guanyi/domain/kernel/money';
import { fenInWords } from '@guanyi/domain/kernel/money-in-words';
import { m } from '@guanyi/messages';
import { type Locale, nameIn } from '@guanyi/messages/notification-text';
import type { PdfDocument } from '../pdf/document.ts';
import { contentHashOf, drawnProof, type Proof } from '../pdf/proof.ts';
import { methodWords } from './case-words.ts';

interface Name {
  zh: string;
  en?: string;
}

/** One version of an appraisal as its certificate states it. An appraisal is never changed, so neither is this. */
export interface PrintedAppraisal {
  number: string;
  caseNumber: string;
  position: number;
  agency: string;
  reportNumber: string;
  method: string;
  baseDate: string;
  /** Inclusive. */
  validUntil: string;
  valueFen: number;
  /** SHA-256 of the report; null where none is on file. */
  reportHash: string | null;
  zone: string;
  recordedAt: number;
  district: Name;
  instrument: Name & { model: string; assetNumber: string };
}

/** The certificate of the `position`-th appraisal of a case. */
export function certificateNumber(caseNumber: string, position: number): string {
  return `${caseNumber.replace(/^EQ/, 'AC')}-${position}`;
}

/** The hash of what a certificate states. */
export function appraisalHash(appraisal: PrintedAppraisal): string {
  const { number, agency, reportNumber, method, baseDate, validUntil, valueFen, reportHash, instrument } = appraisal;
  const report = [agency, reportNumber, method, baseDate, validUntil, valueFen, reportHash];
  return contentHashOf(['appraisal', number, instrument.assetNumber, ...report]);
}

/** The certificate of an appraisal: who appraised what, how, as of when, for how much and how long. Pure. */
export function renderAppraisal(appraisal: PrintedAppraisal, proof: Proof, locale: Locale): PdfDocument {
  const t = { locale };
  const { instrument, valueFen } = appraisal;
  return {
    template: 'equity/appraisal.typ',
    at: appraisal.recordedAt,
    data: {
      lang: locale,
      title: m.equity_certificate_title({}, t),
      number: appraisal.number,
      issuer: nameIn(appraisal.district, locale),
      pageOf: m.equity_paper_page_of({ page: '{page}', pages: '{pages}' }, t),
      facts: [
        [m.equity_certificate_number({}, t), appraisal.number],
        [m.equity_number({}, t), appraisal.caseNumber],
        [m.equity_version({}, t), m.equity_version_n({ n: appraisal.position }, t)],
        [m.equity_certificate_recorded({}, t), localDay(appraisal.zone, appraisal.recordedAt)],
        [m.equity_instrument({}, t), `${nameIn(instrument, locale)} ${instrument.model}`],
        [m.equity_paper_asset({}, t), instrument.assetNumber],
        [m.equity_agency({}, t), appraisal.agency],
        [m.equity_report_number({}, t), appraisal.reportNumber],
        [m.equity_method({}, t), methodWords(appraisal.method, locale)],
        [m.equity_base_date({}, t), appraisal.baseDate],
        [m.equity_valid_until({}, t), appraisal.validUntil],
      ],
      value: [m.equity_value({}, t), `¥ ${formatFen(valueFen)}`],
      words: [m.statement_in_words({}, t), fenInWords(valueFen)],
      notes: [
        appraisal.reportHash === null
          ? m.equity_certificate_no_report({}, t)
          : m.equity_certificate_report({ hash: appraisal.reportHash }, t),
        m.equity_certificate_validity({ day: appraisal.validUntil }, t),
      ],
      seal: m.statement_seal({}, t),
      ...drawnProof(proof, locale),
    },
  };
}
