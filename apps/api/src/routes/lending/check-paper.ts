import type { contractCheck } from '@guanyi/contracts/lending/schemas';
import { formatInstant } from '@guanyi/contracts/shapes';
import type { Connection } from '@guanyi/db/client';
import { findAgreement } from '@guanyi/db/equity/agreement-queries';
import { findContractByNumber } from '@guanyi/db/lending/contracts';
import { findReportByNumber } from '@guanyi/db/lending/papers';
import { publicReach } from '@guanyi/domain/identity/reach';
import type { z } from 'zod';
import { proofOf } from '../equity/agreement-routes.ts';
import { text } from './present.ts';

type Check = z.input<typeof contractCheck>;

/** Whether a paper with this number and hash is on record, and how far it is signed; nothing of what it says. */
export async function checkPaper(connection: Connection, number: string, hash: string | undefined): Promise<Check> {
  const found = await findPaper(connection, number);
  if (!found || (hash ?? found.contentHash) !== found.contentHash) return { number, isGenuine: false };
  const { contentHash: _hash, ...shown } = found;
  return { number, isGenuine: true, ...shown };
}

async function findPaper(
  connection: Connection,
  number: string,
): Promise<(Omit<Check, 'number' | 'isGenuine'> & { contentHash: string }) | undefined> {
  const contract = await findContractByNumber(connection, number);
  if (contract) {
    const { contentHash, status, signatures } = contract;
    const signedOn = signatures.map((signature) => ({ party: signature.party, at: text(signature.at) }));
    return { kind: 'contract', contentHash, status, signedOn };
  }
  const report = await findReportByNumber(connection, number);
  if (report) {
    const at = formatInstant(report.at);
    const signedOn = report.parties.map((party) => ({ party, at }));
    return { kind: report.moment, contentHash: report.contentHash, status: 'signed', signedOn };
  }
  if (!number.startsWith('EA')) return undefined;
  const reach = { ...publicReach, all: true };
  const agreement = await findAgreement(connection, reach, { caseNumber: number.replace(/^EA/, 'EQ') });
  if (!agreement) return undefined;
  const signedOn = [{ party: 'lab' as const, at: formatInstant(agreement.signedAt) }];
  return { kind: 'agreement', contentHash: proofOf(agreement).contentHash, status: 'signed', signedOn };
}
