import type { Tx } from '@guanyi/db/client';
import { loadOrganisation } from '@guanyi/db/identity/organisation-queries';
import { insertVoucher, listProgrammes, listVouchers, type VoucherView } from '@guanyi/db/vouchers/vouchers';
import { judgeRegion } from '@guanyi/domain/vouchers/voucher';
import { newId } from '@guanyi/platform/ids';
import { type CommandContext, done, type Outcome, refuse } from '../context.ts';

export interface VoucherIssue {
  programmeId: string;
  organisationId: string;
  amountFen: number;
}

/**
 * Gives an organisation of the programme's region a voucher. Vouchers may add up to more than the cap of an organisation; what
 * it can spend of them altogether stays within the cap.
 */
export async function issueVoucher(
  tx: Tx,
  context: CommandContext,
  { programmeId, organisationId, amountFen }: VoucherIssue,
): Promise<Outcome<VoucherView>> {
  const [programme] = await listProgrammes(tx, context.reach, { id: programmeId, limit: 1 });
  const organisation = await loadOrganisation(tx, organisationId);
  if (!programme || !organisation) return refuse('not-found');
  const fault = judgeRegion(programme, organisation.region);
  if (fault) return refuse('not-eligible', { details: { reason: fault } });
  const id = newId();
  const number = `V-${programme.year}-${id.slice(-10).toUpperCase()}`;
  const voucher = { id, programmeId, organisationId, number, amountFen, capFen: programme.capPerOrganisationFen };
  await insertVoucher(tx, voucher, { userId: context.reach.userId ?? null, now: context.now });
  const [view] = await listVouchers(tx, context.reach, { id, limit: 1 });
  if (!view) throw new Error(`Voucher ${id} is gone within the transaction that wrote it.`);
  return done(view);
}
