import { createHash } from 'node:crypto';
import type { Tx } from '@guanyi/db/client';
import { insertSignature, loadContractForUpdate, markContractSigned } from '@guanyi/db/lending/contracts';
import { loadLendingByKey } from '@guanyi/db/lending/lendings';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';
import { move } from './change-lending.ts';

export interface Signing {
  contractId: string;
  /** Of the text that the signer has read, where the client says so. */
  contentHash?: string | undefined;
}

/**
 * Signs for the party that the caller acts for: the district's asset officer for the lab, the organisation's administrator for
 * the customer, each once. A text that is not the one under the hash is not signed: `document-changed`. With the second signature
 * the loan or lease is contracted.
 */
export async function signContract(
  tx: Tx,
  context: CommandContext,
  signing: Signing,
): Promise<Outcome<{ contractId: string }>> {
  const contract = await loadContractForUpdate(tx, context.reach, signing.contractId);
  if (!contract) return refuse('not-found');
  const { reach, roles, now } = context;
  const isForLab = roles.includes('assetOfficer') && reach.districtIds.includes(contract.districtId);
  const isForCustomer = roles.includes('orgAdmin') && reach.organisationIds.includes(contract.organisationId);
  const party = isForLab ? 'lab' : isForCustomer ? 'customer' : null;
  if (!party || reach.userId === undefined) return refuse('role-not-allowed');
  if (contract.status !== 'open') return refuse('state-conflict', { details: { currentStatus: contract.status } });
  const hash = createHash('sha256').update(contract.content).digest('hex');
  if (hash !== contract.contentHash || (signing.contentHash ?? hash) !== hash)
    return refuse('document-changed', { details: { contentHash: contract.contentHash } });
  const isFirst = await insertSignature(tx, contract, { party, userId: reach.userId, at: now });
  if (!isFirst) return refuse('state-conflict', { details: { currentStatus: 'signed' } });
  if (contract.signatures.some((signature) => signature.party !== party)) {
    await markContractSigned(tx, contract, now);
    if (contract.subjectType !== 'equityCase') {
      const lending = await loadLendingByKey(tx, contract.labId, contract.subjectId);
      const outcome = await move(tx, context, lending, 'contract');
      if (!outcome.ok) return outcome;
    }
  }
  return done({ contractId: contract.id });
}
