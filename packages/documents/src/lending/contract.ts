import { formatFen } from '@guanyi/domain/kernel/money';
import { m } from '@guanyi/messages';
import { instantIn, type Locale } from '@guanyi/messages/notification-text';
import { codeOf } from '../pdf/code.ts';
import type { PdfDocument } from '../pdf/document.ts';

/** A contract as it was frozen, with what has been signed since. */
export interface PrintedContract {
  number: string;
  status: 'open' | 'signed' | 'void';
  /** Canonical JSON; its hash is the identity of the text. */
  content: string;
  contentHash: string;
  createdAt: number;
  signatures: readonly { party: 'lab' | 'customer'; at: number; displayName: string }[];
  zone: string;
  /** Where anybody can ask whether the paper is genuine. */
  verifyUrl: string;
}

/** The members of the frozen text of a loan or lease. */
interface Content {
  form: string;
  subject: string;
  lender: { name: string; lab: string };
  borrower: { name: string; uscc: string };
  instrument: { name: string; model: string; assetNumber: string };
  originalValueFen: number;
  firstDay: string;
  lastDay: string;
  address: string;
  accessories: string[];
  depositFen: number;
  perDayFen: number | null;
}

/** A contract to be set as PDF. Pure: the same frozen text and signatures give the same bytes. */
export function renderContract(contract: PrintedContract, locale: Locale): PdfDocument {
  const t = { locale };
  const content = JSON.parse(contract.content) as Content;
  const isLease = content.form.startsWith('lease');
  return {
    template: 'lending/contract.typ',
    at: contract.createdAt,
    data: {
      lang: locale,
      title: isLease ? m.lending_contract_lease({}, t) : m.lending_contract_loan({}, t),
      number: contract.number,
      issuer: content.lender.name,
      pageOf: m.statement_page_of({ page: '{page}', pages: '{pages}' }, t),
      ...(contract.status === 'void' ? { watermark: m.statement_watermark_void({}, t) } : {}),
      facts: factsOf(content, contract.number, locale),
      clauses: clausesOf(content, isLease, locale),
      parties: partiesOf(contract, content, locale),
      proof: [
        m.lending_contract_hash({ hash: contract.contentHash }, t),
        m.papers_verify({ url: contract.verifyUrl }, t),
      ],
      qr: codeOf(contract.verifyUrl),
    },
  };
}

function factsOf(content: Content, number: string, locale: Locale): [string, string][] {
  const t = { locale };
  const { instrument } = content;
  return [
    [m.lending_number({}, t), number],
    [m.lending_contract_case({}, t), content.subject],
    [m.lending_instrument({}, t), `${instrument.name} ${instrument.model}`],
    [m.lending_contract_asset({}, t), instrument.assetNumber],
    [m.lending_contract_term({}, t), `${content.firstDay} – ${content.lastDay}`],
    [m.lending_book_value({}, t), `¥ ${formatFen(content.originalValueFen)}`],
  ];
}

function clausesOf(content: Content, isLease: boolean, locale: Locale): string[] {
  const t = { locale };
  const days = { firstDay: content.firstDay, lastDay: content.lastDay };
  const price =
    content.perDayFen === null
      ? m.lending_clause_price_open({}, t)
      : m.lending_clause_price({ amount: formatFen(content.perDayFen) }, t);
  return [
    m.lending_clause_term(days, t),
    isLease ? price : m.lending_clause_deposit({ amount: formatFen(content.depositFen) }, t),
    m.lending_clause_place({ address: content.address || '–' }, t),
    m.lending_clause_accessories({ accessories: content.accessories.join('、') || '–' }, t),
    m.lending_clause_hand_over({}, t),
    m.lending_clause_overdue({}, t),
  ];
}

function partiesOf(contract: PrintedContract, content: Content, locale: Locale): [string, string, string][] {
  const t = { locale };
  const signatureOf = (party: 'lab' | 'customer') => {
    const found = contract.signatures.find((signature) => signature.party === party);
    return found
      ? m.lending_contract_signed({ name: found.displayName, when: instantIn(found.at, contract.zone) }, t)
      : m.lending_contract_unsigned({}, t);
  };
  return [
    [m.lending_contract_lender({}, t), `${content.lender.name} ${content.lender.lab}`, signatureOf('lab')],
    [m.lending_contract_borrower({}, t), `${content.borrower.name} ${content.borrower.uscc}`, signatureOf('customer')],
  ];
}
