import { localDay } from '@guanyi/domain/kernel/local-time';
import { formatFen } from '@guanyi/domain/kernel/money';
import { m } from '@guanyi/messages';
import { instantIn, type Locale } from '@guanyi/messages/notification-text';
import type { PdfDocument } from '../pdf/document.ts';
import { actWords, decisionWords, methodWords, roleWords, stageWords } from './case-words.ts';

/** An equity case as it stood when it was printed: what it is, and everything that was decided, in order. */
export interface PrintedCase {
  number: string;
  /** The last change: the file of a version is the same whenever it is printed. */
  at: number;
  zone: string;
  status: string;
  issuer: string;
  proposer: string;
  ventureName: string;
  instrument: string;
  purpose: string;
  feasibility: string | null;
  notice: { firstDay: string; lastDay: string; agreementFrom: string } | null;
  parties: readonly { name: string; isProposer: boolean }[];
  appraisals: readonly {
    agency: string;
    reportNumber: string;
    method: 'cost' | 'market' | 'income';
    baseDate: string;
    validUntil: string;
    valueFen: number;
  }[];
  approvals: readonly {
    step: number;
    role: string;
    status: string;
    decidedAt: number | null;
    by: string;
    comment: string;
  }[];
  objections: readonly { at: number; text: string; status: string; answer: string }[];
  documents: readonly { title: string; at: number; sha256: string }[];
  steps: readonly { at: number; action: string; by: string; note: string }[];
}

interface Column {
  title: string;
  isWide: boolean;
  isNumber: boolean;
}

/** The file of an equity case to be set as PDF. Pure: the same case at the same version gives the same bytes. */
export function renderCaseFile(printed: PrintedCase, locale: Locale): PdfDocument {
  const t = { locale };
  return {
    template: 'equity/case-file.typ',
    at: printed.at,
    data: {
      lang: locale,
      title: m.papers_case_file({}, t),
      number: printed.number,
      issuer: printed.issuer,
      pageOf: m.equity_paper_page_of({ page: '{page}', pages: '{pages}' }, t),
      facts: factsOf(printed, locale),
      sections: [
        partiesOf(printed, locale),
        appraisalsOf(printed, locale),
        approvalsOf(printed, locale),
        objectionsOf(printed, locale),
        documentsOf(printed, locale),
        logOf(printed, locale),
      ],
      nothing: m.papers_nothing({}, t),
    },
  };
}

function factsOf(printed: PrintedCase, locale: Locale): [string, string][] {
  const t = { locale };
  const { notice } = printed;
  return [
    [m.equity_number({}, t), printed.number],
    [m.papers_facts_status({}, t), stageWords(printed.status, locale)],
    [m.equity_venture({}, t), printed.ventureName],
    [m.equity_instrument({}, t), printed.instrument],
    [m.papers_facts_owner({}, t), printed.issuer],
    [m.papers_facts_proposer({}, t), printed.proposer],
    [m.papers_facts_purpose({}, t), printed.purpose || '–'],
    [m.papers_facts_feasibility({}, t), printed.feasibility ?? '–'],
    [m.papers_facts_notice({}, t), notice ? `${notice.firstDay} – ${notice.lastDay}` : '–'],
    [m.papers_facts_agreement({}, t), notice?.agreementFrom ?? '–'],
  ];
}

const plain = (title: string): Column => ({ title, isWide: false, isNumber: false });
const wide = (title: string): Column => ({ title, isWide: true, isNumber: false });
const figure = (title: string): Column => ({ title, isWide: false, isNumber: true });

function partiesOf({ parties }: PrintedCase, locale: Locale) {
  const t = { locale };
  return {
    title: m.papers_section_parties({}, t),
    columns: [wide(m.papers_col_organisation({}, t)), plain(m.papers_col_role({}, t))],
    rows: parties.map(({ name, isProposer }) => [
      name,
      isProposer ? m.papers_facts_proposer({}, t) : m.equity_role_holder({}, t),
    ]),
  };
}

function appraisalsOf({ appraisals }: PrintedCase, locale: Locale) {
  const t = { locale };
  return {
    title: m.papers_section_appraisals({}, t),
    columns: [
      wide(m.papers_col_agency({}, t)),
      plain(m.papers_col_number({}, t)),
      plain(m.papers_col_method({}, t)),
      plain(m.papers_col_base({}, t)),
      plain(m.papers_col_until({}, t)),
      figure(m.papers_col_value({}, t)),
    ],
    rows: appraisals.map((one) => [
      ...[one.agency, one.reportNumber, methodWords(one.method, locale), one.baseDate, one.validUntil],
      `¥ ${formatFen(one.valueFen)}`,
    ]),
  };
}

function approvalsOf({ approvals, zone }: PrintedCase, locale: Locale) {
  const t = { locale };
  return {
    title: m.papers_section_approvals({}, t),
    columns: [
      figure(m.papers_col_step({}, t)),
      plain(m.papers_col_role({}, t)),
      plain(m.papers_col_status({}, t)),
      plain(m.papers_col_day({}, t)),
      plain(m.papers_col_who({}, t)),
      wide(m.papers_col_comment({}, t)),
    ],
    rows: approvals.map((one) => [
      ...[String(one.step), roleWords(one.role, locale), decisionWords(one.status, locale)],
      ...[one.decidedAt === null ? '–' : instantIn(one.decidedAt, zone), one.by, one.comment],
    ]),
  };
}

function objectionsOf({ objections, zone }: PrintedCase, locale: Locale) {
  const t = { locale };
  return {
    title: m.papers_section_objections({}, t),
    columns: [plain(m.papers_col_day({}, t)), wide(m.papers_col_text({}, t)), wide(m.papers_col_answer({}, t))],
    rows: objections.map((one) => [localDay(zone, one.at), one.text, one.answer || '–']),
  };
}

function documentsOf({ documents, zone }: PrintedCase, locale: Locale) {
  const t = { locale };
  return {
    title: m.papers_section_documents({}, t),
    columns: [plain(m.papers_col_day({}, t)), wide(m.papers_col_title({}, t)), plain(m.papers_col_hash({}, t))],
    rows: documents.map((one) => [localDay(zone, one.at), one.title, one.sha256.slice(0, 16)]),
  };
}

function logOf({ steps, zone }: PrintedCase, locale: Locale) {
  const t = { locale };
  return {
    title: m.papers_section_log({}, t),
    columns: [
      plain(m.papers_col_day({}, t)),
      plain(m.papers_col_what({}, t)),
      plain(m.papers_col_who({}, t)),
      wide(m.papers_col_comment({}, t)),
    ],
    rows: steps.map((one) => [instantIn(one.at, zone), actWords(one.action, locale), one.by || '–', one.note]),
  };
}
