import { localDay } from '@guanyi/domain/kernel/local-time';
import { formatFen } from '@guanyi/domain/kernel/money';
import { m } from '@guanyi/messages';
import { type Locale, nameIn } from '@guanyi/messages/notification-text';
import { codeOf } from '../pdf/code.ts';
import type { PdfDocument } from '../pdf/document.ts';

interface Name {
  zh: string;
  en?: string;
}

/** A signed agreement as it is printed. Everything in it was frozen when it was signed. */
export interface PrintedAgreement {
  number: string;
  caseNumber: string;
  ventureName: string;
  zone: string;
  signedAt: number;
  district: Name;
  instrument: Name & { model: string; assetNumber: string };
  appraisal: { agency: string; reportNumber: string; baseDate: string };
  valueFen: number;
  capitalFen: number;
  cashFen: number;
  unitsIssued: number;
  holdings: readonly { name: Name; units: number; isContributor: boolean }[];
  priorityHours?: readonly {
    instrument: Name;
    organisation: Name;
    weekly: readonly { day: number; from: string; until: string }[];
    releaseHours: number;
  }[];
  /** SHA-256 over the terms, in hexadecimal. */
  contentHash: string;
  /** Where anybody can ask whether a paper with this number is genuine. */
  verifyUrl: string;
}

/** Renders an agreement. Pure: the same agreement gives the same document. */
export function renderAgreement(agreement: PrintedAgreement, locale: Locale): PdfDocument {
  const t = { locale };
  const { instrument, appraisal, unitsIssued } = agreement;
  const count = (units: number) => units.toLocaleString('en-US');
  const share = (units: number) =>
    `${((units * 100) / unitsIssued).toLocaleString('en-US', { maximumFractionDigits: 4 })} %`;
  const terms = {
    value: formatFen(agreement.valueFen),
    capital: formatFen(agreement.capitalFen),
    cash: formatFen(agreement.cashFen),
    units: count(unitsIssued),
  };
  return {
    template: 'equity/agreement.typ',
    at: agreement.signedAt,
    data: {
      lang: locale,
      title: m.equity_paper_title({}, t),
      number: agreement.number,
      issuer: nameIn(agreement.district, locale),
      pageOf: m.equity_paper_page_of({ page: '{page}', pages: '{pages}' }, t),
      facts: [
        [m.equity_paper_number({}, t), agreement.number],
        [m.equity_number({}, t), agreement.caseNumber],
        [m.equity_venture({}, t), agreement.ventureName],
        [m.equity_paper_signed({}, t), localDay(agreement.zone, agreement.signedAt)],
        [m.equity_instrument({}, t), `${nameIn(instrument, locale)} ${instrument.model}`],
        [m.equity_paper_asset({}, t), instrument.assetNumber],
      ],
      preamble: m.equity_paper_preamble(
        { ...terms, agency: appraisal.agency, report: appraisal.reportNumber, base: appraisal.baseDate },
        t,
      ),
      columns: [m.equity_holder({}, t), m.equity_role({}, t), m.equity_holder_units({}, t), m.equity_share({}, t)],
      rows: agreement.holdings.map((holding) => [
        nameIn(holding.name, locale),
        holding.isContributor ? m.equity_role_contributor({}, t) : m.equity_role_holder({}, t),
        count(holding.units),
        share(holding.units),
      ]),
      formula: m.equity_formula(terms, t),
      clauses: [
        m.equity_paper_clause_contribution({}, t),
        m.equity_paper_clause_income({}, t),
        m.equity_paper_clause_exit({}, t),
        ...(agreement.priorityHours ?? []).map((kept) => priorityClause(kept, locale)),
      ],
      seals: agreement.holdings.map((holding) => nameIn(holding.name, locale)),
      proof: [m.equity_paper_proof({ hash: agreement.contentHash, url: agreement.verifyUrl }, t)],
      qr: codeOf(agreement.verifyUrl),
    },
  };
}

function priorityClause(kept: NonNullable<PrintedAgreement['priorityHours']>[number], locale: Locale): string {
  const dayName = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  // 5 January 1970 was a Monday.
  const hours = kept.weekly.map(
    ({ day, from, until }) => `${dayName.format(Date.UTC(1970, 0, 4 + day))} ${from}–${until}`,
  );
  return m.equity_paper_clause_priority(
    {
      holder: nameIn(kept.organisation, locale),
      instrument: nameIn(kept.instrument, locale),
      hours: hours.join(locale === 'zh-CN' ? '、' : ', '),
      n: kept.releaseHours,
    },
    { locale },
  );
}
