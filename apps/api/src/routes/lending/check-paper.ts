import type { contractCheck } from '@guanyi/contracts/lending/schemas';
import { formatInstant } from '@guanyi/contracts/shapes';
import { findPolicyEvidence } from '@guanyi/db/billing/policies';
import type { Connection } from '@guanyi/db/client';
import { findAgreement } from '@guanyi/db/equity/agreement-queries';
import { findAppraisalPaper } from '@guanyi/db/equity/appraisal-papers';
import { findContractByNumber } from '@guanyi/db/lending/contracts';
import { findReportByNumber } from '@guanyi/db/lending/papers';
import { creditNoteIdsOf, statementIdOf } from '@guanyi/db/statements/papers';
import { readPrintedStatement } from '@guanyi/db/statements/print';
import { readPrintedCreditNote } from '@guanyi/db/statements/print-credit-note';
import { costSheetHash } from '@guanyi/documents/billing/cost-sheet';
import { appraisalHash } from '@guanyi/documents/equity/appraisal';
import { creditNoteHash, statementHash } from '@guanyi/documents/statements/content-hash';
import { publicReach } from '@guanyi/domain/identity/reach';
import type { z } from 'zod';
import { proofOf } from '../equity/agreement-routes.ts';
import { certificateOf } from '../equity/certificate-routes.ts';
import { text } from './present.ts';

type Check = z.input<typeof contractCheck>;

/** What is on record of a paper, with the hash of what it says. */
type Found = Omit<Check, 'number' | 'isGenuine'> & { contentHash: string };
type Finder = (connection: Connection, number: string) => Promise<Found | undefined>;

/** A paper is looked for whoever asks; of what is found nothing is told but that it is there. */
const everywhere = { ...publicReach, all: true };

/** Whether a paper with this number and hash is on record, and how far it is signed; nothing of what it says. */
export async function checkPaper(connection: Connection, number: string, hash: string | undefined): Promise<Check> {
  for (const find of finders) {
    const found = await find(connection, number);
    if (!found) continue;
    if (hash !== undefined && hash !== found.contentHash) break;
    const { contentHash: _hash, ...shown } = found;
    return { number, isGenuine: true, ...shown };
  }
  return { number, isGenuine: false };
}

const finders: readonly Finder[] = [contract, handing, agreement, certificate, statement, creditNote, costSheet];

async function contract(connection: Connection, number: string): Promise<Found | undefined> {
  const found = await findContractByNumber(connection, number);
  if (!found) return undefined;
  const { contentHash, status, signatures } = found;
  const signedOn = signatures.map((signature) => ({ party: signature.party, at: text(signature.at) }));
  return { kind: 'contract', contentHash, status, signedOn };
}

async function handing(connection: Connection, number: string): Promise<Found | undefined> {
  const report = await findReportByNumber(connection, number);
  if (!report) return undefined;
  const at = formatInstant(report.at);
  const signedOn = report.parties.map((party) => ({ party, at }));
  return { kind: report.moment, contentHash: report.contentHash, status: 'signed', signedOn };
}

async function agreement(connection: Connection, number: string): Promise<Found | undefined> {
  if (!number.startsWith('EA')) return undefined;
  const found = await findAgreement(connection, everywhere, { caseNumber: number.replace(/^EA/, 'EQ') });
  if (!found) return undefined;
  const signedOn = [{ party: 'lab' as const, at: formatInstant(found.signedAt) }];
  const status = found.status === 'left' ? 'left' : 'signed';
  return { kind: 'agreement', contentHash: proofOf(found).contentHash, status, signedOn, issuer: found.district };
}

async function certificate(connection: Connection, number: string): Promise<Found | undefined> {
  const match = /^AC(-.+)-([1-9]\d{0,3})$/.exec(number);
  if (!match) return undefined;
  const by = { caseNumber: `EQ${match[1]}`, position: Number(match[2]) };
  const paper = await findAppraisalPaper(connection, everywhere, by);
  if (!paper) return undefined;
  const contentHash = appraisalHash(certificateOf(paper));
  return { kind: 'appraisal', contentHash, ...issued(paper.district, paper.recordedAt) };
}

async function statement(connection: Connection, number: string): Promise<Found | undefined> {
  const id = await statementIdOf(connection, number);
  const found = id && (await readPrintedStatement(connection, everywhere, id));
  // A draft is nobody's paper yet.
  if (!found || found.printed.status === 'draft') return undefined;
  const { printed } = found;
  const facts = issued(printed.payee.name, printed.at);
  const status = printed.status === 'void' ? 'void' : facts.status;
  return { kind: 'statement', contentHash: statementHash(printed), ...facts, status };
}

async function creditNote(connection: Connection, number: string): Promise<Found | undefined> {
  const ids = await creditNoteIdsOf(connection, number);
  const note = ids && (await readPrintedCreditNote(connection, everywhere, ids));
  return note && { kind: 'creditNote', contentHash: creditNoteHash(note), ...issued(note.payee.name, note.at) };
}

/** The number of a cost sheet is the id of its price. */
async function costSheet(connection: Connection, number: string): Promise<Found | undefined> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(number)) return undefined;
  const found = await findPolicyEvidence(connection, everywhere, number);
  if (!found?.evidence) return undefined;
  const { evidence, policy, zone } = found;
  const contentHash = costSheetHash({ evidence, policy, zone });
  return { kind: 'costSheet', contentHash, ...issued(evidence.payee, policy.createdAt) };
}

function issued(issuer: { zh: string; en?: string }, at: number) {
  return { status: 'issued' as const, issuer, issuedAt: formatInstant(at) };
}
